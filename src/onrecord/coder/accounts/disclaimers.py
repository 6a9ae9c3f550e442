"""Denials without a word of denial: "does not believe that", "no evidence of", "a wrong impression that", "innocent".

What each word does is told by the ontology's ``disclaimer_words.csv``. Here is how each form is read off the parse.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.claims import complement_of
from onrecord.coder.accounts.sides import make_side, spoken_side
from onrecord.coder.accounts.wording import clause_span, clause_without, noun_span, phrase_span, spans_before
from onrecord.coder.factuality import judge
from onrecord.coder.syntax import MAX_STEPS, SUBJECTS, VERBAL, children, doers, host_verb, patients, prepositional
from onrecord.ontology import accounts as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Token

    from onrecord.coder.accounts.sides import Side
    from onrecord.ontology.accounts import Form

_MODAL = frozenset({"will", "'ll", "would", "should", "must", "can", "could", "may", "might", "shall", "wo", "ca"})
"""Auxiliaries of what is not told as a fact, so that denying it is a refusal or a guess."""


def find_disclaimers(doc: Doc) -> Iterator[Side]:
    """Denials by other words than those of denial, in order."""
    for sentence in layers.report_sentences(doc):
        for token in sentence:
            for form in sorted(words.forms_of(token.lemma_.lower(), token.pos_) & set(_READERS)):
                yield from _READERS[form](token)


def _believed(verb: Token) -> Iterator[Side]:
    """Reads "does not believe that the talks failed"."""
    clauses = [clause for clause in children(verb, "ccomp") if _is_told(clause)]
    if clauses and _is_denied(verb):
        yield make_side(verb, doers(verb), (), (clause_span(clauses[0]),))


def _viewed(verb: Token) -> Iterator[Side]:
    """Reads "does not regard it as a threat"."""
    hosts = [verb, *children(verb, "dobj")]
    kinds = [noun for host in hosts for noun in prepositional(host, "as") if noun.pos_ in {"NOUN", "PROPN"}]
    if kinds and _is_denied(verb):
        viewed = tuple(phrase_span(thing) for thing in children(verb, "dobj")[:1] if thing.pos_ != "PRON")
        yield make_side(verb, doers(verb), (), (*viewed, noun_span(kinds[0])))


def _is_denied(verb: Token) -> bool:
    return _is_negated(verb) and verb.sent[-1].text != "?"


def _doubted(verb: Token) -> Iterator[Side]:
    """Reads "doubts that the talks failed"."""
    clauses = [clause for clause in children(verb, "ccomp") if _is_told(clause)]
    if clauses and not judge(verb).value.endswith("-"):
        yield make_side(verb, doers(verb), (), (clause_span(clauses[0]),))


def _grounded(noun: Token) -> Iterator[Side]:
    """Reads "no evidence of fraud", "did not find any evidence that"."""
    host = host_verb(noun)
    is_none = any(child.lower_ == "no" for child in noun.children)
    if not is_none and (host is None or not _is_negated(host)):
        return
    grounded = prepositional(noun, "in", "to", "for", "behind")[:1] if is_none else []
    body = complement_of(noun) or tuple(noun_span(one) for one in grounded)
    if body:
        finders = doers(host) if host is not None and host.lemma_ not in {"be", "have"} else []
        yield make_side(noun, finders, (), body) if finders else spoken_side(noun, body)


def _called_wrong(word: Token) -> Iterator[Side]:
    """Reads "a wrong impression that", "a false claim that"."""
    noun = word.head
    clauses = children(noun, "acl", "ccomp")
    if word.dep_ == "amod" and noun.lemma_.lower() in words.claim_nouns() and clauses:
        yield spoken_side(word, complement_of(noun), noun)


def _called_false(word: Token) -> Iterator[Side]:
    """Reads "it is false that", "those statements are false", "called the reports false"."""
    yield from _called_wrong(word)
    if word.dep_ in {"acomp", "attr"}:
        for subject in _subject_of(word)[:1]:
            yield from _predicated(word, subject)
    else:
        yield from _named_false(word)


def _named_false(word: Token) -> Iterator[Side]:
    """Reads "called the reports false", "described the rumours of a coup as baseless"."""
    verb = host_verb(word)
    if verb is None or not words.disclaimers("naming", verb.lemma_.lower(), verb.pos_) or _is_negated(verb):
        return
    named = [noun for noun in patients(verb) if noun.lemma_.lower() in words.claim_nouns() and noun.i < word.i]
    end = word.nbor(-1) if word.nbor(-1).lower_ == "as" else word
    for noun in named[:1]:
        yield make_side(verb, doers(verb), (), spans_before(complement_of(noun), end), noun)


def _predicated(word: Token, subject: Token) -> Iterator[Side]:
    """Reads "it is untrue that", "that is false"."""
    clauses = [clause for host in (word, word.head) for clause in children(host, "ccomp", "acl", "csubj")]
    finite = [clause for clause in clauses if children(clause, *SUBJECTS, "expl") and clause.i != word.i]
    if finite:
        yield spoken_side(word, (clause_span(finite[0]),))
    elif _points(subject):
        yield spoken_side(word, (), subject)


def _subject_of(word: Token) -> list[Token]:
    """What a predicate is said of, unless it is said not to be so."""
    is_copula = word.head.lemma_ == "be" and not _is_negated(word.head)
    return children(word.head, *SUBJECTS) if is_copula else []


def _points(subject: Token) -> bool:
    return subject.lower_ in {"it", "this", "that", "these", "those"} or subject.lemma_.lower() in words.claim_nouns()


def _called_true(word: Token) -> Iterator[Side]:
    """Reads "it is not true that", "that is not correct"."""
    if word.dep_ in {"acomp", "attr"} and word.head.lemma_ == "be" and _is_negated(word.head):
        for subject in children(word.head, *SUBJECTS)[:1]:
            yield from _predicated(word, subject)


def _innocent(word: Token) -> Iterator[Side]:
    """Reads "is innocent of the crime", "its innocence over the murder"."""
    if word.dep_ in {"acomp", "attr", "oprd"} and not _is_negated(word.head):
        yield from _cleared(word, children(word.head, *SUBJECTS))
    elif word.pos_ == "NOUN":
        yield from _cleared(word, children(word, "poss"))


def _guilty(word: Token) -> Iterator[Side]:
    """Reads "is not responsible for the blast", "was not involved"."""
    head = word.head if word.dep_ in {"acomp", "attr", "prep"} else word
    if _is_negated(head) and head.pos_ in VERBAL:
        yield from (replace(side, alone=False) for side in _cleared(word, children(head, *SUBJECTS)))


def _unconnected(word: Token) -> Iterator[Side]:
    """Reads "had nothing to do with the blast"."""
    doing = [act for act in word.children if act.lemma_ == "do" and act.i > word.i]
    matters = [matter for act in doing for matter in prepositional(act, "with")]
    having = word.head
    if having.lemma_ == "have" and matters:
        subjects = children(having, *SUBJECTS)
        named = [phrase_span(subject) for subject in subjects[:1] if subject.pos_ != "PRON"]
        told = [noun_span(matter) for matter in matters[:1] if matter.pos_ != "PRON" and not _is_shown(matter)]
        yield spoken_side(word, (*named, *told) if told else (), matters[0], subjects)


def _contrary(word: Token) -> Iterator[Side]:
    """Reads "contrary to reports that the talks failed"."""
    for noun in prepositional(word, "to"):
        if noun.lemma_.lower() in words.claim_nouns() and complement_of(noun):
            yield spoken_side(word, complement_of(noun), noun)


def _cleared(word: Token, subjects: list[Token]) -> Iterator[Side]:
    """Whom a word clears of what: of "this crime" it only points to."""
    matters = [*children(word, "pobj"), *prepositional(word, "of", "over", "in", "for")][:1]
    told = [noun_span(matter) for matter in matters if not _is_shown(matter)]
    named = [phrase_span(subject) for subject in subjects[:1] if subject.pos_ != "PRON"]
    side = spoken_side(word, (*named, *told) if told else (), next(iter(matters), None), subjects)
    if subjects and (side.ids or word.pos_ != "NOUN"):
        yield side
    elif subjects and word.head.pos_ in VERBAL:
        doing = doers(word.head)
        named = [phrase_span(doer) for doer in doing[:1] if doer.pos_ != "PRON"]
        yield make_side(word.head, doing, subjects, (*named, *told) if told else ())


def _is_shown(noun: Token) -> bool:
    return any(child.lower_ in {"this", "that", "these", "those", "such"} for child in children(noun, "det"))


def _insisted(verb: Token) -> Iterator[Side]:
    """Reads "insists that the flight was no breach": what a firm verb's clause negates, somebody said."""
    for clause in children(verb, "ccomp"):
        for head in _clauses_under(clause):
            denied = [
                head,
                *children(head, "conj"),
                *(one for attr in children(head, "acomp", "attr") for one in children(attr, "conj")),
            ]
            negated = next((one for one in denied if children(one, "neg")), None)
            if negated is not None and _is_told(head):
                yield make_side(verb, doers(verb), (), clause_without(head, children(negated, "neg")))
                return


def _clauses_under(clause: Token) -> Iterator[Token]:
    """A clause and those that it governs in turn."""
    current: Token | None = clause
    for _ in range(MAX_STEPS):
        if current is None:
            return
        yield current
        current = next(iter(children(current, "ccomp", "xcomp")), None)


def _pretended(verb: Token) -> Iterator[Side]:
    """Reads "they pretend that it is a border": whose words these are denies it."""
    for clause in children(verb, "ccomp")[:1]:
        yield spoken_side(verb, (clause_span(clause),))


def _is_negated(verb: Token) -> bool:
    return bool(children(verb, "neg")) or judge(verb).value.endswith("-")


def _is_told(clause: Token) -> bool:
    """A clause with a subject of its own that tells a fact."""
    helpers = children(clause, "aux", "auxpass")
    future = clause.lemma_ == "go" and bool(children(clause, "xcomp"))
    own = bool(children(clause, *SUBJECTS, "expl"))
    return own and not future and not any(helper.lower_ in _MODAL for helper in helpers)


_READERS: dict[Form, Callable[[Token], Iterator[Side]]] = {
    "belief": _believed,
    "contrary": _contrary,
    "doubt": _doubted,
    "false": _called_false,
    "firm": _insisted,
    "ground": _grounded,
    "guilt": _guilty,
    "innocent": _innocent,
    "pretence": _pretended,
    "true": _called_true,
    "unconnected": _unconnected,
    "view": _viewed,
    "wrong": _called_wrong,
}
