"""Words by which a report names agreements and tells their fate: nouns, modifiers, known names, verbs."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from onrecord.ontology.actors import country_names
from onrecord.ontology.tables import read
from onrecord.records import AgreementStatus

ModifierRole = Literal["plain", "existing", "proposed", "variant", "new", "private"]
"""``plain`` says nothing of which agreement is meant, ``existing`` and ``proposed`` say how far it is, ``variant``
tells one stage of an agreement from another (interim, final), ``new`` tells it from the one that it replaces,
``private`` that it is none between political actors."""


Alone = Literal["yes", "named", "no"]

GENERAL = "agreement"
"""The kind whose nouns (deal, accord, pact) can stand for an agreement of any kind."""


class AgreementNoun(NamedTuple):
    """A noun that names an agreement, in lower case; two nouns of one kind may denote the same agreement.

    ``alone``: ``yes`` if the noun means an agreement by itself, ``named`` if a proper name or a year must stand with it
    ("protocol"), ``no`` if only a word on its fate makes it one ("alliance").
    """

    noun: str
    plural: str
    kind: str
    alone: str


class AgreementModifier(NamedTuple):
    """An adjective before such a noun and what it tells."""

    word: str
    role: str


class AgreementName(NamedTuple):
    """A proper name or acronym of a well-known agreement, the name it stands under, and a word for its subject."""

    alias: str
    name: str
    topic: str


class AgreementVerb(NamedTuple):
    """A verb or noun and the status it gives the agreement in that role.

    ``role`` is ``object``, ``subject`` or a preposition; ``word`` a particle or complement that must be there too
    ("tear up", "take effect"). ``party`` is ``yes`` where its subject is a party to the agreement, ``again`` where it
    presupposes that the agreement no longer held ("reinstate").
    """

    lemma: str
    role: str
    word: str
    status: str
    party: str
    again: str


class Fate(NamedTuple):
    """What a governing word says of an agreement."""

    word: str
    status: AgreementStatus
    party: bool
    again: bool


@cache
def words_for(status: AgreementStatus) -> frozenset[str]:
    """Lemmas of the verbs and nouns that give an agreement that status."""
    return frozenset(row.lemma for row in read("agreement_verbs.csv", AgreementVerb) if row.status == status)


@cache
def nouns() -> dict[str, str]:
    """Kind of agreement by noun, singular and plural, in lower case."""
    rows = read("agreement_nouns.csv", AgreementNoun)
    return {form: row.kind for row in rows for form in (row.noun, row.plural)}


def alone(noun: str) -> Alone:
    """Whether a noun, in lower case, means an agreement by itself; names and acronyms do."""
    return _alone().get(noun, "yes")


@cache
def _alone() -> dict[str, Alone]:
    rows = read("agreement_nouns.csv", AgreementNoun)
    _refuse_unknown("agreement_nouns.csv", {row.alone for row in rows}, Alone)
    return {form: cast("Alone", row.alone) for row in rows for form in (row.noun, row.plural)}


@cache
def modifiers() -> dict[str, ModifierRole]:
    """Role of the adjectives that do not say what the agreement is about. Raises ValueError for an unknown role."""
    rows = read("agreement_modifiers.csv", AgreementModifier)
    _refuse_unknown("agreement_modifiers.csv", {row.role for row in rows}, ModifierRole)
    return {row.word: cast("ModifierRole", row.role) for row in rows}


@cache
def places() -> frozenset[str]:
    """Cities and regions after which agreements are named, and which are then no party to them."""
    return frozenset(row.form for row in country_names() if row.kind in {"capital", "seat", "region"})


@cache
def names() -> dict[str, AgreementName]:
    """Well-known agreements by name or acronym as written."""
    return {row.alias: row for row in read("agreement_names.csv", AgreementName)}


@cache
def fates() -> dict[tuple[str, str], tuple[Fate, ...]]:
    """What governs an agreement and says how it stands, by lemma and role. Raises ValueError for an unknown status."""
    rows = read("agreement_verbs.csv", AgreementVerb)
    _refuse_unknown("agreement_verbs.csv", {row.status for row in rows}, AgreementStatus)
    found: dict[tuple[str, str], tuple[Fate, ...]] = {}
    for row in rows:
        fate = Fate(row.word, cast("AgreementStatus", row.status), row.party == "yes", row.again == "yes")
        found[row.lemma, row.role] = (*found.get((row.lemma, row.role), ()), fate)
    return found


def _refuse_unknown(file: str, found: set[str], allowed: object) -> None:
    unknown = found - set(get_args(allowed))
    if unknown:
        raise ValueError(f"{file}: unknown values {sorted(unknown)}")
