"""JSON Lines: one object a line, read line by line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

_OPENS = re.compile(r"\{\s*[\"}]")
_MARK = b"\xef\xbb\xbf"


def recognises(head: Head) -> bool:
    """Whether at least half of the lines look like whole JSON objects: line 1 may be the broken one."""
    *whole, last = head.text.split("\n")
    objects = [_OPENS.match(line) is not None and line.endswith("}") for line in map(str.strip, whole) if line]
    if last.strip():
        objects.append(_OPENS.match(last.strip()) is not None)
    return bool(objects) and 2 * sum(objects) >= len(objects)


def read(feed: Feed, options: Options, before: int = 0) -> Iterator[Document | DocumentError]:
    """A document or an error for each line that is not blank; of a piece of a file so many lines stand ``before`` it.

    Raises:
        SourceError: if the file is UTF-16, whose lines cannot be told apart before it is decoded.
    """
    from onrecord.sources.entry import document

    if feed.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(feed.name, "JSON Lines must be UTF-8; convert it, for instance: iconv -f UTF-16 -t UTF-8")
    most = options.limits.whole_bytes
    for number, line in enumerate(feed.lines(most), start=before + 1):
        where = f"{feed.name}:{number}"
        if line is None:
            yield DocumentError(where, f"a line of more than {most:,} bytes: {options.limits.advice()}")
            continue
        raw = line.removeprefix(_MARK) if number == 1 else line
        if raw.strip():
            try:
                yield document(raw, where, options)
            except DocumentError as error:
                yield error


def line_of(document: Document) -> str:
    """The line that gives the document again when it is read."""
    meta = document.meta
    given = {"id": meta.id, "title": meta.title, "outlet": meta.outlet, "url": meta.url, "author": meta.author}
    dated = {"published": meta.published, "updated": meta.updated, "language": meta.language}
    fields = {**given, **dated, "credited": meta.credited, "text": document.text}
    return json.dumps({name: value for name, value in fields.items() if value is not None}, ensure_ascii=False) + "\n"
