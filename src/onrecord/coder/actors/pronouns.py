"""Whom a pronoun means: the nearest mention that fits in gender, number and kind, subjects first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.coder.actors.drafts import Draft
    from onrecord.coder.actors.scene import Mention, Scene
    from onrecord.ontology.actors import Gender

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
THIRD = MALE | FEMALE | NEUTER | PLURAL
FIRST_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})

PRONOUN_TAGS = frozenset({"PRP", "PRP$"})

MAX_SENTENCES = 3
"""Sentences back in which an antecedent may stand."""

_NOBODY = frozenset({"no", "neither"})
"""Determiners of phrases that nothing can take up: "No mediator was needed, he said"."""

_EMPTY_VERBS = frozenset({"be", "seem", "appear", "become", "take", "remain"})
_SUBJECT_BONUS = 1.5
_SENTENCE_COST = 1.0
_PARALLEL_BONUS = 0.5
_SINGULAR_COST = 1.0
"""For "they" of one government or body: it happens, but people and coordinations go first."""
_EMBEDDED_COST = 1.5
"""For the subject of a clause inside another, in an earlier sentence: who is told of there is not who goes on."""
_QUOTED_COST = 1.5
"""For a mention inside a quotation that the pronoun stands outside of: speakers do not name themselves."""
_EMBEDDED = frozenset({"ccomp", "relcl", "advcl", "acl", "csubj", "pcomp"})
_STRANGER_COST = 1.0
"""For what the model calls an organisation and nothing explains: often a plan, a round of talks or a law."""


class PronounReader:
    """Resolves pronouns of the third person against the scene's mentions."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def read(self, at: int) -> None:
        """Notes whom the pronoun at a token means, if anybody fits."""
        found = () if self._is_expletive(at) else self.antecedent(at)
        if found:
            word = self._scene.scan.lower[at]
            for draft in found if word in MALE | FEMALE else ():
                draft.gender = draft.gender or _gender(word)
            self._scene.note(found, at, at + 1, at)

    def _is_expletive(self, at: int) -> bool:
        """Whether "it" stands for a clause: "it is clear that", "it seems to"."""
        scan = self._scene.scan
        if scan.lower[at] != "it" or scan.dep[at] not in {"nsubj", "expl"}:
            return False
        verb = scan.doc[scan.head[at]]
        clauses = {child.dep_ for child in verb.rights}
        return scan.dep[at] == "expl" or (verb.lemma_ in _EMPTY_VERBS and bool(clauses & {"ccomp", "xcomp", "csubj"}))

    def antecedent(self, at: int) -> tuple[Draft, ...]:
        """The drafts of the best antecedent; none if nothing fits."""
        best: tuple[float, Mention] | None = None
        for rank, mention in enumerate(self._candidates(at)):
            score = self._score(mention, at) - rank * 0.01
            if best is None or score > best[0]:
                best = (score, mention)
        return best[1].drafts if best else ()

    def _candidates(self, at: int) -> Iterator[Mention]:
        scan = self._scene.scan
        word = scan.lower[at]
        for mention in self._scene.recent():
            if scan.sentence[at] - mention.sentence > MAX_SENTENCES:
                return
            nobody = scan.lower[mention.start] in _NOBODY
            if mention.is_acting and not nobody and _fits(word, mention) and not self._is_bound(mention, at):
                yield mention

    def _score(self, mention: Mention, at: int) -> float:
        scan = self._scene.scan
        distance = scan.sentence[at] - mention.sentence
        score = -_SENTENCE_COST * distance + (_SUBJECT_BONUS if mention.is_subject else 0.0)
        if scan.dep[at] == scan.dep[mention.head]:
            score += _PARALLEL_BONUS
        if mention.is_subject and distance and self._is_embedded(mention):
            score -= _EMBEDDED_COST
        if scan.quotation[mention.head] not in {0, scan.quotation[at]}:
            score -= _QUOTED_COST
        draft = mention.drafts[0]
        if scan.lower[at] in PLURAL and len(mention.drafts) == 1 and not draft.plural:
            score -= _SINGULAR_COST
        return score - (_STRANGER_COST if draft.kind == "organisation" and draft.sector is None else 0.0)

    def _is_embedded(self, mention: Mention) -> bool:
        """Whether the mention is the subject of a clause inside another: "X said that [Y] would go"."""
        scan = self._scene.scan
        return scan.dep[scan.head[mention.head]] in _EMBEDDED

    def _is_bound(self, mention: Mention, at: int) -> bool:
        """Whether the mention is another argument of the pronoun's own verb ("Putin told him")."""
        scan = self._scene.scan
        if scan.lower[at].endswith(("self", "selves")) or scan.tag[at] == "PRP$":
            return False
        return scan.head[at] == scan.head[mention.head] and mention.sentence == scan.sentence[at]


def _gender(word: str) -> Gender:
    return "male" if word in MALE else "female"


def _fits(word: str, mention: Mention) -> bool:
    draft = mention.drafts[0]
    if word in MALE or word in FEMALE:
        return len(mention.drafts) == 1 and draft.is_person and draft.gender in {None, _gender(word)}
    if word in NEUTER:
        return len(mention.drafts) == 1 and not draft.is_person and not draft.plural and draft.kind != "people"
    return len(mention.drafts) > 1 or draft.plural or draft.kind in {"organisation", "armed_group", "igo", "government"}
