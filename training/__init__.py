"""How each learned part of onrecord was made."""
