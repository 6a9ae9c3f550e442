"""What tells that two reports tell of one event: weights, and how common words are in the news.

``coreference_weights.csv`` has one weight for each observation that :mod:`onrecord.ledger.likeness` makes of two
mentions; ``common_words.csv`` the share of wire reports that a word (its first letters) stands in. Both are written by
``training/coreference``. ``irregular_verbs.csv`` has the past forms that share no first letters with their verb.
"""

from __future__ import annotations

from functools import cache
from math import log
from typing import NamedTuple

from onrecord.ontology.tables import read

STEM_LETTERS = 6
"""Letters by which words are compared: "negotiated" and "negotiations" are one word."""

RARE = 0.002
"""The share of reports that a word which is not listed stands in."""


class WeightRow(NamedTuple):
    """The weight of one observation."""

    feature: str
    weight: str


class VerbRow(NamedTuple):
    """A past form, and its verb."""

    form: str
    verb: str


class WordRow(NamedTuple):
    """The share of reports in which a word stands."""

    stem: str
    share: str


def stem(word: str) -> str:
    """What words are compared by."""
    return _irregular().get(word, word)[:STEM_LETTERS]


@cache
def _irregular() -> dict[str, str]:
    """Verbs by their irregular forms: "froze" is compared with "freeze", as "attacked" is with "attack"."""
    return {row.form: row.verb for row in read("irregular_verbs.csv", VerbRow)}


@cache
def weights() -> dict[str, float]:
    """Weights by feature."""
    return {row.feature: float(row.weight) for row in read("coreference_weights.csv", WeightRow)}


@cache
def _shares() -> dict[str, float]:
    return {row.stem: float(row.share) for row in read("common_words.csv", WordRow)}


def rarity(word: str) -> float:
    """How much a stem tells: the logarithm of how many reports there are for one that has it."""
    return -log(_shares().get(word, RARE))
