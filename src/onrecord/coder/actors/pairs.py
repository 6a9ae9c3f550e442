"""Phrases that mean several actors at once: coordinations, "the Baltic states", "both countries", "the two sides"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.actors.scene import Mention
from onrecord.ontology.actors import country_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.coder.actors.drafts import Draft
    from onrecord.coder.actors.scene import Scene

STATES = frozenset({"country", "nation", "state", "government", "neighbour", "neighbor", "capital", "ally", "rival"})
SIDES = frozenset({"side", "party", "counterpart"}) | STATES
PEOPLE = frozenset({"leader", "president", "minister", "man", "official", "premier", "candidate", "head"})

MAX_SENTENCES = 4
"""Sentences back in which the two may stand: a paragraph or two of wire text."""

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_SINGLY = frozenset({"each", "either", "neither"})
"""Words that count two in the singular: "each side blamed the other"."""

_DEFINITE = frozenset({"the", "both", "these", "those"}) | _SINGLY
_COUNTS = {"both": 2, "two": 2, "2": 2, "three": 3, "four": 4, "five": 5, "six": 6} | dict.fromkeys(_SINGLY, 2)


class PairReader:
    """Finds out whom a counted plural means."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._coordinations: list[Mention] = []

    def read(self, at: int) -> bool:
        """Notes whom the plural noun at a token means; True if it counts actors, who are then those or nobody."""
        scan = self._scene.scan
        group = country_groups().get(scan.lower[at])
        start = at
        if group is None and at:
            group, start = country_groups().get(f"{scan.lower[at - 1]} {scan.lower[at]}"), at - 1
        if group is not None:
            self._note(tuple(self._scene.cast.government(code) for code in group), start, at)
            return True
        counted = self._count_before(at)
        if counted is None:
            return False
        start, count = counted
        noun = scan.doc[at].lemma_.lower()
        found = self._members(noun, count, at)
        if found:
            self._note(found, start, at)
        return bool(found) or (noun in SIDES and scan.lower[start] in _DEFINITE)

    def read_bare(self, at: int) -> None:
        """Notes whom "the two", "both" or "each other" without a noun means."""
        scan = self._scene.scan
        word = scan.lower[at]
        if word == "other" and at and scan.lower[at - 1] == "each":
            found = self._members("side", 2, at)
        elif word in {"two", "both"} and scan.dep[at] in _ARGUMENTS and scan.lower[at + 1 : at + 2] != ["of"]:
            found = self._members("leader", 2, at)
        else:
            return
        if found:
            self._note(found, at, at)

    def note_coordinations(self, first: int) -> None:
        """Joins the coordinated mentions of a sentence that has been read, given the number of its first mention."""
        scan = self._scene.scan
        chains: dict[int, list[Mention]] = {}
        for mention in self._scene.mentions[first:]:
            if len(mention.drafts) == 1 and mention.is_acting:
                chains.setdefault(self._opener(mention.head), []).append(mention)
        for chain in chains.values():
            drafts = tuple(dict.fromkeys(mention.drafts[0] for mention in chain))
            if len(drafts) > 1:
                one = chain[0]
                joint = Mention(drafts, one.start, chain[-1].end, one.head, scan.sentence[one.head], one.is_subject)
                self._coordinations.append(joint)
                self._scene.mentions.append(joint)

    def _opener(self, at: int) -> int:
        scan = self._scene.scan
        for _ in range(16):
            if scan.dep[at] != "conj":
                break
            at = scan.head[at]
        return at

    def _note(self, drafts: tuple[Draft, ...], start: int, head: int) -> None:
        self._scene.note(drafts, start, head + 1, head)

    def _count_before(self, at: int) -> tuple[int, int] | None:
        """First token of the counting phrase that ends at the noun, and the number: "the two (other) countries"."""
        scan = self._scene.scan
        for before in range(at - 1, max(-1, at - 4), -1):
            count = _COUNTS.get(scan.lower[before])
            if count:
                has_article = before > 0 and scan.lower[before - 1] in {"the", "these", "those"}
                return before - has_article, count
            if scan.tag[before][:2] not in {"JJ", "NN"}:
                return None
        return None

    def counts(self, at: int) -> bool:
        """Whether the noun at a token may count actors: a plural, or "each side"."""
        scan = self._scene.scan
        one_by_one = at > 0 and scan.lower[at - 1] in _SINGLY and scan.lower[at] in {"side", "party"}
        return scan.is_plural(at) or one_by_one

    def _members(self, noun: str, count: int, at: int) -> tuple[Draft, ...]:
        if noun not in SIDES and noun not in PEOPLE:
            return ()
        listed = self._listed(count, people=noun in PEOPLE)
        if listed or count != 2:
            return listed
        return self._last_two(at, people=noun in PEOPLE) or (self._last_two(at, people=False) if noun in PEOPLE else ())

    def _listed(self, count: int, *, people: bool) -> tuple[Draft, ...]:
        """The last coordination of that many actors of the right kind, or nations that share a noun."""
        for joint in reversed(self._coordinations[-8:]):
            if len(joint.drafts) == count and all(_is_party(draft, people=people) for draft in joint.drafts):
                return joint.drafts
        shared = (mention.drafts for mention in self._scene.recent() if len(mention.drafts) == count and not people)
        return next((drafts for drafts in shared if _are_of_states(drafts)), ())

    def _last_two(self, at: int, *, people: bool) -> tuple[Draft, ...]:
        """The two parties mentioned last before a token.

        One that stands alone in its sentence speaks of the two: "France called on both sides to stop".
        """
        speaking = self._parties(at, 0, people=people)
        others = speaking if len(speaking) == 1 else []
        found = [draft for draft in self._parties(at, MAX_SENTENCES, people=people) if draft not in others][:2]
        return tuple(reversed(found)) if len(found) == 2 else ()

    def _parties(self, at: int, back: int, *, people: bool) -> list[Draft]:
        """Those of a kind in the sentence of a token and so many before it, the last first; of one state only one."""
        scene = self._scene
        found: dict[Draft, None] = {}
        for mention in scene.recent():
            draft = mention.drafts[0]
            if scene.scan.sentence[at] - mention.sentence > back or len(mention.drafts) > 1:
                continue
            if _is_party(draft, people=people) and not _is_of_one_state(draft, found):
                found[draft] = None
        return list(found)


def _are_of_states(drafts: Sequence[Draft]) -> bool:
    """Whether they are of a state each: "Israeli and Palestinian leaders"."""
    return len({draft.country for draft in drafts} - {None}) == len(drafts)


def _is_of_one_state(draft: Draft, found: Iterable[Draft]) -> bool:
    """Whether another of these acts for the same state already: a government and its army are one side."""
    states = {other.country for other in found if other.kind == "government" and other is not draft}
    return draft.kind == "government" and draft.country is not None and draft.country in states


def _is_party(draft: Draft, *, people: bool) -> bool:
    return draft.is_person if people else draft.kind in {"government", "igo", "armed_group"} and not draft.plural
