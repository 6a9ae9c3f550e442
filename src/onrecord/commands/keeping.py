"""Documents that were not coded, and what else lies beside a ledger: fetched pages, the state of a watch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.coding import shipped_gate
from onrecord.commands.status import complain
from onrecord.ledger.database import locate
from onrecord.sources.jsonl import line_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.records import Document


def beside(location: str, name: str) -> Path:
    """``iran.db`` and ``watch.db`` give ``iran.watch.db`` beside it; of a server's ledger, in the current folder."""
    url = locate(location)
    database = Path(str(url.database or "onrecord"))
    folder = database.parent if url.get_backend_name() == "sqlite" else Path()
    return folder / f"{database.stem}.{name}"


@dataclass(slots=True)
class Kept:
    """Documents that were not coded, as JSON Lines that onrecord reads again; counts those in other languages."""

    path: Path
    languages: Counter[str] = field(default_factory=Counter)
    held: Callable[[Document], bool] = lambda _: False

    def __call__(self, document: Document, language: str) -> None:
        """Keeps one in a language without a model."""
        self.languages[language] += 1
        self.append(document)

    def append(self, document: Document) -> None:
        """Writes one, unless a run that goes on finds it held already."""
        if not self.held(document):
            with self.path.open("a", encoding="utf-8") as stream:
                stream.write(line_of(document))

    def told(self) -> str:
        """How many of which language, in words."""
        return ", ".join(f"{count:,} {language}" for language, count in self.languages.most_common())


@dataclass(slots=True)
class Stopped:
    """Lets documents through the gate before the reader, and counts and keeps those that it stops."""

    stops: Callable[[Document], bool]
    kept: Kept | None = None
    count: int = 0

    def __call__(self, document: Document) -> bool:
        """Whether a document goes on to the reader."""
        if not self.stops(document):
            return True
        self.count += 1
        if self.kept is not None:
            self.kept.append(document)
        return False


@dataclass(frozen=True, slots=True)
class Uncoded:
    """What becomes of documents that a run does not code."""

    kept: Kept | None = None
    gate: Stopped | None = None

    def tell(self) -> None:
        """Says how many there were, if any, and where they are."""
        where = f", kept in {self.kept.path}" if self.kept is not None else ""
        if self.kept is not None and self.kept.languages:
            complain(f"{self.kept.told()} in languages without a model: not coded{where}")
        if self.gate is not None and self.gate.count:
            complain(f"{self.gate.count:,} without politics by their words (--gate): not coded{where}")


def uncoded(keep: Path | None, *, gate: bool, resume: bool = False) -> Uncoded:
    """Where a run puts what it does not code; with ``resume`` it goes on with the file that another has left."""
    kept = _kept(keep, resume=resume) if keep else None
    if not gate:
        return Uncoded(kept)
    return Uncoded(kept, Stopped(shipped_gate(), kept))


def _kept(path: Path, *, resume: bool) -> Kept:
    if not resume:
        return Kept(path)
    from onrecord.commands.resuming import kept_in

    return Kept(path, held=kept_in(path).take)
