"""A coder that costs nothing: every document has one event, one statement and two actors."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.records import CoderInfo, Document
from tests.ledger.articles import Article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onrecord.records import CodedDocument

INFO = CoderInfo("stub", {"stub": "1"})
TEXT = "Iran met Russia in Oslo. “We agree,” Iran said."


@dataclass(frozen=True)
class Stub:
    """Codes after a pause; fails on a text with "fail", and takes its process with it on one with "die"."""

    pause: float = 0.0
    info: CoderInfo = INFO

    def code_batch(
        self, documents: Sequence[Document], published: str | None = None
    ) -> list[CodedDocument | DocumentError]:
        time.sleep(self.pause * len(documents))
        return [self._code(document, published) for document in documents]

    def _code(self, document: Document, published: str | None) -> CodedDocument | DocumentError:
        meta = document.meta
        if "die" in document.text.split():
            os._exit(1)
        if "fail" in document.text.split():
            return DocumentError(meta.id, "could not be coded")
        article = Article(meta.id, document.text).event("CONSULT", "met", "irn", "rus", date="2015-04")
        coded = article.statement("irn", "“We agree,”", cue="said", source_words="Iran", kind="direct").coded()
        return replace(coded, document=replace(meta, published=meta.published or published), coder=self.info)


@dataclass(frozen=True)
class Loads:
    """Loads a stub and notes in which process."""

    notes: Path
    stub: Stub = Stub()

    def __call__(self) -> Stub:
        with self.notes.open("a", encoding="ascii") as stream:
            stream.write(f"{os.getpid()}\n")
        return self.stub
