"""Makes the attribution tagger: ``python -m training.attribution --data DIR``."""
