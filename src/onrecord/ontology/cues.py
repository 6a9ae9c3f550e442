"""Words that attribute: reporting and attitude cues with their frames, speech acts, addressees, occasions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from onrecord.ontology.tables import read
from onrecord.records import SpeechAct

if TYPE_CHECKING:
    from collections.abc import Mapping


class CueKey(NamedTuple):
    """A cue word in one frame of complements: what it takes as content, and the preposition that leads to it."""

    word: str
    pos: str
    frame: str
    particle: str


class CueRow(NamedTuple):
    """How often a cue was seen in a frame, and how often that was an attribution."""

    word: str
    pos: str
    frame: str
    particle: str
    attributed: str
    seen: str


class FrameRow(NamedTuple):
    """The same for the rare words of a frame: what is assumed of a word that was never seen.

    ``source`` is the kind of the source ("human", "thing", "none"), ``listed`` is "yes" for words that
    ``cue_acts.csv`` gives a speech act.
    """

    pos: str
    frame: str
    source: str
    listed: str
    attributed: str
    seen: str


PRIOR_WEIGHT = 4.0
"""Observations that the frame's own share is worth against a word's counts; 1.5 to 6 score alike on PolNeAR's dev."""


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Counts of cues and frames, and the share that they give a candidate."""

    words: Mapping[CueKey, tuple[int, int]]
    frames: Mapping[tuple[str, str, str, str], tuple[int, int]]

    def share(self, key: CueKey, source: str) -> float:
        """How likely a predicate in this frame is an attribution, 0 to 1: its own counts, smoothed by its frame's.

        ``source`` is the kind of who would be the source: "human", "thing" or "none".
        """
        listed = "yes" if is_listed(key) else "no"
        attributed, seen = self.frames.get((key.pos, key.frame, source, listed), (0, 0))
        prior = attributed / (seen + 1)
        own, total = self.words.get(key, (0, 0))
        return (own + PRIOR_WEIGHT * prior) / (total + PRIOR_WEIGHT)


@cache
def cue_lexicon() -> CueLexicon:
    """The lexicon of ``cues.csv`` and ``cue_frames.csv``."""
    words = {CueKey(*row[:4]): (int(row.attributed), int(row.seen)) for row in read("cues.csv", CueRow)}
    frames = {
        (row.pos, row.frame, row.source, row.listed): (int(row.attributed), int(row.seen))
        for row in read("cue_frames.csv", FrameRow)
    }
    return CueLexicon(words, frames)


def is_listed(key: CueKey) -> bool:
    """Whether the word, alone or with its preposition, is known to perform a speech act."""
    acts = cue_acts()
    return key.word in acts or f"{key.word} {key.particle}" in acts


class SpeechVerb(NamedTuple):
    """A verb that gives quoted words a speaker."""

    verb: str


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of verbs that introduce or follow quoted speech."""
    return frozenset(row.verb for row in read("speech_verbs.csv", SpeechVerb))


class Kicker(NamedTuple):
    """A label before a headline's colon that names no speaker."""

    phrase: str


@cache
def headline_kickers() -> frozenset[str]:
    """Labels in lower case: "The Latest: ...", "Opinion: ..."."""
    return frozenset(row.phrase for row in read("headline_kickers.csv", Kicker))


class ActRow(NamedTuple):
    """The speech act that a cue performs; ``cue`` is a lemma, or a lemma and its preposition ("call for")."""

    cue: str
    act: str


@cache
def cue_acts() -> dict[str, SpeechAct]:
    """Speech acts by cue. Raises ValueError for an act that the contract does not know."""
    rows = read("cue_acts.csv", ActRow)
    unknown = {row.act for row in rows} - set(get_args(SpeechAct))
    if unknown:
        raise ValueError(f"cue_acts.csv: unknown acts {sorted(unknown)}")
    return {row.cue: cast("SpeechAct", row.act) for row in rows}


class AddresseeCue(NamedTuple):
    """Where a cue has its addressee: ``relation`` is "object" or a preposition."""

    cue: str
    relation: str


@cache
def addressee_relations() -> dict[str, frozenset[str]]:
    """Relations of the addressee by cue lemma."""
    found: dict[str, set[str]] = {}
    for row in read("addressee_cues.csv", AddresseeCue):
        found.setdefault(row.cue, set()).add(row.relation)
    return {cue: frozenset(relations) for cue, relations in found.items()}


class Noun(NamedTuple):
    """A noun lemma of a list."""

    noun: str


@cache
def audience_nouns() -> frozenset[str]:
    """Nouns for those whom one speaks to: "reporters", "supporters"."""
    return frozenset(row.noun for row in read("audience_nouns.csv", Noun))


@cache
def carrier_nouns() -> frozenset[str]:
    """Nouns and names of those who carry others' words: "news agency", "state television", "Reuters"."""
    return frozenset(row.noun for row in read("carrier_nouns.csv", Noun))


class OccasionNoun(NamedTuple):
    """A noun for what one speaks at or in; ``addressed`` is "yes" where "to X" names the addressee of a "letter"."""

    noun: str
    addressed: str


@cache
def occasion_nouns() -> dict[str, bool]:
    """Occasions by noun, and whether "to X" after one names the addressee."""
    return {row.noun: row.addressed == "yes" for row in read("occasion_nouns.csv", OccasionNoun)}


class Phrase(NamedTuple):
    """A phrase in lower case."""

    phrase: str


@cache
def no_comment_phrases() -> tuple[str, ...]:
    """What refuses a comment: "declined to comment", "did not respond to"."""
    return tuple(row.phrase for row in read("no_comment_phrases.csv", Phrase))


@cache
def retaliation_verbs() -> frozenset[str]:
    """Verbs of harm: a promise of such an act is a threat ("vowed to avenge")."""
    return frozenset(row.verb for row in read("retaliation_verbs.csv", SpeechVerb))
