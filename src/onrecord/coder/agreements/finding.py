"""From joined mentions to agreement records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.agreements.fates import event_date, find_words, latest
from onrecord.coder.agreements.joining import join
from onrecord.coder.agreements.mentions import find_mentions
from onrecord.coder.clauses import span_of
from onrecord.coder.dating import date_span
from onrecord.ontology.agreements import nouns
from onrecord.records import IN_TEXT, RESUMED, Agreement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from onrecord.coder.agreements.fates import Word
    from onrecord.coder.agreements.joining import Group
    from onrecord.coder.agreements.mentions import Mention
    from onrecord.coder.lookup import ActorLookup
    from onrecord.records import Actor, AgreementStatus

PARTY_KINDS = frozenset({"government", "organisation", "igo", "armed_group", "people"})


def find_agreements(doc: Doc) -> tuple[Agreement, ...]:
    """The agreements that the document names, in order of first mention, each with its latest status.

    The date is that of the word that gives the status, None where no expression in the text dates it.
    """
    mentions = find_mentions(doc)
    groups = join(mention for mention in mentions if mention.is_firm or mention.is_generic or _has_a_fate(mention))
    made = [_agreement(doc, group) for group in groups]
    kept = [agreement for agreement in made if agreement is not None]
    return tuple(replace(agreement, id=f"g{number}") for number, agreement in enumerate(kept, start=1))


def _has_a_fate(mention: Mention) -> bool:
    return next(find_words(mention, lambda _: None), None) is not None


def _agreement(doc: Doc, group: Group) -> Agreement | None:
    found = [word for mention in group.mentions for word in find_words(mention, lambda token: _date(doc, token))]
    last = latest(found)
    if last is None and not group.is_established:
        return None
    status: AgreementStatus = last.status if last else _presupposed(group)
    return Agreement(
        id="",
        name=_name(group),
        parties=_parties(layers.ACTORS.get(doc), group, found),
        status=status,
        date=last.date if last else None,
        spans=tuple(mention.span for mention in group.mentions),
        method=_method(last) if last else "presupposed",
    )


def _method(word: Word) -> str:
    return f"{RESUMED if word.again else 'verb:'}{word.token.lemma_.lower()}"


def _presupposed(group: Group) -> AgreementStatus:
    """What a text takes for granted that speaks of "the 2015 agreement" and says no more."""
    return "proposed" if "proposed" in group.stages and "existing" not in group.stages else "signed"


def _name(group: Group) -> str:
    """The mention that says most: a proper name, then a year, then most words on the subject; the first of equals."""
    best = max(
        group.mentions,
        key=lambda m: (
            m.proper is not None,
            m.year is not None,
            bool(m.topics),
            len(m.partners),
            bool(m.about),
            -m.span.start,
        ),
    )
    name = " ".join(best.name.split())
    return f"{best.year} {name}" if best.proper is None and best.year and best.year not in name else name


def _parties(index: ActorLookup, group: Group, found: Iterable[Word]) -> tuple[str, ...]:
    named = [partner for mention in group.mentions for partner in mention.partners]
    acting = [party for word in found for party in word.parties]
    states = (_as_party(index, actor_id) for actor_id in (*named, *acting))
    return tuple(dict.fromkeys(state for state in states if state is not None))


def _as_party(index: ActorLookup, actor_id: str) -> str | None:
    """The actor itself, or the government for which a person signs or leaves; None for others.

    What is called after an agreement ("the Free Trade Agreement" taken for an organisation) is no party to it.
    """
    actor = index.actor(actor_id)
    if actor.kind == "person":
        return _government_of(index, actor)
    named_after = any(word in nouns() for word in actor.name.lower().split())
    return actor_id if actor.kind in PARTY_KINDS and not named_after else None


def _government_of(index: ActorLookup, person: Actor) -> str | None:
    if person.country is None:
        return None
    same = (a for a in index.records() if a.kind == "government" and a.country == person.country)
    return next((actor.id for actor in same), None)


def _date(doc: Doc, token: Token) -> str | None:
    """The date that an expression in the text gives the word; the document's own date is no fact about it."""
    known = event_date(token)
    if known is not None:
        return known
    date, source = date_span(doc, span_of(token), layers.TIMES.get(doc), layers.META.get(doc))
    return date if source in IN_TEXT else None
