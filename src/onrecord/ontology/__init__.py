"""Ontology as data: PLOVER, CAMEO, countries, organisations, titles, cues."""
