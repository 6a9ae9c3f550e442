"""A JSON file that is not JSON Lines: one object, a list of objects, or objects one after another."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

_STARTS = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]|\s*\[\s*\]\s*\Z")
_BLANK = re.compile(r"\s*")
_BETWEEN = re.compile(r"\s*,?\s*")
_LIST_OPENS = re.compile(r"\s*\[\s*")


def recognises(head: Head) -> bool:
    """Whether it starts as an object or a list of objects does."""
    return _STARTS.match(head.text) is not None


def read(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """A document or an error for each object. The raw bytes of each are its own, as UTF-8.

    Raises:
        DocumentError: if the file is too large, or from the point on where it is no valid JSON.
    """
    from onrecord.sources.entry import document

    advice = f"give the articles as JSON Lines; {options.limits.advice()}"
    text = decode(feed.whole(options.limits.whole_bytes, advice), feed.name)
    for number, item in enumerate(_items(text, feed.name), start=1):
        alone = number == 1 and text.lstrip().startswith("{")
        try:
            yield document(item.encode("utf-8"), feed.name if alone else f"{feed.name}#{number}", options)
        except DocumentError as error:
            yield error


def _items(text: str, where: str) -> Iterator[str]:
    """The source text of each object, found by reading it."""
    if not text.strip("[] \t\r\n"):
        raise DocumentError(where, "empty: a list without objects")
    listed = text.lstrip().startswith("[")
    position = _skip(_LIST_OPENS if listed else _BLANK, text, 0)
    while position < len(text) and text[position] != "]":
        end = _end(text, position, where)
        yield text[position:end]
        position = _skip(_BETWEEN if listed else _BLANK, text, end)
    _check_end(text, position, listed, where)


def _check_end(text: str, position: int, listed: bool, where: str) -> None:
    rest = text[position:].strip()
    if rest != ("]" if listed else ""):
        raise DocumentError(
            where, "not valid JSON: " + ("there is more after the end" if rest else "the list has no end")
        )


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _end(text: str, position: int, where: str) -> int:
    try:
        return JSONDecoder(strict=False).raw_decode(text, position)[1]
    except JSONDecodeError as error:
        raise DocumentError(where, f"not valid JSON: {error}") from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(where, f"JSON that cannot be read: {error}") from error
