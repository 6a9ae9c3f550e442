"""Weights of the large events' network, as onrecord.coder.events loads them; README.md is its card."""
