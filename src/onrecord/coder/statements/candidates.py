"""Every predicate of a parse that might attribute a content to somebody, in all the frames that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.statements.actives import active_candidates
from onrecord.coder.statements.adverbials import adverbial_candidates
from onrecord.coder.statements.frames import PREDICATES, Candidate
from onrecord.coder.statements.nominals import noun_candidates
from onrecord.coder.statements.passives import passive_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from onrecord.coder.statements.tree import Tree


def candidates_at(tree: Tree, token: Token) -> Iterator[Candidate]:
    """The candidates whose cue is built on the token."""
    yield from adverbial_candidates(tree, token)
    if token.pos_ in {"NOUN", "PROPN"}:
        yield from noun_candidates(tree, token)
    elif token.pos_ in PREDICATES:
        yield from passive_candidates(tree, token) if tree.is_passive(token) else active_candidates(tree, token)
