"""Events."""
def find_events(doc):
    return ()
