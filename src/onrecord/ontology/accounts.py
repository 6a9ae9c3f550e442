"""Words by which reports tell of claims and their denial, and pairs of words that say the opposite."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

from onrecord.ontology.tables import read

if TYPE_CHECKING:
    from collections.abc import Iterable

Needs = Literal["any", "charged", "claim", "withheld"]
"""What a denying verb must have as its object: anything, or a word for a claim. ``charged`` marks the nouns for what
people are charged with, which answer a claim by themselves: "rejected any role". ``withheld`` marks the nouns that
are refused and not disputed: "denied him access"."""


Tone = Literal["charge", "plain"]


class ClaimWord(NamedTuple):
    """A verb or noun of claiming. ``frame``: the preposition of what is claimed ("accuse of") or ``clause``; of nouns
    ``clause`` marks those that claim nothing with a preposition ("the idea of elections").

    ``tone``: ``charge`` marks the nouns that name an accusation only (the others can name any claim), ``plain`` the
    words that accuse nobody.
    """

    lemma: str
    pos: str
    frame: str
    tone: str


class DenialWord(NamedTuple):
    """A verb or noun of denial and what it needs, or a noun that takes "deny" in its other sense."""

    lemma: str
    pos: str
    needs: str


class MatterWord(NamedTuple):
    """A word and the one that stands for all that name the same matter: "murder" and "assassination" are "kill"."""

    word: str
    matter: str


Form = Literal[
    "belief", "contrary", "doubt", "false", "firm", "ground", "guilt", "innocent", "lowering", "naming", "pretence",
    "true", "unconnected", "view", "wrong",
]  # fmt: skip
"""How a word disclaims what is said. By itself: ``contrary`` (to a claim), ``doubt`` (verbs), ``false`` (what a claim
is called), ``innocent``, ``pretence`` (verbs for claiming what is not so), ``unconnected`` (as in "had nothing to do
with"), ``wrong`` (of a claim that stands with it only). Under negation: ``belief`` (verbs with a clause), ``ground``
(nouns for what speaks for a claim), ``guilt`` (words for who did it), ``true``, ``view`` (verbs with "as"). ``firm``
verbs assert against somebody's word, so that a negation in their clause denies it; ``lowering`` adverbs do so with a
number; ``naming`` verbs say what a claim is called."""


class Disclaimer(NamedTuple):
    """A word that denies without a word of denial."""

    lemma: str
    pos: str
    form: str


Relation = Literal["converse", "contrary"]


class VerbPair(NamedTuple):
    """Two verbs for the two ends of one act (``converse``: send, receive) or that exclude each other (``contrary``)."""

    verb: str
    other: str
    relation: str


class Contrary(NamedTuple):
    """Two words of which one thing cannot be both: what it is charged with being, and the answer to that."""

    charge: str
    answer: str


@cache
def claim_frames() -> dict[str, frozenset[str]]:
    """Frames by lemma of the verbs of claiming."""
    frames: dict[str, set[str]] = {}
    for row in read("claim_words.csv", ClaimWord):
        if row.pos == "VERB":
            frames.setdefault(row.lemma, set()).add(row.frame)
    return {lemma: frozenset(found) for lemma, found in frames.items()}


@cache
def claim_nouns() -> frozenset[str]:
    """Lemmas of the nouns for a claim."""
    return frozenset(row.lemma for row in read("claim_words.csv", ClaimWord) if row.pos == "NOUN")


@cache
def clausal_nouns() -> frozenset[str]:
    """Lemmas of the nouns for a claim that tell it by a clause only."""
    return frozenset(
        row.lemma for row in read("claim_words.csv", ClaimWord) if (row.pos, row.frame) == ("NOUN", "clause")
    )


@cache
def claims_toned(tone: Tone) -> frozenset[str]:
    """Lemmas of the words of claiming that have this tone. Raises ValueError for a tone unknown to the table."""
    rows = read("claim_words.csv", ClaimWord)
    unknown = {row.tone for row in rows} - {"", *get_args(Tone)}
    if unknown:
        raise ValueError(f"claim_words.csv: unknown tones {sorted(unknown)}")
    return frozenset(row.lemma for row in rows if row.tone == tone)


@cache
def denials() -> dict[str, Needs]:
    """What each verb or noun of denial needs, by lemma. Raises ValueError for an unknown need."""
    rows = read("denial_words.csv", DenialWord)
    unknown = {row.needs for row in rows} - set(get_args(Needs))
    if unknown:
        raise ValueError(f"denial_words.csv: unknown needs {sorted(unknown)}")
    return {row.lemma: cast("Needs", row.needs) for row in rows if row.needs in {"any", "claim"}}


def withheld() -> frozenset[str]:
    """Lemmas of what is denied to somebody, and not disputed."""
    return _objects("withheld")


def charged() -> frozenset[str]:
    """Lemmas of what people are charged with: a role, a link, responsibility."""
    return _objects("charged")


@cache
def _objects(needs: Needs) -> frozenset[str]:
    return frozenset(row.lemma for row in read("denial_words.csv", DenialWord) if row.needs == needs)


def disclaimers(form: Form, lemma: str, pos: str) -> bool:
    """Whether a word disclaims in this form."""
    return form in forms_of(lemma, pos)


def forms_of(lemma: str, pos: str) -> frozenset[Form]:
    """The forms in which a word disclaims; none for most words."""
    return _disclaimers().get((lemma, "NOUN" if pos == "PROPN" else pos), frozenset())


@cache
def lowering() -> frozenset[str]:
    """Adverbs that answer a higher number: "only one"."""
    return frozenset(lemma for (lemma, _), forms in _disclaimers().items() if "lowering" in forms)


@cache
def _disclaimers() -> dict[tuple[str, str], frozenset[Form]]:
    rows = read("disclaimer_words.csv", Disclaimer)
    unknown = {row.form for row in rows} - set(get_args(Form))
    if unknown:
        raise ValueError(f"disclaimer_words.csv: unknown forms {sorted(unknown)}")
    found: dict[tuple[str, str], set[Form]] = {}
    for row in rows:
        found.setdefault((row.lemma, row.pos), set()).add(cast("Form", row.form))
    return {key: frozenset(forms) for key, forms in found.items()}


@cache
def matters() -> dict[str, str]:
    """For each word that has one, the word that stands for its matter."""
    return {row.word: row.matter for row in read("matter_words.csv", MatterWord)}


def matter_of(lemma: str) -> str:
    """The word that stands for the lemma's matter; the lemma itself where no table says more."""
    return matters().get(lemma, lemma)


@cache
def related_verbs(relation: Relation) -> dict[str, frozenset[str]]:
    """For each verb those that stand to it in the relation, both ways. Raises ValueError for an unknown relation."""
    rows = read("converse_verbs.csv", VerbPair)
    unknown = {row.relation for row in rows} - set(get_args(Relation))
    if unknown:
        raise ValueError(f"converse_verbs.csv: unknown relations {sorted(unknown)}")
    return _both_ways((row.verb, row.other) for row in rows if row.relation == relation)


@cache
def contraries() -> tuple[Contrary, ...]:
    """Pairs of words that exclude each other, each as the word of its matter."""
    rows = read("contrary_words.csv", Contrary)
    return tuple(Contrary(matter_of(row.charge), matter_of(row.answer)) for row in rows)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}
