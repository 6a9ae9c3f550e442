"""Assembly."""
class Assembler:
    def __init__(self, doc): pass
