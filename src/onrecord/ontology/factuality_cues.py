"""Words that make an event less than a fact: modals, governing predicates and modifiers, with FactBank's values.

``factuality_cues.csv``: ``position`` is where the word stands towards the event. ``governor``: the event is its
complement (``word`` is a lemma), and ``complement`` tells of which kind: ``clause`` ("refused to meet"), ``noun``, or
``any``. ``auxiliary`` and ``modifier``: the word, in lower case, depends on it. ``certainty`` (CT, PR, PS or U) and
``polarity`` (+ or -) are what it makes of the event, in FactBank's values (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from onrecord.ontology.tables import read

Certainty = Literal["CT", "PR", "PS", "U"]


class CueRow(NamedTuple):
    """One cue; ``pos`` and ``complement`` matter for governors only."""

    word: str
    pos: str
    position: str
    complement: str
    certainty: str
    polarity: str


class Cue(NamedTuple):
    """What a cue does: the most certainty that it leaves, and whether it negates."""

    certainty: Certainty
    negates: bool
    complement: str = "any"


@cache
def governors() -> dict[tuple[str, str], Cue]:
    """Cues by lemma and part of speech whose complement the event is."""
    return {(row.word, row.pos): _cue(row) for row in _rows() if row.position == "governor"}


@cache
def auxiliaries() -> dict[str, Cue]:
    """Modal verbs by form."""
    return {row.word: _cue(row) for row in _rows() if row.position == "auxiliary"}


@cache
def modifiers() -> dict[str, Cue]:
    """Adverbs, adjectives and determiners by form."""
    return {row.word: _cue(row) for row in _rows() if row.position == "modifier"}


@cache
def _rows() -> tuple[CueRow, ...]:
    rows = read("factuality_cues.csv", CueRow)
    for row in rows:
        if row.certainty not in get_args(Certainty) or row.polarity not in {"+", "-"}:
            raise ValueError(f"factuality_cues.csv: {row.word}: no FactBank value {row.certainty}{row.polarity}")
    return rows


def _cue(row: CueRow) -> Cue:
    return Cue(cast("Certainty", row.certainty), row.polarity == "-", row.complement)
