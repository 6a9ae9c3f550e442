"""How the gate before the reader was made (:mod:`onrecord.coder.gate`)."""
