"""Requests for comment that were not answered: "did not respond to a request for comment".

The annotation that the tagger learned from counts them, and it finds most in their article but few that stand alone.
The wording is a formula of the press, so that the parse alone tells them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import syntax
from onrecord.coder.statements.attribution import Attribution
from onrecord.coder.statements.carriers import phrase_of
from onrecord.coder.statements.ranges import Range, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

ANSWERS = frozenset({"respond", "reply"})
REQUESTS = frozenset({"request", "question", "inquiry", "enquiry", "query"})


def find_unanswered(doc: Doc) -> Iterator[Attribution]:
    """The requests that a sentence says somebody did not answer."""
    for verb in doc:
        if verb.lemma_ in ANSWERS and any(child.dep_ == "neg" for child in verb.children):
            request = next((noun for noun in syntax.prepositional(verb, "to") if noun.lemma_ in REQUESTS), None)
            source = next(iter(syntax.children(verb, "nsubj")), None)
            if request is not None and source is not None and source.pos_ != "PRON":
                yield _attribution(doc, verb, source, request)


def _attribution(doc: Doc, verb: Token, source: Token, request: Token) -> Attribution:
    said, asked = phrase_of(source), phrase_of(request)
    first = min((child.i for child in verb.children if child.dep_ in {"aux", "neg"}), default=verb.i)
    cue = span_of(doc, Range(first, request.head.i + 1))
    return Attribution(
        (span_of(doc, Range(said.start, said.end)),),
        (cue,),
        (span_of(doc, Range(asked.start, asked.end)),),
        "unanswered request",
    )
