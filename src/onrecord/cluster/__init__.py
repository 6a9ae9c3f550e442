"""The same coder over a corpus on many machines: shards of input to Parquet datasets, by way of Ray Data.

inputs → plan (shards) → worker, one a core: documents → coder → spool → datasets → a marker for each finished shard.
Only :mod:`onrecord.cluster.engine` knows Ray, only :mod:`onrecord.cluster.spool` and :mod:`onrecord.cluster.loading`
pyarrow.
"""
