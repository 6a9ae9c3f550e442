"""Anything to documents, one file a format.

:func:`read` is the one way in. Contents decide the format, not the suffix; the table of formats is
:mod:`onrecord.sources.formats`. Importing this package loads no parser; reading the first input does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.errors import DocumentError
    from onrecord.records import Document
    from onrecord.sources.options import Fetch, Opened

__all__ = ["DEFAULT_MAX_CHARS", "read"]

DEFAULT_MAX_CHARS = 1_000_000
"""Longest text of one document, in characters. A long newspaper article has 20,000."""


def read(
    inputs: Sequence[str],
    *,
    max_chars: int = DEFAULT_MAX_CHARS,
    columns: Mapping[str, str] | None = None,
    fetch: Fetch | None = None,
    opened: Opened | None = None,
) -> Iterator[Document | DocumentError]:
    """Every document of the inputs, in their order; what cannot be read comes as an error value in its place.

    An input is a path, a directory (all its files, sorted by name, without hidden ones), a pattern (``*``, ``**``) or
    ``-`` for standard input. Contents tell formats apart (:mod:`onrecord.sources.formats`); what is gzipped is unpacked
    on the way. Archives, tables and JSON Lines are read piece by piece, whatever their size; every other input is held
    in memory and refused unread where it is larger than a document may be.

    ``meta.id`` is the ``id`` that an object or row gives, else its ``url`` or the page's canonical URL, else the path
    as given (``path:line`` for lines, ``path#n`` for the n-th object of a file); on standard input
    ``stdin-`` and the first digits of the text's SHA-256.
    ``meta.dated_by`` stays ``none``.

    Args:
        inputs: paths, directories, patterns or ``-``.
        max_chars: refuse documents with a longer text.
        columns: which column or key holds a field, where names are not the contract's.
        fetch: gives the document at an address; without it nothing is fetched.
        opened: is told of each file that is opened, and its size in bytes (:mod:`onrecord.sources.gauge`).

    Yields:
        A ``Document``; a ``DocumentError`` for a unit that cannot be read, with the rest of its source read; or a
        ``SourceError`` for an input that cannot be read at all. Nothing is raised on account of an input.

    Raises:
        ConfigurationError: if ``max_chars`` is less than 1.
    """
    from onrecord.sources.limits import Limits
    from onrecord.sources.options import Options
    from onrecord.sources.reading import read_inputs

    if max_chars < 1:
        raise ConfigurationError(f"max_chars must be at least 1, not {max_chars}")
    return read_inputs(inputs, Options(Limits(max_chars), columns or {}, fetch, opened))
