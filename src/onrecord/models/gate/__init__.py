"""The gate before the reader: does a report hold any politics?"""
