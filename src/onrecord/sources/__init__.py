"""Anything to documents, one file a format."""
