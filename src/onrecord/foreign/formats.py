"""The files that are read, each known by its first row. A new one is one module and one row here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from onrecord.foreign import gdelt, icews, polecat
from onrecord.foreign.records import Dataset, ForeignEvent, ForeignMention

Cells = Sequence[str]
Parser = Callable[[Cells], ForeignEvent | ForeignMention]

DATASETS: tuple[Dataset, ...] = get_args(Dataset)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file of a data set. ``parser`` makes, from the first row, what reads the others (and it, if no header).

    A parser raises :class:`onrecord.foreign.cells.RowError` for a row that it cannot read.
    """

    dataset: Dataset
    looks: str
    header: bool
    recognises: Callable[[Cells], bool]
    parser: Callable[[Cells], Parser]


FORMATS = (
    Format("icews", "a header with Event ID, CAMEO Code and Source Name", True, icews.recognises, icews.parser),
    Format("polecat", "a header with Event ID, Event Type and Actor Name", True, polecat.recognises, polecat.parser),
    Format("gdelt", "61 columns (events)", False, gdelt.recognises_events, gdelt.events),
    Format("gdelt", "16 columns (mentions)", False, gdelt.recognises_mentions, gdelt.mentions),
)


def format_of(first: Cells, dataset: Dataset | None) -> Format | None:
    """The format whose first row this is, of ``dataset`` if one is named; None for what is none."""
    candidates = (form for form in FORMATS if dataset in (None, form.dataset))
    return next((form for form in candidates if form.recognises(first)), None)


def wanted(dataset: Dataset | None) -> str:
    """What first rows look like, for messages."""
    return " or ".join(f"{form.dataset}: {form.looks}" for form in FORMATS if dataset in (None, form.dataset))
