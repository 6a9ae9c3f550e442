"""The PLOVER ontology as data: types, modes, contexts, the CAMEO crosswalk and the event lexicon.

Sources: the PLOVER codebook (Open Event Data Alliance, draft 0.7b1, 2021) for types, quad categories, intensities
(its "Schrodt scores"), modes and contexts; the project's CAMEO2PLOVER crosswalk of 2021 for ``cameo_plover.csv``. Only
codes and numbers are taken over, no wording. REQUEST is the codebook's DEMAND together with CAMEO's appeals.

Column ``origin`` names where a row comes from. Rows that are not the crosswalk's own: ``manual`` where the newer
codebook moved a code (163, embargo and sanctions, from COERCE to SANCTION; the modes of AID), ``guide`` where the
annotation guide types an act otherwise (057, signing an agreement, is AGREE), ``onrecord`` for CAMEO's appeals (02x),
which the codebook drops.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast, get_args

from onrecord.ontology.tables import read
from onrecord.records import EVENT_TYPES, EventType, Quad


class TypeRow(NamedTuple):
    """A type, its quad category, its intensity on the conflict-cooperation scale (-10 to 10), its CAMEO root code."""

    type: str
    quad: str
    intensity: str
    cameo: str


class ModeRow(NamedTuple):
    """A mode of a type."""

    type: str
    mode: str
    origin: str


class CameoRow(NamedTuple):
    """What a CAMEO code is in PLOVER; ``mode`` is empty where there is none."""

    cameo: str
    type: str
    mode: str
    origin: str


class CameoContextRow(NamedTuple):
    """A context that a CAMEO code implies."""

    cameo: str
    context: str


class ContextRow(NamedTuple):
    """A word (lemma, or two to three lemmas joined by blanks) that puts a sentence into a context."""

    context: str
    word: str


class RoleRow(NamedTuple):
    """A preposition that marks an argument (``actor`` or ``recipient``) of a type; earlier rows are tried first."""

    type: str
    role: str
    preposition: str


class TypeFacts(NamedTuple):
    """What the codebook says of a type as a whole."""

    quad: Quad
    intensity: float
    cameo: str


@cache
def types() -> dict[EventType, TypeFacts]:
    """The 16 types with their quad category, intensity and CAMEO root code."""
    rows = {row.type: _facts(row) for row in read("plover_types.csv", TypeRow)}
    if set(rows) != set(EVENT_TYPES):
        raise ValueError(f"plover_types.csv: {sorted(set(rows) ^ set(EVENT_TYPES))} unknown or missing")
    return {cast("EventType", name): facts for name, facts in rows.items()}


def _facts(row: TypeRow) -> TypeFacts:
    if row.quad not in get_args(Quad):
        raise ValueError(f"plover_types.csv: unknown quad category {row.quad!r}")
    return TypeFacts(cast("Quad", row.quad), float(row.intensity), row.cameo)


def quad(event_type: EventType) -> Quad:
    """The quad category of a type."""
    return types()[event_type].quad


def is_conflict(event_type: EventType) -> bool:
    """Whether a type is one of conflict, verbal or material, and not of cooperation."""
    return quad(event_type).endswith("conflict")


def intensity(event_type: EventType) -> float:
    """The codebook's conflict-cooperation score of a type: -9.3 (ASSAULT) to 7.6 (RETREAT)."""
    return types()[event_type].intensity


@cache
def modes() -> dict[EventType, frozenset[str]]:
    """The modes that each type may have."""
    rows = read("plover_modes.csv", ModeRow)
    return {name: frozenset(row.mode for row in rows if row.type == name) for name in types()}


@cache
def crosswalk() -> dict[str, CameoRow]:
    """PLOVER type and mode by CAMEO code."""
    return {row.cameo: row for row in read("cameo_plover.csv", CameoRow)}


@cache
def cameo_contexts() -> dict[str, tuple[str, ...]]:
    """Contexts that a CAMEO code implies, by code."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read("plover_cameo_contexts.csv", CameoContextRow):
        found[row.cameo] = (*found.get(row.cameo, ()), row.context)
    return found


@cache
def context_words() -> dict[str, tuple[str, ...]]:
    """Contexts by the word or phrase that evokes them."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read("plover_contexts.csv", ContextRow):
        found[row.word] = (*found.get(row.word, ()), row.context)
    return found


@cache
def known_contexts() -> tuple[str, ...]:
    """Every context that a word or a code can have, by name."""
    return tuple(
        sorted({name for table in (context_words(), cameo_contexts()) for names in table.values() for name in names})
    )


@cache
def role_prepositions() -> dict[tuple[EventType, str], tuple[str, ...]]:
    """Prepositions by type and role, best first."""
    found: dict[tuple[EventType, str], tuple[str, ...]] = {}
    for row in read("plover_roles.csv", RoleRow):
        key = (cast("EventType", row.type), row.role)
        found[key] = (*found.get(key, ()), row.preposition)
    return found
