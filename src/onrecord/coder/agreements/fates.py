"""What each mention's governing word says of the agreement: its status, since when, and who brought it about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.clauses import event_at, factuality_at, span_of
from onrecord.coder.events.when import as_dated, is_past
from onrecord.coder.placed import told_at
from onrecord.coder.syntax import antecedent, coordinated, doers, is_passive, patients, prepositional
from onrecord.ontology import agreements as words
from onrecord.records import IN_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from onrecord.coder.agreements.mentions import Mention
    from onrecord.ontology.agreements import Fate
    from onrecord.records import AgreementStatus, Factuality

    Dating = Callable[[Token], str | None]

ORDER: tuple[AgreementStatus, ...] = (
    "proposed", "rejected", "signed", "in_force", "suspended", "violated", "expired", "withdrawn",
)  # fmt: skip
"""How far an agreement has come: of two undated words on it the later stage is the later word."""

_AT_REST: frozenset[AgreementStatus] = frozenset({"suspended", "violated", "expired", "withdrawn"})
"""What an agreement can be resumed from."""

_LIGHT = frozenset({"have", "join", "launch", "make", "negotiate"})
"""Verbs that go with many things beside agreements: "has alliances", "made arrangements"."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word on an agreement. ``parties`` are those whom it makes parties to it, ``again`` that it held no more."""

    status: AgreementStatus
    date: str | None
    parties: tuple[str, ...]
    token: Token
    again: bool = False

    @property
    def rank(self) -> int:
        """How far along the agreement is by this word."""
        return ORDER.index(self.status)


def find_words(mention: Mention, dating: Dating) -> Iterator[Word]:
    """What governs the mention and says how the agreement stands."""
    for governor, role in _governors(mention.head):
        if mention.alone == "no" and governor.lemma_ in _LIGHT:
            continue
        for fate in words.fates().get((governor.lemma_.lower(), role), ()):
            if not fate.word or fate.word in _complements(governor):
                yield from _word(governor, fate, mention, dating)
                break


def latest(found: list[Word]) -> Word | None:
    """The word that holds: the latest dated one, or an undated one that presupposes it."""
    resumed = [word for word in found if word.again]
    holding = [word for word in found if not any(_is_over(word, again) for again in resumed)]
    dated = [word for word in holding if word.date]
    undated = [word for word in holding if not word.date]
    last = max(dated, key=lambda word: (word.date or "", word.rank), default=None)
    furthest = max(undated, key=lambda word: word.rank, default=None)
    if last is None or furthest is None:
        return last or furthest
    return furthest if furthest.rank > last.rank else last


def _is_over(word: Word, again: Word) -> bool:
    """Whether that the agreement was resumed makes a word on how it had come to rest one of the past.

    By their dates, where both have one. Else a suspension is, wherever it stands, since what resumes was suspended, and
    of a breach or an end that which is told before.
    """
    if word.status not in _AT_REST:
        return False
    if word.date and again.date:
        return word.date[: len(again.date)] <= again.date
    return word.status == "suspended" or word.token.i < again.token.i


def _word(governor: Token, fate: Fate, mention: Mention, dating: Dating) -> Iterator[Word]:
    date = dating(governor)
    published = layers.META.get(governor.doc).date
    status = _as_it_stands(fate.status, as_dated(factuality_at(governor), governor, date, published))
    if status is None or (status == "violated" and _is_said(governor)):
        return
    if (fate.status == "proposed" and mention.definite) or (fate.again and not _is_done(governor)):
        return
    parties = _parties(governor) if fate.party else ()
    wished_for = status == "proposed" and governor.pos_ == "NOUN"
    yield Word(status, None if wished_for else date, parties, governor, fate.again)


def _is_done(verb: Token) -> bool:
    """Whether a verb is told as done, and not as an aim or a condition: "talks on reviving it", "until it is restored".

    Of what was suspended reports speak so far oftener than of its return.
    """
    return verb.tag_ not in {"VB", "VBG"} and (verb.dep_ != "advcl" or is_past(verb))


def _as_it_stands(status: AgreementStatus, factuality: Factuality) -> AgreementStatus | None:
    """What a plan, a possibility or a denial leaves of the status that a verb would give."""
    if factuality.endswith("-"):
        return None
    if factuality == "CT+" or status == "proposed":
        return status
    return "proposed" if status == "signed" else None


def _is_said(token: Token) -> bool:
    """Whether the word stands in what somebody says: a breach is then an accusation and no fact."""
    span = span_of(token)
    said = (part for statement in told_at(token.doc, span) for part in statement.content_span)
    return any(part.contains(span) for part in said) or token.head.lemma_ in {"accuse", "blame", "of"}


def _governors(head: Token) -> Iterator[tuple[Token, str]]:
    """Words that govern a noun, with the role they give it."""
    top = _top(head)
    if top.dep_ == "pobj":
        yield from _through_preposition(top.head)
    elif top.dep_ in {"nsubj", "nsubjpass"}:
        yield top.head, "object" if is_passive(top.head) else "subject"
    elif top.dep_ in {"dobj", "oprd", "attr"}:
        yield top.head, "object"
    elif top.dep_ == "poss":
        yield top.head, "of"
    for child in head.children:
        if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB":
            yield from _clause_on(child, head)


def _top(head: Token) -> Token:
    """The first of coordinated or apposed nouns, which stands in their common role."""
    current = head
    while current.dep_ in {"conj", "appos"} and current.head.pos_ in {"NOUN", "PROPN"}:
        current = current.head
    return current


def _through_preposition(preposition: Token) -> Iterator[tuple[Token, str]]:
    governor = preposition.head
    if governor.dep_ == "prep":
        yield governor.head, preposition.lower_
    yield governor, preposition.lower_


def _clause_on(verb: Token, head: Token) -> Iterator[tuple[Token, str]]:
    if head in patients(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        yield verb, "object"
    elif verb.dep_ == "relcl" and any(antecedent(child) == head for child in verb.children if child.dep_ == "nsubj"):
        yield verb, "subject"


def _complements(governor: Token) -> set[str]:
    """Particles of a verb, and the nouns and adjectives that complete it: "take effect", "is in force"."""
    found = {child.lower_ for child in governor.children if child.dep_ in {"prt", "advmod", "acomp", "dobj", "prep"}}
    found |= {noun.lower_ for noun in prepositional(governor, "in", "into", "on", "to")}
    return found


def _parties(governor: Token) -> tuple[str, ...]:
    index = layers.ACTORS.get(governor.doc)
    heads = [token for doer in _doers(governor) for token in coordinated(doer)]
    heads += [token for partner in prepositional(governor, "with") for token in coordinated(partner)]
    return tuple(dict.fromkeys(actor for head in heads for actor in index.ids(head)))


def _doers(governor: Token) -> list[Token]:
    if governor.pos_ in {"VERB", "AUX"}:
        return doers(governor)
    return [child for child in governor.children if child.dep_ == "poss"]


def event_date(token: Token) -> str | None:
    """The date of the event at a word, where an expression in the text gave it."""
    event = event_at(token)
    return event.date if event is not None and event.dated_by in IN_TEXT else None
