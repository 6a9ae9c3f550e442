"""Words around attributions: what speech act a cue performs, addressees, occasions, carriers."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast, get_args

from onrecord.ontology.tables import read
from onrecord.records import SpeechAct


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
