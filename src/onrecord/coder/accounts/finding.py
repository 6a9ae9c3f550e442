"""Matches denials with what they deny, and makes the account records."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.claims import find_claims
from onrecord.coder.accounts.corrections import find_corrections
from onrecord.coder.accounts.denials import find_denials
from onrecord.coder.accounts.disclaimers import find_disclaimers
from onrecord.coder.accounts.polarity import find_contradictions
from onrecord.coder.accounts.wording import lemmas_of, words_of
from onrecord.coder.clauses import span_of
from onrecord.ontology import accounts as words
from onrecord.records import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from onrecord.coder.accounts.sides import Side

REACH = 4
"""Sentences back at most to which "denied the charge" points."""

MAX_TOKENS = 400
"""The same in words: sentences this long are lists, and counting them for every pair would cost square time."""

MAX_CLAIMS = 100
"""Claims on either side that a denial is compared with."""

SAME = 0.6
"""Share of the shorter proposition's content words that two wordings of one proposition have in common."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An account before it has its number, and the content words of its proposition."""

    account: Account
    lemmas: frozenset[str]


def find_accounts(doc: Doc) -> tuple[Account, ...]:
    """The propositions that one side affirms and another denies, in the order of their denial."""
    claims = list(find_claims(doc))
    found = [*_denied(doc, claims), *_corrected(doc), *_contradicted(doc, claims)]
    return tuple(replace(one.account, id=f"c{number}") for number, one in enumerate(_merged(found), start=1))


def _denied(doc: Doc, claims: list[Side]) -> Iterator[_Found]:
    for denial in sorted((*find_denials(doc), *find_disclaimers(doc)), key=lambda side: side.anchor.i):
        if not denial.ids:
            continue
        claim = _answered(doc, denial, claims)
        body = claim.body if claim is not None else denial.body
        if body and (claim is not None or denial.alone):
            affirmed = claim.ids if claim is not None else ()
            proposition = words_of(layers.text_of(doc), body)
            account = Account("", proposition, affirmed, _apart(denial.ids, affirmed), _method(denial, claim))
            if account.denied_by:
                yield _Found(account, lemmas_of(doc, body))


def _corrected(doc: Doc) -> Iterator[_Found]:
    for claim, denial in find_corrections(doc):
        affirmed = _apart(claim.ids, denial.ids)
        if denial.ids and claim.body:
            account = Account("", words_of(layers.text_of(doc), claim.body), affirmed, denial.ids, "correction")
            yield _Found(account, lemmas_of(doc, claim.body))


def _contradicted(doc: Doc, claims: list[Side]) -> Iterator[_Found]:
    for affirmed, denied in find_contradictions(doc, claims):
        account = Account(
            "", words_of(layers.text_of(doc), affirmed.body), affirmed.ids, _apart(denied.ids, affirmed.ids), "polarity"
        )
        if account.denied_by:
            yield _Found(account, lemmas_of(doc, affirmed.body))


def _method(denial: Side, claim: Side | None) -> str:
    lemma = denial.anchor.lemma_.lower()
    return f"denial:{lemma}" if claim is None else f"denial:{lemma}/{claim.anchor.lemma_.lower()}"


def _apart(ids: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(found for found in ids if found not in others)


def _answered(doc: Doc, denial: Side, claims: list[Side]) -> Side | None:
    """The claim that a denial answers: by what it says, else the nearest one before it that it can point to."""
    others = [claim for claim in _around(denial, claims) if _is_another(claim, denial)]
    if denial.body:
        matching = [claim for claim in others if _is_same(claim, denial) or _concerns(doc, claim, denial)]
        return max(matching, key=lambda claim: (bool(claim.ids), len(claim.lemmas & denial.lemmas)), default=None)
    before = [claim for claim in others if _reaches(denial, claim)]
    near = [*before, *(claim for claim in others if _reaches(claim, denial))]
    named = [claim for claim in near if claim.holders & denial.answers and _can_mean(denial, claim)]
    if named:
        return max(named, key=_says_what)
    meant = [claim for claim in before if _accuses(claim) and _same_people(doc, claim.targets, denial.holders)]
    together = [
        claim for claim in before if claim.anchor.sent == denial.anchor.sent and claim.anchor.head != denial.anchor
    ]
    nearest = meant or [claim for claim in together if _can_mean(denial, claim)]
    if not nearest and denial.noun is not None and denial.noun.pos_ == "PRON":
        nearest = [claim for claim in before if _reaches(denial, claim, sentences=1)]
    return nearest[-1] if nearest else None


def _around(denial: Side, claims: list[Side]) -> list[Side]:
    """The claims nearest to a denial on either side: a report has fewer, so that only odd texts lose any."""
    place = bisect(claims, denial.anchor.i, key=lambda claim: claim.anchor.i)
    return claims[max(0, place - MAX_CLAIMS) : place + MAX_CLAIMS]


def _is_another(claim: Side, denial: Side) -> bool:
    """Whether somebody else claims it, in words recorded elsewhere that do not tell of the denial itself."""
    same = claim.anchor == denial.anchor or set(claim.ids) & set(denial.ids)
    reported = any(part.overlaps(span_of(denial.anchor)) for part in claim.body)
    return not same and not reported and not claim.holders & denial.holders


def _says_what(claim: Side) -> tuple[bool, int]:
    """Accusations before what is merely said, of equals the later one."""
    return _accuses(claim), claim.anchor.i


def _can_mean(denial: Side, claim: Side) -> bool:
    """Whether the noun of the denial fits the claim: "the charge" is no answer to what is merely said."""
    pointing = denial.noun is not None and denial.noun.lemma_.lower() in words.claims_toned("charge")
    return _accuses(claim) or not pointing


def _accuses(claim: Side) -> bool:
    return claim.anchor.lemma_.lower() not in words.claims_toned("plain")


def _is_same(claim: Side, denial: Side) -> bool:
    """One proposition in two wordings, and not by the name of the denier alone."""
    shared = len(claim.lemmas & denial.matter)
    return _agree(claim.lemmas, denial.lemmas) and shared >= SAME * min(len(claim.lemmas), len(denial.matter))


def _concerns(doc: Doc, claim: Side, denial: Side) -> bool:
    """An accusation of the denier in one matter in other words: "role in the murder", "links to the killing"."""
    named = claim.lemmas & denial.matter
    return bool(named) and _accuses(claim) and _same_people(doc, claim.targets, denial.holders)


def _same_people(doc: Doc, some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sets of actors meet: in an actor, or in the country that they act for."""
    return bool(some & others) or bool(_countries(doc, some) & _countries(doc, others))


def _countries(doc: Doc, actors: frozenset[str]) -> set[str]:
    index = layers.ACTORS.get(doc)
    return {country for actor in actors if (country := index.actor(actor).country) is not None}


def _reaches(later: Side, earlier: Side, sentences: int = REACH) -> bool:
    if not 0 <= later.anchor.i - earlier.anchor.i <= MAX_TOKENS:
        return False
    start = later.anchor.sent.start
    for _ in range(sentences):
        if start <= earlier.anchor.i:
            break
        start = later.anchor.doc[start - 1].sent.start
    return start <= earlier.anchor.i


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= 2 and shared >= SAME * min(len(one), len(other))


def _merged(found: list[_Found]) -> list[_Found]:
    """Joins those whose propositions say the same; the first wording stays."""
    kept: list[_Found] = []
    for one in found:
        twin = next((place for place, other in enumerate(kept) if _is_twin(one, other)), None)
        if twin is None:
            kept.append(one)
        else:
            kept[twin] = _joined(kept[twin], one)
    return kept


def _is_twin(one: _Found, other: _Found) -> bool:
    """Whether two accounts say the same, or one answer was matched twice, once for its contradiction alone."""
    contradicted = "polarity" in {one.account.method, other.account.method}
    answered = bool(set(one.account.denied_by) & set(other.account.denied_by))
    return _agree(one.lemmas, other.lemmas) or (contradicted and answered)


def _joined(first: _Found, second: _Found) -> _Found:
    affirmed = dict.fromkeys((*first.account.affirmed_by, *second.account.affirmed_by))
    denied = dict.fromkeys((*first.account.denied_by, *second.account.denied_by))
    both = replace(
        first.account,
        affirmed_by=tuple(key for key in affirmed if key not in denied),
        denied_by=tuple(denied),
    )
    return replace(first, account=both)
