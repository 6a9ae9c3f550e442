"""The filters of the public contract as query parameters. Values of one are alternatives, several must all hold.

A filter that a list cannot hold is refused there, not ignored: each list takes its own class of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Annotated, Self

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from onrecord.ledger.scope import Scope
from onrecord.ontology.plover import known_contexts
from onrecord.records import EventType, is_iso_prefix
from onrecord.web.api.paging import Paged
from onrecord.web.texts import MOST_CHARACTERS

MOST_WORDS = 400
MOST_NAMES = 20
DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"


def _split(given: object) -> object:
    """``?actors=IRN,USA`` and ``?actors=IRN&actors=USA`` are one."""
    if not isinstance(given, list):
        return given
    return [part.strip(" ") for value in given for part in str(value).split(",")]


def _calendar(given: str) -> str:
    if not is_iso_prefix(given):
        raise ValueError(f"{given} is not a date like 2015, 2015-04 or 2015-04-02")
    return given


def _known(given: str) -> str:
    if given not in known_contexts():
        raise ValueError(f"{given} is no PLOVER context; they are {', '.join(known_contexts())}")
    return given


Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f,]+$")]
Context = Annotated[
    str,
    StringConstraints(to_lower=True),
    AfterValidator(_known),
    WithJsonSchema({"type": "string", "enum": list(known_contexts())}),
]
Type = Annotated[EventType, BeforeValidator(lambda given: given.upper() if isinstance(given, str) else given)]
Date = Annotated[str, AfterValidator(_calendar), WithJsonSchema({"type": "string", "pattern": DATE})]
Words = Annotated[str, StringConstraints(max_length=MOST_WORDS, pattern=_PRINTABLE)]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MOST_CHARACTERS, pattern=_PRINTABLE),
    Field(
        description="A sentence or two in English: what shares its telling words, actors and types of events, the "
        "likest first. The filters must hold too.",
        examples=["The two ministers met in Vienna for nuclear talks."],
    ),
]

Names = Annotated[
    list[Name],
    BeforeValidator(_split),
    Field(
        max_length=MOST_NAMES,
        description="Countries (ISO 3166-1 alpha-3), names, or ids of actors, on either side; several by commas.",
        examples=[["IRN", "USA"]],
    ),
]
Types = Annotated[
    list[Type],
    BeforeValidator(_split),
    Field(max_length=16, description="PLOVER event types.", examples=[["CONSULT", "AGREE"]]),
]
Contexts = Annotated[
    list[Context],
    BeforeValidator(_split),
    Field(max_length=MOST_NAMES, description="PLOVER contexts.", examples=[["diplomatic"]]),
]
Since = Annotated[Date | None, Field(description="From this year, month or day on.", examples=["2015-03"])]
Until = Annotated[Date | None, Field(description="Up to and with this year, month or day.", examples=["2015-07-14"])]
Source = Annotated[
    Name | None, Field(description="Who speaks or acts: a country, a name, or an actor's id.", examples=["IRN"])
]
Recipient = Annotated[Name | None, Field(description="To whom it is said or done.", examples=["USA"])]


LISTS = frozenset({"actors", "type", "contexts"})
"""Parameters that may be given several times; of any other all but one would be ignored."""


def once(request: Request) -> None:
    """The dependency of every address: a parameter that takes one value is given once.

    Raises:
        RequestValidationError: if one is given several times.
    """
    counted = Counter(name for name, _ in request.query_params.multi_items())
    repeated = [name for name, times in counted.items() if times > 1 and name not in LISTS]
    if repeated:
        told = [{"loc": ("query", name), "msg": "one value at a time", "type": "repeated"} for name in repeated]
        raise RequestValidationError(told)


class Named(BaseModel):
    """Filters that everything has: who is named, and when."""

    model_config = ConfigDict(extra="forbid")

    actors: Names = Field(default_factory=list)
    since: Since = None
    until: Until = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since[: len(self.until)] > self.until[: len(self.since)]:
            raise ValueError(f"since {self.since} is later than until {self.until}")
        return self

    def scope(self) -> Scope:
        """The scope that the ledger is asked for."""
        return Scope(actors=tuple(self.actors), since=self.since, until=self.until)


class Reported(Named, Paged):
    """Filters of documents, actors and agreements."""


class Directed(Reported):
    """Filters of positions: also whose they are, and toward whom."""

    source: Source = None
    recipient: Recipient = None

    def scope(self) -> Scope:
        """The scope that the ledger is asked for."""
        return replace(super().scope(), source=self.source, recipient=self.recipient)


class Coded(Directed):
    """Filters of commitments and contested points: also the events that they are of."""

    type: Types = Field(default_factory=list)
    contexts: Contexts = Field(default_factory=list)

    def scope(self) -> Scope:
        """The scope that the ledger is asked for."""
        return replace(super().scope(), types=tuple(self.type), contexts=tuple(self.contexts))


class Worded(Coded):
    """Filters of statements, utterances and events: also the words that they must have."""

    q: Annotated[
        Words,
        Field(
            description='Words that must all occur; `"a phrase"`, `prefix*`, `-without`, `this OR that`.',
            examples=["sanctions"],
        ),
    ] = ""
    rejected: Annotated[bool, Field(description="Show what people have rejected, too.")] = False

    def scope(self) -> Scope:
        """The scope that the ledger is asked for."""
        return replace(super().scope(), query=self.q, rejected=self.rejected)


class Searched(Worded):
    """Filters of a search: also a text that what is found has to be like."""

    like: Text = ""
