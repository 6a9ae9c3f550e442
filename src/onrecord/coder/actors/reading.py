"""Reads a document's noun phrases once, from left to right, sentence by sentence, into a scene."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.coder.actors.bodies import BodyReader
from onrecord.coder.actors.descriptions import DescriptionReader, describes
from onrecord.coder.actors.lexicon import lexicon
from onrecord.coder.actors.names import NameFinder
from onrecord.coder.actors.pairs import PairReader
from onrecord.coder.actors.people import PeopleReader
from onrecord.coder.actors.phrases import PhraseReader
from onrecord.coder.actors.places import says_where
from onrecord.coder.actors.pronouns import PRONOUN_TAGS, THIRD, PronounReader
from onrecord.coder.actors.scan import Scan
from onrecord.coder.actors.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coder.actors.known import KnownActors
    from onrecord.coder.actors.names import Named

_HALVES = {"north": "PRK", "south": "KOR"}


class Reader:
    """One reading of one document; afterwards its parts answer for phrases that nobody read ahead."""

    def __init__(self, doc: Doc, known: KnownActors) -> None:
        self.scan = Scan(doc)
        names = NameFinder(self.scan, known.gazetteer).find()
        self.scene = Scene(self.scan, names, known)
        phrases = PhraseReader(self.scan, self.scene.named_at)
        self.people = PeopleReader(self.scene, phrases)
        self.bodies = BodyReader(self.scene)
        self.descriptions = DescriptionReader(self.scene, phrases)
        self.pronouns = PronounReader(self.scene)
        self.pairs = PairReader(self.scene)
        self._read(names)

    def _read(self, names: list[Named]) -> None:
        for named in names:
            if named.label in {"person", "leader"}:
                self.people.introduce(named)
        bounds = [*self.scan.sentence_start, len(self.scan)]
        for start, end in pairwise(bounds):
            first = len(self.scene.mentions)
            at = end if start in self.scan.aside else start
            while at < end:
                at = self._read_at(at)
            self.pairs.note_coordinations(first)
        self.people.settle()

    def _read_at(self, at: int) -> int:
        """Reads what starts at a token and says where to go on."""
        acts = self._is_the_west(at)
        if acts or self._is_western(at):
            self.bodies.read_the_west(at, acting=acts)
            return at + 1
        named = self.scene.name_starts.get(at)
        if named is not None:
            self._read_name(named)
            return named.end
        if at in self.scene.denotes:
            return at + 1
        if self.scan.lower[at] in THIRD and self.scan.tag[at] in PRONOUN_TAGS:
            self.pronouns.read(at)
        elif self.scan.is_noun(at):
            return self._read_noun(at)
        else:
            self.pairs.read_bare(at)
        return at + 1

    def _read_name(self, named: Named) -> None:
        if named.label in {"person", "leader"}:
            self.people.read(named)
        else:
            self.bodies.read(named)

    def _read_noun(self, at: int) -> int:
        if self._is_half_of_korea(at):
            government = self.scene.cast.government(_HALVES[self.scan.lower[at]])
            self.scene.note((government,), at, at + 1, at)
            return at + 1
        if self.pairs.counts(at) and self.pairs.read(at):
            return at + 1
        found = lexicon().around(self.scan.lower, at)
        if found is None:
            self.bodies.read_short(at)
            return at + 1
        if describes(self.scene, found):
            self.descriptions.read(found)
            self.bodies.read_acronym(found.end)
        return max(found.end, at + 1)

    def _is_half_of_korea(self, at: int) -> bool:
        """Whether it is "the North" or "the South" in a report that names a Korea."""
        is_half = self.scan.lower[at] in _HALVES and self._is_capital_alone(at)
        return is_half and any(self.scene.names_country(korea) for korea in _HALVES.values())

    def _is_the_west(self, at: int) -> bool:
        """Whether it is "the West" that acts or is met, and not the place: "voters in the West"."""
        scan = self.scan
        if scan.text[at] != "West" or not self._is_capital_alone(at):
            return False
        return not (scan.dep[at] == "pobj" and says_where(scan, scan.head[at]))

    def _is_western(self, at: int) -> bool:
        """Whether it is the "Western" of "a Western aid freeze", and not that of a name ("the Western Wall")."""
        scan = self.scan
        return (
            scan.text[at] == "Western"
            and scan.dep[at] in {"amod", "compound", "nmod"}
            and at not in self.scene.named_at
            and at + 1 < len(scan)
            and not scan.is_capital(at + 1)
        )

    def _is_capital_alone(self, at: int) -> bool:
        """Whether a capital word stands after "the" and opens no name ("the North", but not "the North Sea")."""
        scan = self.scan
        if not at or scan.lower[at - 1] != "the" or not scan.is_capital(at):
            return False
        return not (at + 1 < len(scan) and scan.is_capital(at + 1) and scan.doc[at + 1].ent_type_ != "DATE")
