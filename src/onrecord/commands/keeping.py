"""What lies beside a ledger: fetched pages, the state of a watch, and documents that were not coded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

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
    """Documents in a language without a model, as JSON Lines that onrecord reads again; counts them by language."""

    path: Path
    languages: Counter[str] = field(default_factory=Counter)
    held: Callable[[Document], bool] = lambda _: False

    def __call__(self, document: Document, language: str) -> None:
        """Appends one, unless a run that goes on finds it held already."""
        self.languages[language] += 1
        if self.held(document):
            return
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(line_of(document))

    def told(self) -> str:
        """How many of which language, in words."""
        return ", ".join(f"{count:,} {language}" for language, count in self.languages.most_common())
