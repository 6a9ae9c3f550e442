"""What each command does, one module a command; the command line only parses and calls these."""
