"""Measures of our own, for what no scorer beside the gold data measures."""
