"""``onrecord watch``: a service that polls sources and adds to a ledger what is new.

``configuration`` says what to poll, ``state`` remembers what was seen, ``polling`` asks one source, ``service`` runs
it all.
"""
