"""Learned weights that the coder loads, each with its card."""
