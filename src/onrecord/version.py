"""The version, in one place that imports nothing."""

__version__ = "0.1.0"

AGENT = f"onrecord/{__version__}"
"""Who asks, where a page is fetched."""
