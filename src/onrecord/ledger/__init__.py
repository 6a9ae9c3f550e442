"""Coded documents to one record over many documents."""
