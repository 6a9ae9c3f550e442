"""The parts of a brief, one file a part. Each ranks what the record holds for it, best first."""
