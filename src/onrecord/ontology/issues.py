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
    """What a cue says of the issue it governs: -1 wholly against, 1 wholly for. An empty ``issue`` holds for any."""

    kind: str
    cue: str
    issue: str
    stance: str


@cache
def issue_phrases() -> dict[str, str]:
    """Issue by phrase."""
    return {row.phrase: row.issue for row in read("issues.csv", Issue)}


@cache
def issue_pattern() -> re.Pattern[str]:
    """Matches any phrase that names an issue, the longest first."""
    phrases = sorted(issue_phrases(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


@cache
def stances(kind: StanceKind) -> dict[tuple[str, str], float]:
    """Stance by cue and issue (empty: any issue) of one kind. Raises ValueError for an unknown kind or a stance > 1."""
    rows = read("stances.csv", Stance)
    unknown = {row.kind for row in rows} - set(get_args(StanceKind))
    wild = [row for row in rows if not -1 <= float(row.stance) <= 1]
    if unknown or wild:
        raise ValueError(f"stances.csv: unknown kinds {sorted(unknown)}, stances beyond 1: {wild}")
    return {(row.cue, row.issue): float(row.stance) for row in rows if row.kind == kind}


def stance_of(kind: StanceKind, cue: str, issue: str) -> float | None:
    """The stance that a cue shows on an issue, None if it shows none."""
    known = stances(kind)
    return known.get((cue, issue), known.get((cue, "")))
