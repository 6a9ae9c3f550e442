"""Python's search for cyclic garbage in a process that keeps a large part of a record in memory."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Has Python look for cyclic garbage less often in this process, and never among what is loaded now.

    A server keeps hundreds of thousands of records in caches; each look at all of them held the answers up for most of
    a second, and together they took a third of the time of a brief of 1,500 documents, and a sixth of that of adding
    coded documents. The record's own objects are frozen and hold no cycles.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
