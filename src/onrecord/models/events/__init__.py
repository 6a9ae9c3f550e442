"""Weights of the events' network; the model card is README.md."""
