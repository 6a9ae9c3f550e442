"""Evidence: the words of a document version, cut from its text when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger.revisions import moment
from onrecord.ledger.views import Evidence, quote
from onrecord.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from onrecord.ledger.snapshot import Numbered


class Quoter:
    """Makes evidence of document versions (by ``seq``); texts are loaded when first needed, many at once."""

    def __init__(
        self,
        versions: Iterable[Numbered],
        origins: Mapping[str, str],
        load: Callable[[Iterable[int]], Mapping[int, str]],
    ) -> None:
        self.versions = {version.row.seq: version for version in versions}
        self._origins, self._load = origins, load
        self._texts: dict[int, str] = {}

    def fetch(self, versions: Iterable[int]) -> None:
        """Loads the texts of these versions, so that what follows asks the database only once."""
        if missing := {version for version in versions if version not in self._texts}:
            self._texts.update(self._load(missing))

    def texts(self, versions: Iterable[int]) -> Mapping[int, str]:
        """The texts of these versions."""
        wanted = list(versions)
        self.fetch(wanted)
        return {version: self._texts[version] for version in wanted}

    def text(self, version: int) -> str:
        """The text of a document version."""
        if version not in self._texts:
            self.fetch([version])
        return self._texts[version]

    def document(self, version: int) -> str:
        """The id of the document."""
        return self.versions[version].row.document

    def origin(self, version: int) -> str:
        """The id of the origin of the document."""
        return self._origins[self.document(version)]

    def published(self, version: int) -> str | None:
        """When the document appeared, else when it was revised."""
        row = self.versions[version].row
        return row.published or row.updated

    def reported(self, version: int) -> str:
        """The same as a moment that sorts, "" for none."""
        return moment(self.published(version))

    def cite(self, version: int, spans: Spans) -> Evidence:
        """The words under ``spans``."""
        numbered = self.versions[version]
        row = numbered.row
        return Evidence(
            document=row.document,
            version=numbered.number,
            outlet=row.outlet,
            title=row.title,
            url=row.url,
            published=self.published(version),
            spans=spans,
            quote=quote(self.text(version), spans),
            origin=self.origin(version),
        )

    def maybe(self, version: int, spans: Spans | None) -> Evidence | None:
        """The words under ``spans``, None for none."""
        return self.cite(version, spans) if spans else None

    def passage(self, version: int, content: Spans, others: Iterable[Span]) -> Evidence:
        """The stretch from the first of ``content`` to its last, drawn out to those others in the same paragraph."""
        text = self.text(version)
        whole = Span(min(s.start for s in content), max(s.end for s in content))
        for span in sorted(others, reverse=True):
            wider = Span(min(whole.start, span.start), max(whole.end, span.end))
            if "\n" not in text[wider.start : whole.start] + text[whole.end : wider.end]:
                whole = wider
        return self.cite(version, (whole,))
