"""Denials that a text reports: verbs and nouns of denial with what they deny."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.claims import complement_of
from onrecord.coder.accounts.sides import make_side, owners
from onrecord.coder.accounts.wording import clause_span, noun_span, phrase_span
from onrecord.coder.factuality import judge
from onrecord.coder.syntax import antecedent, children, coordinated, doers, is_passive, patients, prepositional
from onrecord.ontology import accounts as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from onrecord.coder.accounts.sides import Side
    from onrecord.records import Spans


_MATTERS = ("over", "for", "about", "at", "as", "with", "off")
"""Prepositions of what a denial meets beside its object: "condemned him for his allegation that", "denied as false"."""


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


def _denial(token: Token, needs: words.Needs) -> Iterator[Side]:
    objects = _objects(token)
    noun = next((found for found in objects if found.lemma_.lower() in words.claim_nouns()), None)
    deniers = _deniers(token, noun)
    if noun is not None:
        yield make_side(token, deniers, (), complement_of(noun), noun)
    elif needs == "any" or any(_is_charged(thing) for thing in objects):
        body = _denied(token, objects, deniers)
        bare = next((thing for thing in objects if _is_bare(thing)), None) if not body else None
        if body or bare is not None:
            yield make_side(token, deniers, (), body, bare)


def _objects(token: Token) -> list[Token]:
    """What a denial is of: the object of a verb, what a noun of denial takes with "of"."""
    if token.pos_ == "NOUN":
        return prepositional(token, "of")
    found = [head for phrase in patients(token) for head in coordinated(phrase)]
    found += [noun for noun in prepositional(token, *_MATTERS) if noun.lemma_.lower() in words.claim_nouns()]
    if token.dep_ == "acl" or is_passive(token):
        return found
    return [antecedent(phrase) for phrase in found]


def _deniers(token: Token, noun: Token | None) -> list[Token]:
    """Who denies; of "a charge denied by Tehran" the agent."""
    if token.pos_ == "NOUN":
        return owners(token)
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
    if token.dep_ == "advcl" and token.head.i < token.i and any(thing.lower_ in {"it", "this"} for thing in objects):
        return (clause_span(token.head),)
    things = [thing for thing in objects if _is_disputed(thing)]
    return (*_named(deniers), noun_span(things[0])) if things else ()


def _is_disputed(thing: Token) -> bool:
    if thing.lemma_.lower() in words.withheld() or thing.pos_ not in {"NOUN", "PROPN"}:
        return False
    return bool(prepositional(thing, "in", "of", "to", "with", "between", "for", "from"))


def _is_bare(thing: Token) -> bool:
    """No matter of its own ("any role", "responsibility", "this"), so that it answers a claim before it."""
    anything = any(child.lower_ in {"any", "all"} for child in children(thing, "det"))
    return anything or thing.lower_ in {"it", "this", "that"} or thing.lemma_.lower() in words.charged()


def _is_charged(thing: Token) -> bool:
    """Reads "any role", "the link": with a word before it that says that somebody spoke of it."""
    definite = any(child.lower_ in {"any", "all", "the", "such"} for child in children(thing, "det"))
    return definite and thing.lemma_.lower() in words.charged()


def _named(deniers: Iterable[Token]) -> Spans:
    return tuple(phrase_span(denier) for denier in list(deniers)[:1] if denier.pos_ != "PRON")
