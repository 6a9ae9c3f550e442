"""The speech act of a statement: what its cue does, and what negation, questions and threats make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.factuality import judge
from onrecord.ontology.cues import cue_acts, no_comment_phrases, retaliation_verbs, speech_verbs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from onrecord.records import SpeechAct, StatementKind

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
_CLAUSAL = frozenset({"ccomp", "parataxis"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
_OWN = frozenset({"we", "i"})
_QUIET = frozenset({"asks", "attitude", "says", "no_comment"})
_CLOSING = " \n\"'”’»`"


def speech_act(cue: Sequence[Token], content: Sequence[Token], kind: StatementKind) -> SpeechAct:
    """The act of a statement with these cue and content tokens; without a cue it says."""
    if _refuses_comment(cue, content):
        return "no_comment"
    act = _act_of_cue(cue)
    if act not in _QUIET and _is_not_done(cue):
        return "says"
    if act == "promises" and _root_of(content).lemma_.lower() in retaliation_verbs():
        return "threatens"
    if act == "says" and any(_threatens(token) for token in content):
        return "threatens"
    if (
        act == "says"
        and kind == "direct"
        and content[-1].doc[content[0].i : content[-1].i + 1].text.rstrip(_CLOSING).endswith("?")
    ):
        return "asks"
    return act


def _refuses_comment(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    words = " ".join(token.lower_ for token in (*cue, *content[:12])).replace(" n't", "n't").replace(" n’t", "n't")
    return any(phrase in words for phrase in no_comment_phrases())


def _act_of_cue(cue: Sequence[Token]) -> SpeechAct:
    """The act of the first word of the cue that has one, with its preposition if the pair has one of its own."""
    acts = cue_acts()
    lemmas = [token.lemma_.lower() for token in cue]
    for place, lemma in enumerate(lemmas):
        pair = " ".join(lemmas[place : place + 2])
        found = acts.get(pair) or acts.get(lemma)
        if found is not None:
            return found
    verb = next((token for token in reversed(cue) if token.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() in speech_verbs():
        return "says"
    return "says" if any(child.dep_ in _CLAUSAL for child in verb.children) else "attitude"


def _is_not_done(cue: Sequence[Token]) -> bool:
    """Whether the text says that the act was not done: "did not condemn", "nobody accused", "stopped short of ..."."""
    doing = next((token for token in cue if token.pos_ == "VERB"), cue[0])
    return any(token.lower_ in _NEGATIONS for token in cue) or judge(doing).value.endswith("-")


def _root_of(content: Sequence[Token]) -> Token:
    first, last = content[0].i, content[-1].i
    return next((t for t in content if t.pos_ == "VERB" and not first <= t.head.i <= last), content[0])


def _threatens(token: Token) -> bool:
    """Whether it is a speaker's own future act of harm: 'we will strike back'."""
    if token.lemma_.lower() not in retaliation_verbs() or token.pos_ != "VERB":
        return False
    kids = {child.lower_ for child in token.children if child.dep_ in {"aux", "nsubj"}}
    return bool(kids & _OWN) and bool(kids & _FUTURE)
