"""The workbench and the HTTP API over a ledger: what the record holds, in a browser and for other programs."""
