"""Persons by name: joined over the document, with the titles that stand before and after their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.actors.cast import Clues
from onrecord.coder.actors.lexicon import lexicon
from onrecord.coder.actors.standing import POSTED, Standing, standing_of
from onrecord.records import Role

if TYPE_CHECKING:
    from onrecord.coder.actors.drafts import Draft
    from onrecord.coder.actors.lexicon import Found
    from onrecord.coder.actors.names import Named
    from onrecord.coder.actors.phrases import Phrase, PhraseReader
    from onrecord.coder.actors.scene import Scene
    from onrecord.ontology.actors import Gender
    from onrecord.records import Sector

MAX_APPOSITION = 9
"""Tokens between the comma after a name and the title in apposition."""

AT_HOME: frozenset[Sector] = frozenset({"GOV", "BUS", "COP", "OPP", "CVL"})
"""Sectors of those with an office or title who, if no word gives their country, are of the one that the document names
at least twice as often as any other: 55 of 62 right on the annotated wire articles. Of soldiers and lawmakers 3 of 8,
and of those who are posted abroad none of 3, so that these stay without.
"""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("mr", "mr.", "king", "prince", "sheikh", "ayatollah", "sir", "lord", "pope", "emir"), "male"),
    **dict.fromkeys(("mrs", "mrs.", "ms", "ms.", "miss", "queen", "princess", "lady", "spokeswoman"), "female"),
    **dict.fromkeys(("chairwoman", "congresswoman", "businesswoman", "first lady"), "female"),
    **dict.fromkeys(("spokesman", "chairman", "congressman", "businessman"), "male"),
}


class PeopleReader:
    """Finds out who a person's name means, and what the text calls that person."""

    def __init__(self, scene: Scene, phrases: PhraseReader) -> None:
        self._scene = scene
        self._phrases = phrases

    def introduce(self, named: Named) -> None:
        """Registers a full name ahead of the reading, so that a surname before it is joined to it."""
        if named.end - named.start > 1:
            self._scene.cast.introduce(self._name(named), _leaders(named))

    def read(self, named: Named) -> Draft:
        """The person that a name denotes; its titles are learned on the way."""
        scene = self._scene
        before = [*self._titles_before(named), *scene.titles_ahead.pop(named.start, ())]
        standings = [scene_standing(scene, phrase) for phrase in before]
        draft = self._identify(named, before, standings)
        start = min((phrase.start for phrase in before), default=named.start)
        scene.denotes.update(dict.fromkeys(range(start, named.start), (draft,)))
        for phrase, standing in zip(before, standings, strict=True):
            give_role(scene, draft, phrase, standing)
        scene.cast.mention(draft, self._name(named))
        scene.note((draft,), named.start, named.end, named.end - 1)
        self._read_origin(draft, named.end)
        self._read_after(draft, named)
        return draft

    def settle(self) -> None:
        """Gives the country of the report to persons whose title needs one and names none."""
        home = self._scene.home_country
        for draft in self._scene.cast.people() if home else ():
            if draft.country is None and draft.sector in AT_HOME and draft.roles and not _is_posted(draft):
                draft.learn(home, None)

    def _read_origin(self, draft: Draft, at: int) -> None:
        """The country of "Han Sung-joo of South Korea"."""
        scan = self._scene.scan
        owner = self._scene.name_starts.get(at + 1) if at < len(scan) and scan.lower[at] in {"of", "from"} else None
        country = owner.country() if owner and owner.label == "country" and owner.use == "name" else None
        draft.learn(country.id if country else None, None)

    def _identify(self, named: Named, before: list[Phrase], standings: list[Standing]) -> Draft:
        name, leaders = self._name(named), _leaders(named)
        title = before[0].found.term.singular if before else ""
        if named.end - named.start > 1:
            draft = self._scene.cast.introduce(name, leaders)
            self._scene.cast.recognise(draft, title)
            return draft
        country = next((standing.countries[0] for standing in standings if standing.countries), None)
        gender = next((_GENDERS[term] for phrase in before if (term := phrase.found.term.singular) in _GENDERS), None)
        return self._scene.cast.lone(name, leaders, Clues(title, country, gender))

    def _name(self, named: Named) -> str:
        return self._scene.scan.words(named.start, named.end)

    def _titles_before(self, named: Named) -> list[Phrase]:
        """The titles right before a name, nearest first: an honorific may stand between it and an office."""
        found: list[Phrase] = []
        end = named.start
        while (term := self._title_ending(end)) is not None and len(found) < 3:
            found.append(self._phrases.read_before(term))
            if term.term.title != "honorific":
                break
            end = term.start
        return found

    def _title_ending(self, end: int) -> Found | None:
        scan = self._scene.scan
        found = lexicon().ending_at(scan.lower, end)
        if found is None or not found.term.is_person:
            return None
        return found if scan.sentence[found.start] == scan.sentence[end] else None

    def _read_after(self, draft: Draft, named: Named) -> None:
        """A title in apposition: "X, the Iranian foreign minister,"; not the title of the next name."""
        scan, scene = self._scene.scan, self._scene
        comma = named.end
        if comma + 1 >= len(scan) or scan.text[comma] != ",":
            return
        for at in range(comma + 1, min(comma + MAX_APPOSITION, len(scan))):
            found = None if at in scene.named_at else lexicon().around(scan.lower, at)
            if found and scan.is_noun(found.head) and found.term.is_person:
                phrase = self._phrases.read(found)
                if phrase.start == comma + 1 and not self._opens_name(found.end):
                    give_role(scene, draft, phrase, scene_standing(scene, phrase))
                    scene.denotes.update(dict.fromkeys(range(phrase.start, found.end), (draft,)))
                    return
            if scan.text[at] in {",", ".", ";", ":", "("} or scan.tag[at] in _FINITE:
                return

    def _opens_name(self, at: int) -> bool:
        named = self._scene.name_starts.get(at)
        return named is not None and named.label in {"person", "leader"}


def scene_standing(scene: Scene, phrase: Phrase) -> Standing:
    """The standing of a phrase, its names and possessor looked up in the scene."""
    owner = scene.denotes.get(phrase.owner, ()) if phrase.owner is not None else ()
    return standing_of(phrase, scene.draft_of, owner[0] if owner else None)


def give_role(scene: Scene, draft: Draft, phrase: Phrase, standing: Standing) -> None:
    """Adds a role to a person, with what it says of country, sector and gender; an honorific is no role."""
    term = phrase.found.term
    title = scene.scan.words(phrase.title_start, phrase.found.end)
    draft.gender = draft.gender or _GENDERS.get(term.singular)
    if term.title == "honorific":
        return
    is_past = phrase.status == "former" and standing.sector == "GOV" and "then" not in phrase.words
    if standing.sector == "IGO" and not standing.countries and draft.known and draft.known.status != "current":
        draft.country, draft.sector = None, "IGO"  # a former president who now speaks for the United Nations
    draft.learn(standing.countries[0] if standing.countries else None, None if is_past else standing.sector)
    draft.retired |= is_past
    if term.title is None:
        return
    scene.cast.hold(draft, term.singular)
    known = {(role.title.lower(), role.of) for role in draft.roles}
    if (title.lower(), standing.of) not in known:
        draft.roles.append(Role(title, standing.of, phrase.status))


def _is_posted(draft: Draft) -> bool:
    return any(set(title.split()) & POSTED for title in draft.titles)


def _leaders(named: Named) -> list[str]:
    return [name.id for name in named.names if name.family == "leader"]
