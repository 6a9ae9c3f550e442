"""PLOVER records read back: the JSON of the manual, and that of the project's gold records.

The two differ in names and shapes. The manual (0.7b1) writes ``recipient``, ``actor_text``, ``event_text``, an object
``cite_info``, and lists of types, texts, modes and contexts. The gold records (0.5b1) write ``target``, ``actorText``,
``eventText``, plain strings, ``""`` for nothing, and publication and language at the top. Both are read from JSON
Lines; the gold records also as their repository keeps them: objects over several lines, parted by commas, with a comma
after the last field, which no JSON parser takes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.errors import DocumentError
from onrecord.records import Location, Span, is_iso_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PloverActor:
    """Who acted or was acted upon: a country's or other actor's code, a sector, the text that names them."""

    code: str | None
    sector: str | None
    text: str | None
    identifier: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """One PLOVER record, of either dialect. Codes are as they stand: older records have types that are no more."""

    id: str
    date: str
    types: tuple[str, ...]
    sources: tuple[PloverActor, ...]
    recipients: tuple[PloverActor, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    words: tuple[str, ...]
    place: Location | None
    quad: int | None
    scale: float | None
    factuality: str | None
    text: str | None
    sentence: Span | None
    citation: str | None
    title: str | None
    url: str | None
    publication: str | None
    language: str | None


NOBODY = PloverActor(None, None, None)
NOT_CODED = ("---", "***")
"""What gold records have for a code or sector that their coders left open."""


def read(lines: Iterable[str], name: str = "plover") -> Iterator[PloverEvent | DocumentError]:
    """Every record, and in its place the reason why one cannot be read; ``name`` is what errors call the input."""
    for number, text in _objects(lines):
        where = f"{name}:{number}"
        try:
            yield _event(_parsed(text, where), where)
        except DocumentError as error:
            yield error


def _objects(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The text of each object with the number of its first line; a list's brackets are passed over."""
    block: list[str] = []
    first = 0
    for number, line in enumerate(lines, start=1):
        text = line.strip().removesuffix(",")
        if not block and text == "{":
            block, first = [text], number
        elif block:
            block.append(line)
            if text == "}":
                yield first, _without_last_comma(block)
                block = []
        elif text not in ("", "[", "]"):
            yield number, text
    if block:
        yield first, "".join(block)


def _without_last_comma(block: list[str]) -> str:
    return "\n".join(block[:-1]).rstrip().removesuffix(",") + "}"


def _parsed(text: str, where: str) -> Record:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError(where, f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise DocumentError(where, "not a JSON object")
    return value


def _event(record: Record, where: str) -> PloverEvent:
    for required in ("id", "date", "event"):
        if not record.get(required):
            raise DocumentError(where, f"no {required!r}, which every PLOVER record has")
    if not is_iso_prefix(str(record["date"])):
        raise DocumentError(where, f"date {record['date']!r} is not a date like 2015-04-02")
    cited = {**record, **_object(record, "cite_info", "citeInfo")}
    return PloverEvent(
        id=str(record["id"]),
        date=str(record["date"]),
        types=_texts(record, "event"),
        sources=_actors(record, where, "source"),
        recipients=_actors(record, where, "recipient", "target"),
        modes=_texts(record, "mode"),
        contexts=_texts(record, "context"),
        words=_texts(record, "event_text", "eventText"),
        place=_place(_object(record, "event_loc", "eventLoc")),
        quad=_number(record, where, "quad_code", "quadCode", kind=int),
        scale=_number(record, where, "event_scale", "eventScale", kind=float),
        factuality=_text(record, "factuality"),
        text=_text(record, "text"),
        sentence=_span(_object(record, "text_info", "textInfo"), where),
        citation=_text(cited, "citation"),
        title=_text(cited, "title"),
        url=_text(cited, "url"),
        publication=_text(cited, "publication"),
        language=_text(cited, "language"),
    )


def _given(record: Record, *names: str) -> Any:
    """What stands under one of the names that the dialects have for a field; None for nothing, also for "" and []."""
    return next((value for name in names if (value := record.get(name)) not in (None, "", [], {})), None)


def _text(record: Record, *names: str) -> str | None:
    value = _given(record, *names)
    return None if value is None else str(value)


def _texts(record: Record, *names: str) -> tuple[str, ...]:
    value = _given(record, *names)
    values = value if isinstance(value, list) else [value]
    return tuple(str(one) for one in values if one not in (None, ""))


def _object(record: Record, *names: str) -> Record:
    value = _given(record, *names)
    return value if isinstance(value, dict) else {}


def _number(record: Record, where: str, *names: str, kind: type[Any]) -> Any:
    value = _given(record, *names)
    try:
        return None if value is None else kind(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise DocumentError(where, f"{names[0]} {value!r} is not a number") from error


def _actors(record: Record, where: str, *names: str) -> tuple[PloverActor, ...]:
    """The actors of a side, without those of whom nothing is said."""
    value = _given(record, *names) or []
    actors = value if isinstance(value, list) else [value]
    if not all(isinstance(actor, dict) for actor in actors):
        raise DocumentError(where, f"{names[0]} is not a list of actors")
    return tuple(actor for actor in map(_actor, actors) if actor != NOBODY)


def _actor(actor: Record) -> PloverActor:
    return PloverActor(
        code=_coded(actor, "code"),
        sector=_coded(actor, "sector"),
        text=_text(actor, "actor_text", "actorText"),
        identifier=_text(actor, "identifier_id", "identifer_id"),  # the manual's table spells it so
        office=_text(actor, "office"),
    )


def _coded(actor: Record, name: str) -> str | None:
    code = _text(actor, name)
    return None if code in NOT_CODED else code


def _place(place: Record) -> Location | None:
    name = _text(place, "name")
    return Location(name, _text(place, "cc3")) if name else None


def _span(info: Record, where: str) -> Span | None:
    start, end = info.get("start"), info.get("end")
    if start is None or end is None:
        return None
    try:
        return Span(int(start), int(end))
    except (TypeError, ValueError, OverflowError) as error:
        raise DocumentError(where, f"text_info from {start!r} to {end!r} is not a span") from error
