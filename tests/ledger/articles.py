"""Coded documents for the ledger's tests, built by hand: spans are found by the words that they cover."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Self

from onrecord.records import (
    Account,
    Actor,
    Agreement,
    CodedDocument,
    CoderInfo,
    DateSource,
    Event,
    EventType,
    Factuality,
    Location,
    Metadata,
    Position,
    Quad,
    Role,
    Section,
    Span,
    Spans,
    Statement,
)

PEOPLE: dict[str, tuple[str, str, str | None]] = {
    "usa": ("United States", "government", "USA"),
    "irn": ("Iran", "government", "IRN"),
    "rus": ("Russia", "government", "RUS"),
    "omn": ("Oman", "government", "OMN"),
    "prk": ("North Korea", "government", "PRK"),
    "kerry": ("John Kerry", "person", "USA"),
    "moniz": ("Ernest Moniz", "person", "USA"),
    "zarif": ("Mohammad Javad Zarif", "person", "IRN"),
    "zarif_short": ("Zarif", "person", "IRN"),
    "zarif_stateless": ("Mohammad Javad Zarif", "person", None),
    "lavrov": ("Sergey Lavrov", "person", "RUS"),
    "haddad": ("Nabil Haddad", "person", "LBN"),
    "haddad_short": ("Haddad", "person", "LBN"),
    "soldier": ("soldier", "person", "LBN"),
    "rebels": ("the Northern Front", "armed_group", None),
}


def own_words(name: str, count: int = 4) -> str:
    """Words that only this report has, so that nothing but what a test says makes two of them alike."""
    letters_of = "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(name.encode()).hexdigest())
    return " ".join(letters_of[place * 6 : place * 6 + 6] for place in range(count))


@dataclass
class Article:
    """Builds one coded document; every method takes the words of the text that a record stands on."""

    id: str
    text: str
    published: str | None = None
    updated: str | None = None
    outlet: str | None = "The Gazette"
    credited: str | None = None
    title: str | None = None
    actors: dict[str, Actor] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def spans(self, words: str | None) -> Spans | None:
        return None if words is None else tuple(self.span(part) for part in words.split(" / "))

    def sentence(self, words: str) -> Span:
        found = self.span(words)
        start = max(self.text.rfind(mark, 0, found.start) for mark in (". ", "\n"))
        end = self.text.find(".", found.end)
        return Span(0 if start < 0 else start + (2 if self.text[start] == "." else 1), (end + 1) or len(self.text))

    def who(self, *keys: str) -> tuple[str, ...]:
        for key in keys:
            if key in self.actors:
                continue
            name, kind, country = PEOPLE[key]
            last_word = name.split()[-1]
            mentions = (self.span(last_word),) if last_word in self.text else (Span(0, 1),)
            roles = (Role("foreign minister", country, "current"),) if kind == "person" else ()
            self.actors[key] = Actor(key, name, kind, country, "GOV", roles, mentions)  # type: ignore[arg-type]
        return keys

    def event(
        self,
        kind: EventType,
        trigger: str,
        by: str,
        to: str = "",
        *,
        date: str | None = None,
        factuality: Factuality = "CT+",
        mode: str | None = None,
        place: tuple[str, str | None] | None = None,
        according_to: str | None = None,
        condition: str | None = None,
        contexts: tuple[str, ...] = (),
        background: bool = False,
        dated_by: DateSource | None = None,
        quad: Quad = "verbal cooperation",
    ) -> Self:
        self.events.append(
            Event(
                id=f"e{len(self.events) + 1}",
                type=kind,
                mode=mode,
                contexts=contexts,
                cameo=None,
                actors=self.who(*by.split()),
                recipients=self.who(*to.split()),
                trigger=self.span(trigger),
                sentence=self.sentence(trigger),
                date=date,
                location=Location(*place) if place else None,
                factuality=factuality,
                according_to=according_to,
                condition=self.span(condition) if condition else None,
                quad=quad,
                confidence=0.8,
                background=background,
                dated_by=dated_by,
                method="by hand",
            )
        )
        return self

    def statement(
        self,
        source: str | None,
        content: str,
        *,
        cue: str | None = None,
        source_words: str | None = None,
        via: str = "",
        within: str | None = None,
        **more: Any,
    ) -> Self:
        known = {"kind": "indirect", "act": "says", "addressee": None, "date": None, "occasion": None, **more}
        if known["addressee"]:
            self.who(known["addressee"])
        content_span = self.spans(content)
        assert content_span is not None
        self.statements.append(
            Statement(
                id=f"s{len(self.statements) + 1}",
                source=self.who(source)[0] if source else None,
                source_span=self.spans(source_words),
                cue_span=self.spans(cue),
                content_span=content_span,
                via=self.who(*via.split()),
                within=within,
                method="by hand",
                **known,
            )
        )
        return self

    def agreement(
        self, name: str, parties: str, status: Any, words: str, date: str | None = None, method: str = ""
    ) -> Self:
        number = len(self.agreements) + 1
        made = Agreement(f"g{number}", name, self.who(*parties.split()), status, date, (self.span(words),), method)
        self.agreements.append(made)
        return self

    def account(self, proposition: str, affirmed: str, denied: str) -> Self:
        made = Account(f"c{len(self.accounts) + 1}", proposition, tuple(affirmed.split()), tuple(denied.split()))
        self.accounts.append(made)
        return self

    def position(self, actor: str, issue: str, stance: float, evidence: str, **more: Any) -> Self:
        toward, date = more.get("toward"), more.get("date")
        self.who(*(key for key in (actor, toward) if key))
        made = Position(f"p{len(self.positions) + 1}", actor, issue, toward, stance, date, tuple(evidence.split()))
        self.positions.append(made)
        return self

    def coded(self) -> CodedDocument:
        meta = Metadata(
            id=self.id,
            title=self.title,
            outlet=self.outlet,
            published=self.published,
            updated=self.updated,
            credited=self.credited,
            dated_by="metadata" if self.published else "none",
            language="en",
        )
        sections = (Section("body", None, Span(0, len(self.text))),) if self.text else ()
        return CodedDocument(
            document=meta,
            text=self.text,
            sections=sections,
            times=(),
            actors=tuple(self.actors.values()),
            statements=tuple(self.statements),
            events=tuple(self.events),
            agreements=tuple(self.agreements),
            accounts=tuple(self.accounts),
            positions=tuple(self.positions),
            coder=CoderInfo("0.0-test"),
        )


def announced() -> Article:
    """A meeting foretold."""
    text = (
        "GENEVA, March 25 - John Kerry and Mohammad Javad Zarif will meet in Lausanne on March 30, "
        "American officials said on Wednesday. They spoke on condition of anonymity.\n"
        "The framework deal that the United States and Iran proposed last year is the subject of the talks."
    )
    return (
        Article("gazette-0325", text, published="2015-03-25")
        .event("CONSULT", "will meet", "kerry", "zarif", date="2015-03-30", factuality="PR+", contexts=("nuclear",))
        .statement("usa", "John Kerry and Mohammad Javad Zarif will meet in Lausanne on March 30", cue="said")
        .agreement("framework deal", "usa irn", "proposed", "framework deal", "2014")
    )


def held() -> Article:
    """The meeting, reported as held."""
    text = (
        "LAUSANNE, March 30 (Wire) - The United States and Iran met for six hours on Monday. "
        '"We are closer than ever," Mohammad Javad Zarif told reporters afterwards.\n'
        "He denied that his country had received any letter from Washington."
    )
    return (
        Article("herald-0330", text, published="2015-03-30T20:00", outlet="The Herald")
        .event("CONSULT", "met", "usa", "irn", date="2015-03-30", place=("Lausanne", "CHE"), contexts=("nuclear",))
        .statement(
            "zarif", '"We are closer than ever,"', cue="told", source_words="Mohammad Javad Zarif", kind="direct"
        )
        .statement("zarif", "his country had received any letter from Washington", act="denies", cue="denied")
    )


def letters() -> Article:
    """A contested letter, an agreement with a name, a position."""
    text = (
        "WASHINGTON, April 1 - John Kerry said he had sent a letter to Iran. Iran had not received one, "
        "Mohammad Javad Zarif said. Iran signed the Joint Comprehensive Plan of Action (JCPOA) with the United States "
        "on July 14, 2015. Iran rejected further demands."
    )
    return (
        Article("post-0401", text, published="2016-04-01", outlet="The Post", title="A letter")
        .statement("kerry", "he had sent a letter to Iran", cue="said", source_words="John Kerry", date="2016-04-01")
        .statement("zarif", "Iran had not received one", cue="Zarif said")
        .event("REJECT", "rejected", "irn", "usa", date="2016-04-01", quad="verbal conflict")
        .agreement("Joint Comprehensive Plan of Action (JCPOA)", "usa irn", "signed", "signed the Joint", "2015-07-14")
        .account("A letter was sent to Iran", "s1", "s2")
        .position("irn", "further demands", -1.0, "e1 s2", toward="usa", date="2016-04-01")
    )
