"""The actors of one document by what identifies them: a country, an entry of the ontology, the words of a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.actors.drafts import Draft
from onrecord.coder.actors.gazetteer import name_words
from onrecord.ontology import actors as ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.coder.actors.gazetteer import Words
    from onrecord.coder.actors.known import KnownActors
    from onrecord.ontology.actors import Gender
    from onrecord.records import Sector

UNION = "EUR"
MAX_BEARERS = 6
"""Persons of one name kept apart by recency; a bound on the cost of a text with a thousand Smiths."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What stands before a surname: title (singular, lower case, or empty), its country, and gender by honorific."""

    title: str
    country: str | None
    gender: Gender | None

    def fit(self, draft: Draft) -> bool:
        """Whether a person may be meant: no other country, no other gender."""
        return _agrees(draft.country, self.country) and _agrees(draft.gender, self.gender)


class Cast:
    """Makes each actor once and finds it again. Lookups cost the same however many actors there are."""

    def __init__(self, known: KnownActors, date: str | None) -> None:
        self._known = known
        self._date = date
        self._governments: dict[str, Draft] = {}
        self._organisations: dict[str, Draft] = {}
        self._leaders: dict[str, Draft] = {}
        self._bodies: dict[Words, Draft] = {}
        self._names: dict[Words, Draft] = {}
        self._endings: dict[Words, Draft] = {}
        self._west = Draft("Western countries", "government", None, "GOV", plural=True)
        self._titled: dict[tuple[str, str], Draft] = {}
        self._bearers: dict[str, list[Draft]] = {}

    def government(self, code: str) -> Draft:
        """The government of a country; the European Union is an organisation of states."""
        if code not in self._governments:
            name = ontology.countries()[code]
            self._governments[code] = (
                Draft(name, "igo", code, "IGO") if code == UNION else Draft(name, "government", code, "GOV")
            )
        return self._governments[code]

    def organisation(self, key: str) -> Draft:
        """An organisation that is known beforehand."""
        if key not in self._organisations:
            entry = self._known.organisations[key]
            self._organisations[key] = Draft(entry.name, entry.kind, entry.country, entry.sector)
        return self._organisations[key]

    def the_west(self) -> Draft:
        """The Western countries together, whom reports make act as one: "the West", "Western governments"."""
        return self._west

    def body(self, name: str) -> Draft:
        """A body that the ontology does not know, by its name or an acronym that the text gave it."""
        key = name_words(name)
        if key not in self._bodies:
            self._bodies[key] = Draft(name, "organisation")
        return self._bodies[key]

    def alias(self, name: str, draft: Draft) -> None:
        """Lets a further name ("the Patriotic Front (PF)") find a body."""
        self._bodies.setdefault(name_words(name), draft)

    def knows_body(self, name: str) -> Draft | None:
        """The body of that name, if the text has introduced one."""
        return self._bodies.get(name_words(name))

    # -- people

    def introduce(self, name: str, leaders: Sequence[str]) -> Draft:
        """The person of a full name: the same for the same words, and for first and last word with a middle name."""
        words = name_words(name)
        known = self._names.get(words) or self._names.get((words[0], words[-1])) or self._of_like_ending(words)
        draft = known or self._known_leader(leaders)
        if draft is None:
            draft = self._unknown(name, leaders)
        elif not draft.known and len(words) > len(name_words(draft.name)):
            draft.name = name
        draft.gender = draft.gender or ontology.first_names().get(words[0])
        self._register(draft, words)
        return draft

    def people(self) -> Iterable[Draft]:
        """Everybody who has a name."""
        return dict.fromkeys(self._names.values())

    def recognise(self, draft: Draft, title: str) -> None:
        """Learns the country of a known person whose name is spelled otherwise, by the office held on the day."""
        if draft.known or draft.country:
            return
        words = name_words(draft.name)
        serving = {leader for word in (words[0], words[-1]) for leader in self._known.serving(word, title, self._date)}
        alike = [
            entry
            for entry in (self._known.leader(leader, self._date) for leader in serving)
            if _initials(entry.name) == _initials(draft.name)
        ]
        if len(alike) == 1:
            draft.learn(alike[0].country, alike[0].sector)

    def _of_like_ending(self, words: Words) -> Draft | None:
        """The person of whose name one is the end of the other: "Ben Eliezer", "Benjamin Ben Eliezer"."""
        return next((self._endings[ending] for ending in _endings(words) if ending in self._endings), None)

    def lone(self, word: str, leaders: Sequence[str], clues: Clues) -> Draft:
        """The person of a surname (or a family name put first) alone, by title and country where several bear it."""
        key = name_words(word)[-1:] or (word,)
        bearers = [draft for draft in self._bearers.get(key[0], ()) if clues.fit(draft)]
        untitled = (draft for draft in bearers if clues.title and not draft.titles)
        draft = self._titled.get((key[0], clues.title)) or next(untitled, None) or next(iter(bearers), None)
        if draft is None:
            leaders = leaders or self._known.serving(key[0], clues.title, self._date)
            known = ((leader, self._known.leader(leader, self._date)) for leader in leaders)
            fitting = [leader for leader, entry in known if _agrees(entry.country, clues.country)]
            draft = self._known_leader(fitting) or self._unknown(word, fitting)
            self._register(draft, key)
        return draft

    def mention(self, draft: Draft, name: str) -> None:
        """Notes who was meant last by a name that several share."""
        for word in name_words(name):
            others = [other for other in self._bearers.get(word, ()) if other is not draft]
            self._bearers[word] = [draft, *others[: MAX_BEARERS - 1]]

    def hold(self, draft: Draft, title: str) -> None:
        """Notes a title (singular, lower case) by which the person is told from others of the name."""
        draft.titles.add(title)
        for word in name_words(draft.name):
            self._titled[(word, title)] = draft

    def _register(self, draft: Draft, words: Words) -> None:
        self._names[words] = draft
        self._endings.update(dict.fromkeys(_endings(words), draft))
        self._names.setdefault((words[0], words[-1]), draft)
        for word in (words[-1], words[0]):
            bearers = self._bearers.setdefault(word, [])
            if draft not in bearers and len(bearers) < MAX_BEARERS:
                bearers.append(draft)

    def _known_leader(self, leaders: Sequence[str]) -> Draft | None:
        """The only known person of a name, or the only one in office on the document's date."""
        serving = [leader for leader in leaders if self._known.leader(leader, self._date).serving]
        fitting = leaders if len(leaders) == 1 else serving
        return self._make_leader(fitting[0]) if len(fitting) == 1 else None

    def _make_leader(self, leader: str) -> Draft:
        if leader not in self._leaders:
            entry = self._known.leader(leader, self._date)
            draft = Draft(entry.name, "person", entry.country, entry.sector, known=entry.role)
            draft.titles.add(entry.title)
            draft.retired = entry.retired
            draft.stateless = entry.serving and entry.sector == "IGO" and entry.country is None
            self._leaders[leader] = draft
        return self._leaders[leader]

    def _unknown(self, name: str, leaders: Sequence[str]) -> Draft:
        """A person of whom only a name is known; what all known bearers of it share holds anyway."""
        entries = [self._known.leader(leader, self._date) for leader in leaders]
        sectors: set[Sector | None] = {entry.sector for entry in entries}
        country = _shared([entry.country for entry in entries])
        return Draft(name, "person", country, sectors.pop() if len(sectors) == 1 else None)


def _agrees(known: str | None, stated: str | None) -> bool:
    return known is None or stated is None or known == stated


def _initials(name: str) -> tuple[str, str]:
    words = name_words(name)
    return words[0][0], words[-1][0]


def _endings(words: Words) -> Iterator[Words]:
    """The name and each end of it of two words or more, in lower case."""
    lower = tuple(word.lower() for word in words)
    return (lower[at:] for at in range(len(lower) - 1))


def _shared(values: Iterable[str | None]) -> str | None:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None
