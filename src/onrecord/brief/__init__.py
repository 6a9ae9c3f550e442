"""A situation brief written from the record, no sentence without its evidence."""
