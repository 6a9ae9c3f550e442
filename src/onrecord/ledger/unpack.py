"""A coded document as the rows that the ledger keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from onrecord.ledger import identity
from onrecord.ledger.rows import (
    AccountRow,
    AccountSideRow,
    ActorMentionRow,
    ActorRow,
    AgreementPartyRow,
    AgreementRow,
    EventClaimRow,
    EventMentionRow,
    EventParticipantRow,
    ParticipantRole,
    PositionEvidenceRow,
    PositionRow,
    Rows,
    SearchRow,
    Side,
    StatementRow,
    StatementViaRow,
)
from onrecord.ledger.views import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.ledger.identity import ActorIdentity
    from onrecord.records import Account, CodedDocument, Event, Position, SectionRole, Spans, Statement

Row = TypeVar("Row")


def unpack(
    coded: CodedDocument, version: int, version_id: str, identify: ActorIdentity = identity.by_name_and_country
) -> Rows:
    """The rows of one document version.

    Args:
        coded: the document.
        version: its ``document_versions.seq``.
        version_id: its content-derived id.
        identify: decides who an actor of the document is over all documents.
    """
    return _Unpacking(coded, version, version_id, identify).rows()


class _Unpacking:
    """Holds what the rows of one document share: ids in the ledger by ids in the document."""

    def __init__(self, coded: CodedDocument, version: int, version_id: str, identify: ActorIdentity) -> None:
        self.coded, self.version, self.version_id = coded, version, version_id
        self.ids = identity.EvidenceIds(version_id)
        self.keys = {actor.id: identify(actor) for actor in coded.actors}
        self.actors = {local: key.id for local, key in self.keys.items()}
        self.names = {actor.id: actor.name for actor in coded.actors}
        self.statement_claims = {s.id: self._statement_claim(s) for s in coded.statements}
        self.event_claims = {e.id: self._event_claim(e) for e in coded.events}
        self.statements = {
            s.id: self.ids.of("st", self.statement_claims[s.id], s.content_span) for s in coded.statements
        }
        self.mentions = {e.id: self.ids.of("em", self.event_claims[e.id], (e.trigger,)) for e in coded.events}

    def rows(self) -> Rows:
        """All of them, each once, those of shared tables in the order of their ids (so that writers never deadlock)."""
        agreements = self._agreements()
        accounts = [self._account(account) for account in self.coded.accounts]
        positions = [self._position(position) for position in self.coded.positions]
        return Rows(
            actors=_once(ActorRow(k.id, k.name, k.country, k.person) for k in self.keys.values()),
            actor_mentions=tuple(self._actor_mentions()),
            statements=tuple(self._statement(s) for s in self.coded.statements),
            statement_via=tuple(self._via()),
            event_claims=_once(
                EventClaimRow(self.event_claims[e.id], e.type, e.mode, e.date) for e in self.coded.events
            ),
            event_participants=_once(self._participants()),
            event_mentions=tuple(self._mention(e) for e in self.coded.events),
            agreements=agreements,
            agreement_parties=tuple(self._parties(agreements)),
            accounts=tuple(accounts),
            account_sides=tuple(self._sides(accounts)),
            positions=tuple(positions),
            position_evidence=tuple(self._position_evidence(positions)),
            search_rows=(*self._searchable_statements(), *self._searchable_events()),
        )

    def _statement_claim(self, statement: Statement) -> str:
        source = self._actor(statement.source)
        return identity.statement_claim(source, statement.kind, quote(self.coded.text, statement.content_span))

    def _event_claim(self, event: Event) -> str:
        actors, recipients = map(self._ledger_actors, (event.actors, event.recipients))
        return identity.event_claim(event.type, event.mode, actors, recipients, event.date)

    def _actor(self, local: str | None) -> str | None:
        return self.actors[local] if local else None

    def _ledger_actors(self, local: Iterable[str]) -> list[str]:
        return [self.actors[actor] for actor in local]

    def _section(self, spans: Spans) -> SectionRole | None:
        return next((s.role for s in self.coded.sections if s.span.start <= spans[0].start < s.span.end), None)

    def _actor_mentions(self) -> Iterator[ActorMentionRow]:
        for a in self.coded.actors:
            key = self.actors[a.id]
            yield ActorMentionRow(self.version, a.id, key, a.name, a.kind, a.sector, a.roles, a.mentions)

    def _statement(self, s: Statement) -> StatementRow:
        return StatementRow(
            id=self.statements[s.id],
            version=self.version,
            local=s.id,
            claim=self.statement_claims[s.id],
            source=self._actor(s.source),
            kind=s.kind,
            act=s.act,
            addressee=self._actor(s.addressee),
            date=s.date,
            dated_by=s.dated_by,
            content_spans=s.content_span,
            source_spans=s.source_span or None,
            cue_spans=s.cue_span or None,
            occasion_spans=(s.occasion,) if s.occasion else None,
            section=self._section(s.content_span),
            within=self.statements[s.within] if s.within else None,
            method=s.method,
        )

    def _via(self) -> Iterator[StatementViaRow]:
        for s in self.coded.statements:
            for ordinal, actor in enumerate(s.via):
                yield StatementViaRow(self.statements[s.id], ordinal, self.actors[actor])

    def _participants(self) -> Iterator[EventParticipantRow]:
        for event in self.coded.events:
            sides: tuple[tuple[ParticipantRole, tuple[str, ...]], ...] = (
                ("actor", event.actors),
                ("recipient", event.recipients),
            )
            for role, local in sides:
                for actor in self._ledger_actors(local):
                    yield EventParticipantRow(self.event_claims[event.id], role, actor)

    def _mention(self, e: Event) -> EventMentionRow:
        according = e.according_to or ""
        place = e.location
        return EventMentionRow(
            id=self.mentions[e.id],
            version=self.version,
            local=e.id,
            claim=self.event_claims[e.id],
            cameo=e.cameo,
            quad=e.quad,
            contexts=e.contexts,
            trigger_spans=(e.trigger,),
            trigger_text=e.trigger.of(self.coded.text),
            sentence_spans=(e.sentence,),
            sentence_key=identity.content_id("sw", identity.words(e.sentence.of(self.coded.text))),
            condition_spans=(e.condition,) if e.condition else None,
            dated_by=e.dated_by,
            place_name=place.name if place else None,
            place_country=place.country if place else None,
            factuality=e.factuality,
            according_actor=self.actors.get(according),
            according_statement=self.statements.get(according),
            confidence=e.confidence,
            background=e.background,
            section=self._section((e.trigger,)),
            method=e.method,
        )

    def _agreements(self) -> tuple[AgreementRow, ...]:
        return tuple(
            AgreementRow(
                id=self.ids.of("am", identity.name_words(a.name), a.spans),
                version=self.version,
                local=a.id,
                name=a.name,
                status=a.status,
                date=a.date,
                spans=a.spans,
                method=a.method,
            )
            for a in self.coded.agreements
        )

    def _parties(self, agreements: Iterable[AgreementRow]) -> Iterator[AgreementPartyRow]:
        for row, agreement in zip(agreements, self.coded.agreements, strict=True):
            yield from _once(AgreementPartyRow(row.id, actor) for actor in self._ledger_actors(agreement.parties))

    def _account(self, account: Account) -> AccountRow:
        key = self.ids.of("cd", identity.words(account.proposition), ())
        return AccountRow(key, self.version, account.id, account.proposition, account.method)

    def _sides(self, rows: Iterable[AccountRow]) -> Iterator[AccountSideRow]:
        for row, account in zip(rows, self.coded.accounts, strict=True):
            sides: tuple[tuple[Side, tuple[str, ...]], ...] = (
                ("affirmed", account.affirmed_by),
                ("denied", account.denied_by),
            )
            for side, evidence in sides:
                for ordinal, local in enumerate(evidence):
                    yield AccountSideRow(row.id, side, ordinal, self.statements.get(local), self.mentions.get(local))

    def _position(self, p: Position) -> PositionRow:
        actor, toward = self.actors[p.actor], self._actor(p.toward)
        key = self.ids.of("po", identity.content_id("pc", actor, identity.words(p.issue), toward, p.date), ())
        return PositionRow(key, self.version, p.id, actor, p.issue, toward, float(p.stance), p.date, p.method)

    def _position_evidence(self, rows: Iterable[PositionRow]) -> Iterator[PositionEvidenceRow]:
        for row, position in zip(rows, self.coded.positions, strict=True):
            for ordinal, local in enumerate(position.evidence):
                yield PositionEvidenceRow(row.id, ordinal, self.statements.get(local), self.mentions.get(local))

    def _searchable_statements(self) -> Iterator[SearchRow]:
        for s in self.coded.statements:
            names = self._joined_names((s.source, s.addressee, *s.via))
            body = identity.words(quote(self.coded.text, s.content_span))
            yield SearchRow(self.version, "statement", self.statements[s.id], names, body)

    def _searchable_events(self) -> Iterator[SearchRow]:
        for e in self.coded.events:
            names = self._joined_names((*e.actors, *e.recipients))
            body = identity.words(e.sentence.of(self.coded.text))
            yield SearchRow(self.version, "event", self.mentions[e.id], names, body)

    def _joined_names(self, local: Iterable[str | None]) -> str:
        return identity.words("; ".join(self.names[actor] for actor in local if actor))


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(set(rows), key=repr))
