"""XML that is read element by element, without entities, network or deep nesting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from onrecord.errors import SourceError
from onrecord.sources.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.etree import _Element

    from onrecord.sources.feed import Feed

CHUNK = 64 * 1024
MOST_ITEM = 8 * 1024 * 1024
"""Bytes of one item with what stands between it and the one before; a story has some thousand."""


def elements(feed: Feed, names: Container[str]) -> Iterator[_Element]:
    """Each outermost element of one of these local names, whole; it is emptied once the next one is asked for.

    Args:
        feed: the input.
        names: local names, in lower case.

    Raises:
        SourceError: where the XML is broken, declares entities, is nested too deep, or an element is too large.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    inside = 0
    taken = 0
    checked = False
    while True:
        chunk = feed.stream().read(CHUNK)
        taken += len(chunk)
        if taken > MOST_ITEM:
            raise SourceError(feed.name, f"an item of more than {MOST_ITEM:,} bytes; what stood before was read")
        _feed(parser, chunk, feed.name)
        for event, element in parser.read_events():
            if not checked:
                checked = True
                _refuse_entities(element, feed.name)
            if local_name(element) in names:
                inside += 1 if event == "start" else -1
                if event == "end" and inside == 0:
                    taken = 0
                    yield element
                    _forget(element)
        if not chunk:
            return


def _feed(parser: etree.XMLPullParser[_Element], chunk: bytes, name: str) -> None:
    try:
        if chunk:
            parser.feed(chunk)
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        reason = " ".join((error.msg or "no XML").split())
        raise SourceError(name, f"broken XML: {reason}; what stood before was read") from error


def _refuse_entities(element: _Element, name: str) -> None:
    """Raises SourceError if the document type declares entities: no news format needs them, attacks do."""
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise SourceError(name, "XML that declares entities, which is not read; remove its <!ENTITY ...> declarations")


def _forget(element: _Element) -> None:
    """Empties the element and drops what stood before it, so that memory does not grow with the file."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and (earlier := element.getprevious()) is not None:
        parent.remove(earlier)
