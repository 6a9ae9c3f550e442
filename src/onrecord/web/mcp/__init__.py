"""The record for programs that speak the Model Context Protocol: searched, cited, read piece by piece.

Every answer carries citations (document, outlet, day, words, spans, stable ids), says how much there is in all, and
how to go on. Nothing is written, and a brief that is read here does not become its situation's last one.
"""
