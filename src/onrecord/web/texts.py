"""Texts that readers search by, as the coder reads them: what is like a sentence is found by what it tells of."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError

from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder
    from onrecord.records import CodedDocument

MOST_CHARACTERS = 2_000
"""Of a text that is searched by: a paragraph, which the coder reads in a twentieth of a second."""


class TextReader:
    """The coder, loaded when the first text comes: that takes some seconds and 400 MB, and most readers never ask."""

    def __init__(self) -> None:
        self._loading = Lock()
        self._coder: Coder | None = None

    def read(self, text: str) -> CodedDocument:
        """A text as the coder reads it.

        Raises:
            DocumentError: if it cannot be read, being in another language than English.
        """
        with self._loading:
            self._coder = self._coder or _load()
        return self._coder.code(text)


def _load() -> Coder:
    # Imported here, since it takes a second, and most workbenches never need it.
    from onrecord.coder.pipeline import Coder

    return Coder.load()


def read_or_refuse(reader: TextReader, text: str) -> CodedDocument | None:
    """The text that a request gives as ``like``; None if it gives none.

    Raises:
        RequestValidationError: if it cannot be read.
    """
    try:
        return reader.read(text) if text else None
    except DocumentError as error:
        fault = {"loc": ("query", "like"), "msg": error.reason, "type": "unreadable"}
        raise RequestValidationError([fault]) from error


def _reader(request: Request) -> TextReader:
    return cast("TextReader", request.app.state.texts)


Texts = Annotated[TextReader, Depends(_reader)]
"""What an endpoint asks for that takes texts; the application has it as ``app.state.texts``."""
