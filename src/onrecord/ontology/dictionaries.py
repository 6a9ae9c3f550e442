"""Readers' own dictionaries of actors: tables (CSV), lists (YAML), and PETRARCH's actor format.

A table has a row for each term of each actor; a list has an entry of the same fields. PETRARCH's format is that of
Phoenix and CAMEO dictionaries (Schrodt, Beieler and Idris 2014; PETRARCH manual, "Actor dictionary format"):

    JAVAD_ZARIF_ ; a comment
    +MOHAMMAD_JAVAD_ZARIF_
        [IRNGOV 130815-210825]
        [IRNELI >210825]

The first three letters of a code are the country or the kind of body, the next three the sector. A code with a date
holds for a person in office; an entry without one is taken for a body.
"""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from onrecord.errors import ConfigurationError
from onrecord.ontology.actors import LeaderRow, Organisation, countries
from onrecord.records import ActorKind, Sector, is_iso_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

COLUMNS = ("name", "aliases", "kind", "country", "sector", "title", "start", "end")
"""Fields of a table or list; all but the name may be left out. A table separates aliases by ``|``."""

CAMEO_SECTORS: dict[str, Sector] = {
    "GOV": "GOV", "SPY": "GOV", "MIL": "MIL", "COP": "COP", "LEG": "LEG", "JUD": "JUD", "OPP": "OPP", "PTY": "OPP",
    "REB": "REB", "SEP": "REB", "INS": "REB", "UAF": "REB", "IGO": "IGO", "IMG": "IGO", "NGO": "NGO", "NGM": "NGO",
    "MED": "MED", "BUS": "BUS", "MNC": "BUS", "CVL": "CVL", "EDU": "CVL", "LAB": "CVL", "REL": "CVL", "REF": "CVL",
    "CRM": "OTH", "ELI": "OTH",
}  # fmt: skip
"""CAMEO's role codes (codebook 1.1b3, chapter 4) as PLOVER's sectors, which are fewer."""

_KINDS: dict[Sector, ActorKind] = {"IGO": "igo", "MED": "media", "REB": "armed_group"}
_CODE = re.compile(r"\[([A-Z0-9*]+)(?:\s+([<>]?)(\d{6}|\d{8})(?:-(\d{6}|\d{8}))?)?\]")
_CENTURY = 50
"""Two-digit years from here on are of the last century, as in PETRARCH."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor, or one term of one; ``start`` and ``end`` are ISO prefixes, "" where there is none."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind = "organisation"
    country: str = ""
    sector: str = ""
    title: str = ""
    start: str = ""
    end: str = ""

    @property
    def id(self) -> str:
        """By which the entries of one actor find together; no id of the ontology begins so."""
        return f"own:{self.name}"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The entries of one file. ``digest``, the start of its SHA-256, tells in coded documents which file it was."""

    digest: str
    entries: tuple[Entry, ...]

    def organisations(self) -> Iterator[Organisation]:
        """Those that are no persons."""
        for entry in self.entries:
            if entry.kind != "person":
                sector: Any = entry.sector or None
                yield Organisation(entry.id, entry.name, entry.kind, entry.country or None, sector)

    def leaders(self) -> Iterator[LeaderRow]:
        """The terms of persons."""
        for e in self.entries:
            if e.kind == "person":
                yield LeaderRow(e.id, e.name, e.country, e.sector, e.title, e.start, e.end)


def read_dictionary(path: Path) -> Dictionary:
    """Reads a dictionary of any of the formats: ``.yaml``, ``.csv``, and PETRARCH's under any other name.

    Raises:
        ConfigurationError: if the file cannot be read, or an entry in it; the message names the line.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not UTF-8 text") from error
    suffix = path.suffix.lower()
    parse = _yaml if suffix in {".yaml", ".yml"} else _csv if suffix == ".csv" else _petrarch
    try:
        entries = tuple(parse(text))
    except ValueError as error:
        raise ConfigurationError(f"{path}: {error}") from error
    if not entries:
        raise ConfigurationError(f"{path}: no actor in it")
    return Dictionary(hashlib.sha256(raw).hexdigest()[:12], entries)


def _csv(text: str) -> Iterator[Entry]:
    rows = csv.DictReader(text.splitlines())
    unknown = set(rows.fieldnames or ()) - set(COLUMNS)
    if unknown or "name" not in (rows.fieldnames or ()):
        raise ValueError(
            f"line 1: columns are {', '.join(COLUMNS)}; not {', '.join(sorted(unknown)) or 'without a name'}"
        )
    for row in rows:
        given: dict[str, Any] = {key: (value or "").strip() for key, value in row.items() if key}
        given["aliases"] = tuple(filter(None, map(str.strip, given.get("aliases", "").split("|"))))
        yield _checked(given, f"line {rows.line_num}")


def _yaml(text: str) -> Iterator[Entry]:
    import yaml

    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    if not isinstance(found, list):
        raise ValueError("a list of actors is wanted, each with a name")
    for number, item in enumerate(found, 1):
        if not isinstance(item, dict) or not set(item) <= set(COLUMNS):
            raise ValueError(f"entry {number}: fields are {', '.join(COLUMNS)}")
        given = {key: _text(value) for key, value in item.items() if key != "aliases"}
        aliases = item.get("aliases") or []
        if not isinstance(aliases, list):
            raise ValueError(f"entry {number}: aliases are a list")
        yield _checked({**given, "aliases": tuple(map(_text, aliases))}, f"entry {number}")


def _text(value: object) -> str:
    """A YAML scalar as text: an unquoted date is one to YAML, and NO a country that it takes for false."""
    return "" if value is None else str(value).strip()


def _checked(given: dict[str, Any], where: str) -> Entry:
    entry = Entry(**{key: value for key, value in given.items() if value}) if given.get("name") else None
    if entry is None:
        raise ValueError(f"{where}: an actor needs a name")
    for field, value, known in (
        ("kind", entry.kind, get_args(ActorKind)),
        ("country", entry.country, ("", *countries())),
        ("sector", entry.sector, ("", *get_args(Sector))),
    ):
        if value not in known:
            wanted = "an ISO 3166 alpha-3 code" if field == "country" else f"one of {', '.join(filter(None, known))}"
            raise ValueError(f"{where}: {field} {value!r} is not {wanted}")
    for field, value in (("start", entry.start), ("end", entry.end)):
        if value and not is_iso_prefix(value):
            raise ValueError(f"{where}: {field} {value!r} is not a date like 2015, 2015-04 or 2015-04-02")
    return entry


def _petrarch(text: str) -> Iterator[Entry]:
    forms: list[str] = []
    codes: list[tuple[int, re.Match[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.split("#")[0].split(";")[0].strip()
        if not plain:
            continue
        found = list(_CODE.finditer(plain))
        form = plain.split("[")[0].strip()
        if "[" in plain and not found:
            raise ValueError(
                f"line {number}: {plain[plain.index('[') :]} is no code like [IRNGOV] or [IRNGOV 130815-210825]"
            )
        if form and not form.startswith("+"):
            yield from _entries(forms, codes)
            forms, codes = [], []
        if not form and not forms:
            raise ValueError(f"line {number}: a code before any name")
        forms.extend([form] if form else [])
        codes.extend((number, code) for code in found)
    yield from _entries(forms, codes)


def _entries(forms: Sequence[str], codes: Iterable[tuple[int, re.Match[str]]]) -> Iterator[Entry]:
    """The terms of one PETRARCH entry; one that is a country itself names nothing new and is left out."""
    names = [" ".join(form.strip("+_ ").replace("_", " ").split()).title() for form in forms]
    for number, code in codes:
        country, sector = _country_and_sector(code[1])
        dated = bool(code[3])
        if sector or dated:
            start, end = _term(code)
            if not all(map(is_iso_prefix, filter(None, (start, end)))):
                raise ValueError(f"line {number}: {code[0]} holds a day that is none")
            kind: ActorKind = "person" if dated else _KINDS.get(sector, "organisation") if sector else "organisation"
            yield Entry(names[0], tuple(names[1:]), kind, country, sector or "", "", start, end)


def _country_and_sector(code: str) -> tuple[str, Sector | None]:
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    country = parts[0] if parts[0] in countries() else ""
    sectors = (CAMEO_SECTORS[part] for part in parts[bool(country) :] if part in CAMEO_SECTORS)
    return country, next(sectors, None)


def _term(code: re.Match[str]) -> tuple[str, str]:
    """Start and end as ISO dates: ``<130815`` until then, ``>130815`` from then on, ``130815-210825`` between."""
    if not code[3]:
        return "", ""
    first = _iso(code[3])
    if code[2] == "<":
        return "", first
    return first, "" if code[2] == ">" or not code[4] else _iso(code[4])


def _iso(digits: str) -> str:
    if len(digits) == len("130815"):
        digits = ("19" if int(digits[:2]) >= _CENTURY else "20") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
