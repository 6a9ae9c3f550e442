"""Issues on which actors take positions, and the words and events that show a stance."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, get_args

from onrecord.ontology.tables import read

StanceKind = Literal["event", "word", "modal", "turn"]
"""``event``: a PLOVER type; ``word``: the lemma of a verb, noun or adjective; ``modal``: an auxiliary; ``turn``: a word
between cue and issue that turns the stance round ("call for an end to sanctions")."""


class Issue(NamedTuple):
    """An issue and a phrase by which texts name it, in lower case."""

    issue: str
    phrase: str


class Stance(NamedTuple):
    """What a cue says of the issue it governs: -1 wholly against, 1 wholly for, 0 nothing clear.

    ``needs`` is a preposition that must stand with the cue ("call for"); an empty ``issue`` holds for any.
    """

    kind: str
    cue: str
    needs: str
    issue: str
    stance: str


class Leaning(NamedTuple):
    """One reading of a cue: the preposition it needs, the issue it is confined to, and the stance."""

    needs: str
    issue: str
    stance: float


@cache
def issue_phrases() -> dict[str, str]:
    """Issue by phrase."""
    return {row.phrase: row.issue for row in read("issues.csv", Issue)}


@cache
def issue_pattern() -> re.Pattern[str]:
    """Matches any phrase that names an issue, the longest first."""
    phrases = sorted(issue_phrases(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


@cache
def stances(kind: StanceKind) -> dict[str, tuple[Leaning, ...]]:
    """Readings of every cue of one kind. Raises ValueError for an unknown kind or a stance beyond 1."""
    rows = read("stances.csv", Stance)
    unknown = {row.kind for row in rows} - set(get_args(StanceKind))
    wild = [row for row in rows if not -1 <= float(row.stance) <= 1]
    if unknown or wild:
        raise ValueError(f"stances.csv: unknown kinds {sorted(unknown)}, stances beyond 1: {wild}")
    found: dict[str, tuple[Leaning, ...]] = {}
    for row in rows:
        if row.kind == kind:
            found[row.cue] = (*found.get(row.cue, ()), Leaning(row.needs, row.issue, float(row.stance)))
    return found


def stance_of(kind: StanceKind, cue: str, issue: str, prepositions: frozenset[str]) -> float | None:
    """The stance that a cue with these prepositions shows on an issue, None if it shows none."""
    readings = [one for one in stances(kind).get(cue, ()) if not one.needs or one.needs in prepositions]
    confined = [one.stance for one in readings if one.issue == issue]
    general = [one.stance for one in readings if not one.issue]
    return next(iter((*confined, *general)), None)
