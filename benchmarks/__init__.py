"""How each figure was measured, runnable."""
