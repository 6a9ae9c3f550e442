"""Who is who: countries and how they are called, organisations, titles, group nouns, leaders with their terms.

Each function reads one table once and keeps it. Codes are checked where a table is read, so that a slip in a data file
is refused at the file and not found later in a record.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

from onrecord.ontology.tables import read
from onrecord.records import ActorKind, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable

CountryUse = Literal["name", "adjective", "demonym", "capital", "seat", "region"]
Gender = Literal["male", "female"]
TitleKind = Literal["office", "rank", "speaker", "honorific"]


SUCCESSORS = {"CSK": "CZE", "DDR": "DEU", "SCG": "SRB", "SUN": "RUS", "YUG": "SRB"}
"""Codes that ISO 3166-1 has withdrawn, and whose seat and obligations passed to whom; the wire gold codes so too."""


class CountryRow(NamedTuple):
    """A country: ISO 3166-1 alpha-3 (XKX Kosovo, EUR European Union) and its short English name."""

    code: str
    name: str


class CountryNameRow(NamedTuple):
    """One form by which texts name a country, its people or a place in it; ``kind`` is a :data:`CountryUse`."""

    code: str
    form: str
    kind: str


class CountryGroupRow(NamedTuple):
    """A country that a plural in lower case takes in: "baltic states"."""

    form: str
    code: str


class OrganisationRow(NamedTuple):
    """An organisation; country and sector are empty where it has none."""

    id: str
    name: str
    kind: str
    country: str
    sector: str


class NameRow(NamedTuple):
    """A further name of an organisation or a leader."""

    id: str
    form: str


class TitleRow(NamedTuple):
    """An office, rank, speaking function or honorific, in lower case, and the sector of who holds it."""

    title: str
    sector: str
    kind: str


class GroupNounRow(NamedTuple):
    """A noun for people or bodies that act ("troops", "protesters", "ministry"): singular, lower case."""

    noun: str
    sector: str
    kind: str


class NounRow(NamedTuple):
    """A noun in the singular."""

    noun: str


class FirstNameRow(NamedTuple):
    """A given name that women or men only bear in the news; ``gender`` is male or female."""

    name: str
    gender: str


class LeaderRow(NamedTuple):
    """One term of a known person; ``start`` and ``end`` are ISO prefixes, ``end`` empty while it lasts."""

    id: str
    name: str
    country: str
    sector: str
    title: str
    start: str
    end: str


class Organisation(NamedTuple):
    """An organisation with checked codes; None where it has no country or sector."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: Sector | None


class Title(NamedTuple):
    """What a title says of its holder."""

    sector: Sector | None
    kind: TitleKind


class GroupNoun(NamedTuple):
    """What a group noun says of those it denotes."""

    sector: Sector | None
    kind: ActorKind


@cache
def countries() -> dict[str, str]:
    """Country names by code."""
    return {row.code: row.name for row in read("countries.csv", CountryRow)}


def current_code(code: str | None) -> str | None:
    """The code in ISO 3166-1 today: a state that is no more gives its successor's."""
    return SUCCESSORS.get(code, code) if code else None


@cache
def country_names() -> tuple[CountryNameRow, ...]:
    """All forms of all countries. Raises ValueError for an unknown code or kind."""
    rows = read("country_names.csv", CountryNameRow)
    _check("country_names.csv", (row.code for row in rows), countries())
    _check("country_names.csv", (row.kind for row in rows), get_args(CountryUse))
    return rows


@cache
def country_groups() -> dict[str, tuple[str, ...]]:
    """The countries of each group by its form in lower case. Raises ValueError for an unknown code."""
    rows = read("country_groups.csv", CountryGroupRow)
    _check("country_groups.csv", (row.code for row in rows), countries())
    groups: dict[str, tuple[str, ...]] = {}
    for row in rows:
        groups[row.form] = (*groups.get(row.form, ()), row.code)
    return groups


@cache
def organisations() -> dict[str, Organisation]:
    """Organisations by id. Raises ValueError for an unknown kind, country or sector."""
    rows = read("organisations.csv", OrganisationRow)
    _check("organisations.csv", (row.country for row in rows), {"", *countries()})
    return {
        row.id: Organisation(row.id, row.name, _kind(row.kind), row.country or None, _sector(row.sector))
        for row in rows
    }


@cache
def organisation_names() -> tuple[NameRow, ...]:
    """Further names of organisations. Raises ValueError for an unknown id."""
    rows = read("organisation_names.csv", NameRow)
    _check("organisation_names.csv", (row.id for row in rows), organisations())
    return rows


@cache
def titles() -> dict[str, Title]:
    """Titles in lower case. Raises ValueError for an unknown kind or sector."""
    rows = read("titles.csv", TitleRow)
    _check("titles.csv", (row.kind for row in rows), get_args(TitleKind))
    return {row.title.lower(): Title(_sector(row.sector), cast("TitleKind", row.kind)) for row in rows}


@cache
def group_nouns() -> dict[str, GroupNoun]:
    """Group nouns in lower case. Raises ValueError for an unknown kind or sector."""
    rows = read("group_nouns.csv", GroupNounRow)
    return {row.noun.lower(): GroupNoun(_sector(row.sector), _kind(row.kind)) for row in rows}


@cache
def speaking_nouns() -> frozenset[str]:
    """Lemmas of nouns that name those who speak, though not political actors: "source", "operative"."""
    return frozenset(row.noun for row in read("speaking_nouns.csv", NounRow))


@cache
def thing_nouns() -> frozenset[str]:
    """Nouns for what carries words but speaks for nobody ("report", "poll"): singular, lower case."""
    return frozenset(row.noun for row in read("thing_nouns.csv", NounRow))


@cache
def first_names() -> dict[str, Gender]:
    """Genders of given names. Raises ValueError for an unknown gender."""
    rows = read("first_names.csv", FirstNameRow)
    _check("first_names.csv", (row.gender for row in rows), get_args(Gender))
    return {row.name: cast("Gender", row.gender) for row in rows}


@cache
def leaders() -> dict[str, tuple[LeaderRow, ...]]:
    """The terms of each known person by id. Raises ValueError for an unknown country or sector."""
    rows = read("leaders.csv", LeaderRow)
    _check("leaders.csv", (row.country for row in rows), {"", *countries()})
    _check("leaders.csv", (row.sector for row in rows), {"", *get_args(Sector)})
    terms: dict[str, list[LeaderRow]] = {}
    for row in rows:
        terms.setdefault(row.id, []).append(row)
    return {leader: tuple(rows) for leader, rows in terms.items()}


@cache
def leader_names() -> tuple[NameRow, ...]:
    """Further names of known persons. Raises ValueError for an unknown id."""
    rows = read("leader_names.csv", NameRow)
    _check("leader_names.csv", (row.id for row in rows), leaders())
    return rows


def _kind(value: str) -> ActorKind:
    _check("kind", (value,), get_args(ActorKind))
    return cast("ActorKind", value)


def _sector(value: str) -> Sector | None:
    _check("sector", (value,), ("", *get_args(Sector)))
    return cast("Sector", value) if value else None


def _check(where: str, values: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise ValueError(f"{where}: unknown {unknown[:5]}")
