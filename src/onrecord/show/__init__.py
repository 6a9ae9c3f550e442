"""Coded documents as a person reads them: a table in the terminal, a page with every span marked."""
