"""The two sides of an account as the text tells them: claims and accusations, and their denials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.wording import clause_span, lemmas_of, noun_span, phrase_span
from onrecord.coder.clauses import span_of
from onrecord.coder.factuality import judge
from onrecord.coder.syntax import (
    SUBJECTS,
    antecedent,
    children,
    coordinated,
    doers,
    is_passive,
    patients,
    prepositional,
)
from onrecord.ontology import accounts as words
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from onrecord.records import Spans, Statement


@dataclass(frozen=True, slots=True)
class Side:
    """One side's word on a proposition.

    ``anchor`` is the claiming or denying word; ``holders`` are who holds it and ``targets`` whom it is about, as actor
    ids; ``body`` is the proposition's text, empty where it only points to one ("denied the charge"); ``noun`` is the
    word for a claim that it answers; ``ids`` are the statements and events that record it.
    """

    anchor: Token
    holders: frozenset[str]
    targets: frozenset[str]
    body: Spans
    lemmas: frozenset[str]
    ids: tuple[str, ...]
    noun: Token | None = None

    @property
    def answers(self) -> frozenset[str]:
        """Actors whose claim it says it answers: "Larsen's allegations"."""
        return _ids(children(self.noun, "poss")) if self.noun is not None else frozenset()


def find_claims(doc: Doc) -> Iterator[Side]:
    """Claims and accusations that the text reports, in order."""
    for sentence in layers.report_sentences(doc):
        for token in sentence:
            claim = _claim(token)
            if claim is not None and not judge(token).value.endswith("-"):
                yield claim


def _claim(token: Token) -> Side | None:
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in words.claim_nouns() and not _is_answered(token):
        body = _complement_of(token)
        return (
            _side(token, [*children(token, "poss"), *prepositional(token, "by", "from")], _about(token), body)
            if body
            else None
        )
    frames = words.claim_frames().get(lemma) if token.pos_ == "VERB" else None
    body = _claimed(token, frames) if frames else ()
    if not body or not frames:
        return None
    return _side(token, doers(token), _about(token) if "clause" in frames else patients(token), body)


def _owners(noun: Token) -> list[Token]:
    """Whose claim or denial a noun names: "Larsen's allegations", "a denial from Seoul"."""
    return [*children(noun, "poss"), *prepositional(noun, "by", "from")]


def _is_answered(noun: Token) -> bool:
    """Whether the noun stands in a denial, which then says all of it: "denied reports that ..."."""
    return noun.head.lemma_.lower() in words.denials() or any(
        child.dep_ == "acl" and child.lemma_.lower() in words.denials() for child in noun.children
    )


def _about(claim: Token) -> list[Token]:
    """Whom a claim with a clause is about: the clause's subject."""
    clauses = [child for child in claim.children if child.dep_ in {"ccomp", "acl"}]
    return [subject for clause in clauses[:1] for subject in children(clause, "nsubj", "nsubjpass")]


def find_denials(doc: Doc) -> Iterator[Side]:
    """Denials that the text reports, in order."""
    for sentence in layers.report_sentences(doc):
        for token in sentence:
            needs = words.denials().get(token.lemma_.lower())
            if needs and token.pos_ in {"VERB", "NOUN"} and not _is_undecided(token):
                yield from _denial(token, needs)


def _is_undecided(token: Token) -> bool:
    """A denial that did not happen, or half of "neither confirmed nor denied"."""
    partners = [*children(token, "conj"), token.head] if token.dep_ == "conj" else children(token, "conj")
    return judge(token).value.endswith("-") or any(partner.lemma_ == "confirm" for partner in partners)


def find_corrections(doc: Doc) -> Iterator[tuple[Side, Side]]:
    """What is denied in naming who claims it, claim and denial: "was not, as Belmark claimed, the first step"."""
    for sentence in layers.report_sentences(doc):
        for token in sentence:
            body = _corrected(token) if _is_aside(token) else ()
            if body:
                yield _side(token, doers(token), (), body), _side(token.head, (), (), body)


def _is_aside(claim: Token) -> bool:
    """Whether "as Belmark claimed" stands right after a negation; after the whole clause it would agree with it."""
    opened = claim.dep_ == "advcl" and any(one.lower_ == "as" for one in children(claim, "mark"))
    if not opened or claim.lemma_.lower() not in words.claim_frames() or not children(claim, "nsubj"):
        return False
    return any(0 < claim.left_edge.i - negation.i <= 2 for negation in children(claim.head, "neg"))


def _corrected(claim: Token) -> Spans:
    """The clause without its negation and without the aside: its subject, and what follows the aside."""
    doc, start = claim.doc, claim.i + 1
    while start < claim.sent.end and doc[start].is_punct:
        start += 1
    end = next(
        (token.i for token in doc[start : claim.sent.end] if token.is_punct and token.whitespace_), claim.sent.end
    )
    while end > start and doc[end - 1].is_punct:
        end -= 1
    subject = tuple(clause_span(one) for one in children(claim.head, *SUBJECTS) if one.i < claim.i)
    return (*subject[:1], span_of(doc[start:end])) if subject and end > start else ()


def _denial(token: Token, needs: words.Needs) -> Iterator[Side]:
    objects = _objects(token)
    noun = next((found for found in objects if found.lemma_.lower() in words.claim_nouns()), None)
    deniers = _deniers(token, noun)
    if noun is not None:
        yield _side(token, deniers, (), _complement_of(noun), noun)
    elif needs == "any":
        body = _denied(token, objects, deniers)
        bare = next((thing for thing in objects if _is_bare(thing)), None) if not body else None
        if body or bare is not None:
            yield _side(token, deniers, (), body, bare)


def _objects(token: Token) -> list[Token]:
    """What a denial is of: the object of a verb, what a noun of denial takes with "of"."""
    if token.pos_ == "NOUN":
        return prepositional(token, "of")
    found = [head for phrase in patients(token) for head in coordinated(phrase)]
    if token.dep_ == "acl" or is_passive(token):
        return found
    return [antecedent(phrase) for phrase in found]


def _deniers(token: Token, noun: Token | None) -> list[Token]:
    """Who denies; of "a charge denied by Tehran" the agent."""
    if token.pos_ == "NOUN":
        return _owners(token)
    found = [phrase for doer in doers(token) for phrase in coordinated(doer)]
    return [phrase for phrase in found if phrase != noun]


def _denied(token: Token, objects: list[Token], deniers: list[Token]) -> Spans:
    """The proposition that stands with the denial itself; none for what is merely refused."""
    clauses = [child for child in token.children if child.dep_ in {"ccomp", "acl"} and child.i > token.i]
    finite = [clause for clause in clauses if any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in clause.children)]
    if finite:
        return (clause_span(finite[0]),)
    gerunds = [child for child in token.children if child.dep_ in {"xcomp", "pcomp", "ccomp"} and child.tag_ == "VBG"]
    if gerunds:
        return (*_named(deniers), clause_span(gerunds[0]))
    if any(child.dep_ == "dative" for child in token.children) or is_passive(token):
        return ()
    things = [thing for thing in objects if _is_disputed(thing)]
    return (*_named(deniers), noun_span(things[0])) if things else ()


def _is_disputed(thing: Token) -> bool:
    if thing.lemma_.lower() in words.withheld() or thing.pos_ not in {"NOUN", "PROPN"}:
        return False
    return bool(prepositional(thing, "in", "of", "to", "with", "between", "for", "from"))


def _is_bare(thing: Token) -> bool:
    """No matter of its own ("any role", "responsibility"), so that it answers an accusation before it."""
    anything = any(child.lower_ in {"any", "all"} for child in children(thing, "det"))
    return anything or thing.lemma_.lower() in {"involvement", "responsibility", "wrongdoing", "part", "role"}


def _named(deniers: Iterable[Token]) -> Spans:
    return tuple(phrase_span(denier) for denier in list(deniers)[:1] if denier.pos_ != "PRON")


def _complement_of(noun: Token) -> Spans:
    """What a noun of claiming says: "reports that ...", "allegations of fraud"; nothing if it only points back."""
    for child in noun.children:
        if child.dep_ in {"acl", "relcl", "ccomp"} and _is_that_clause(child):
            return (clause_span(child),)
        if child.dep_ == "prep" and child.lower_ in {"of", "about", "over"}:
            return tuple(_to_the_end(below) for below in child.children if below.dep_ in {"pobj", "pcomp"})
    return ()


def _is_that_clause(clause: Token) -> bool:
    """A clause with a subject of its own, opened by a conjunction: no relative clause."""
    opened = any(child.dep_ == "mark" or child.lower_ == "that" for child in clause.children)
    return opened and any(
        child.dep_ in {"nsubj", "nsubjpass", "expl"} and child.lower_ != "that" for child in clause.children
    )


def _to_the_end(head: Token) -> Span:
    """A noun phrase, and the phrases of place and time right after it wherever the parse hung them."""
    span = clause_span(head)
    following = [child for child in head.head.head.children if child.dep_ == "prep" and child.i > head.i]
    for preposition in following:
        if preposition.left_edge.idx <= span.end + 1:
            span = Span(span.start, _end_of(preposition))
    return span


def _end_of(preposition: Token) -> int:
    """Where a prepositional phrase ends, before any comma in it."""
    return max(
        [clause_span(child).end for child in preposition.children if child.dep_ == "pobj"],
        default=span_of(preposition).end,
    )


def _claimed(verb: Token, frames: frozenset[str]) -> Spans:
    """The proposition of a claim: a clause, or whom an accusation meets and what of."""
    if "clause" in frames:
        clauses = [child for child in verb.children if child.dep_ == "ccomp"]
        return (clause_span(clauses[0]),) if clauses else ()
    accused = [antecedent(phrase) for phrase in patients(verb)][:1]
    for preposition in _prepositions(verb, frames):
        bodies = [below for below in preposition.children if below.dep_ in {"pcomp", "pobj"}]
        named = tuple(phrase_span(one) for one in accused if one.pos_ != "PRON")
        return (*named, *(_matter(preposition, body) for body in bodies[:1]))
    return ()


def _matter(preposition: Token, body: Token) -> Span:
    """What somebody is accused of: a gerund by itself, a noun with its preposition ("Belmark for the unrest")."""
    span = clause_span(body)
    return span if body.dep_ == "pcomp" else Span(preposition.idx, span.end)


def _prepositions(verb: Token, frames: frozenset[str]) -> list[Token]:
    """The verb's own prepositions of the frame; else one that the parse hung on another ("for the first time of")."""
    preps = children(verb, "prep")
    inner = [below for prep in preps for noun in children(prep, "pobj") for below in children(noun, "prep")]
    own = [prep for prep in preps if prep.lower_ in frames]
    return own or [prep for prep in inner if prep.lower_ in frames and children(prep, "pcomp")]


def _side(
    anchor: Token, holders: Iterable[Token], targets: Iterable[Token], body: Spans, noun: Token | None = None
) -> Side:
    doc = anchor.doc
    held = _ids(holders)
    return Side(
        anchor=anchor,
        holders=held,
        targets=_ids(targets),
        body=body,
        lemmas=lemmas_of(doc, body),
        ids=tuple(_recorded(anchor, body, held)),
        noun=noun,
    )


def _ids(phrases: Iterable[Token]) -> frozenset[str]:
    phrases = list(phrases)
    if not phrases:
        return frozenset()
    index = layers.ACTORS.get(phrases[0].doc)
    return frozenset(actor for phrase in phrases for actor in index.ids(phrase))


def _recorded(anchor: Token, body: Spans, holders: frozenset[str]) -> Iterator[str]:
    """Statements and events that this word made: by cue or trigger, else by a content that holds the proposition."""
    span = span_of(anchor)
    statements = layers.STATEMENTS.get(anchor.doc)
    by_cue = [statement.id for statement in statements if any(cue.overlaps(span) for cue in statement.cue_span or ())]
    by_trigger = [event.id for event in layers.EVENTS.get(anchor.doc) if event.trigger.overlaps(span)]
    yield from (by_cue + by_trigger) or [s.id for s in statements if _holds(s, body, holders)]


def _holds(statement: Statement, body: Spans, holders: frozenset[str]) -> bool:
    held = any(part.overlaps(piece) for part in statement.content_span for piece in body)
    return held and (statement.source in holders or not holders)
