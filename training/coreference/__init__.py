"""How the likeness of two mentions of events was learned, and the gold that it was learned and measured on."""
