"""The actors that a reading knows before it starts: those of the ontology, and of readers' own dictionaries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from onrecord.coder.actors.gazetteer import Gazetteer, Name, gazetteer, name_words, ontology_forms
from onrecord.coder.actors.terms_of_office import KnownLeader, describe_leader
from onrecord.ontology import actors as ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.ontology.actors import LeaderRow, Organisation
    from onrecord.ontology.dictionaries import Dictionary


@dataclass(frozen=True)
class KnownActors:
    """Organisations and persons by id, and the gazetteer of all their names."""

    organisations: Mapping[str, Organisation]
    leaders: Mapping[str, Sequence[LeaderRow]]
    gazetteer: Gazetteer

    def leader(self, leader: str, date: str | None) -> KnownLeader:
        """A person on a day. Raises KeyError for an unknown id."""
        return describe_leader(self.leaders[leader], date)

    def serving(self, word: str, title: str, date: str | None) -> list[str]:
        """Ids of those who hold an office on the day and have the word first or last in their name.

        "President Jiang" is told by them, where a family name alone would be too common to know anybody by.
        """
        if not title or date is None:
            return []
        known = ((leader, self.leader(leader, date)) for leader in self._by_outer_word.get(word, ()))
        return [leader for leader, entry in known if entry.serving and entry.title == title]

    @cached_property
    def _by_outer_word(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for leader, terms in self.leaders.items():
            words = name_words(terms[0].name)
            for word in (*words[:1], *words[-1:]):
                found[word][leader] = None
        return {word: tuple(leaders) for word, leaders in found.items()}


@cache
def ontology_actors() -> KnownActors:
    """Those of the ontology alone."""
    return KnownActors(ontology.organisations(), ontology.leaders(), gazetteer())


def known_actors(dictionaries: Sequence[Dictionary] = ()) -> KnownActors:
    """Those of the ontology and of dictionaries; a name that a dictionary gives means what it says there alone."""
    if not dictionaries:
        return ontology_actors()
    own = dict(_forms(dictionaries))
    others = ((form, name) for form, name in ontology_forms() if name_words(form) not in own)
    forms = ((form, name) for found in own.values() for form, name in found)
    organisations = {entry.id: entry for dictionary in dictionaries for entry in dictionary.organisations()}
    leaders: defaultdict[str, list[LeaderRow]] = defaultdict(list)
    for dictionary in dictionaries:
        for term in dictionary.leaders():
            leaders[term.id].append(term)
    return KnownActors(
        {**ontology.organisations(), **organisations},
        {**ontology.leaders(), **leaders},
        Gazetteer((*others, *forms)),
    )


def _forms(dictionaries: Iterable[Dictionary]) -> dict[tuple[str, ...], list[tuple[str, Name]]]:
    found: defaultdict[tuple[str, ...], list[tuple[str, Name]]] = defaultdict(list)
    for dictionary in dictionaries:
        for entry in dictionary.entries:
            name = Name("leader" if entry.kind == "person" else "organisation", entry.id, "")
            for form in (entry.name, *entry.aliases):
                found[name_words(form)].append((form, name))
    return dict(found)
