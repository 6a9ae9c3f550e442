"""Document to CodedDocument, one file a step."""
