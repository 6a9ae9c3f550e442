"""Countries, organisations and groups by name, and the acronyms that a text gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.actors.drafts import Draft
from onrecord.coder.actors.lexicon import lexicon
from onrecord.coder.actors.names import MODIFYING
from onrecord.coder.actors.places import head_of, is_place, modifies
from onrecord.coder.actors.scan import APOSTROPHES, PLURAL_TAGS
from onrecord.coder.actors.scene import SUBJECTS

if TYPE_CHECKING:
    from onrecord.coder.actors.names import Named
    from onrecord.coder.actors.scene import Scene
    from onrecord.records import Sector

MAX_ACRONYM = 10
_VAGUE = frozenset({"coalition", "campaign", "alliance", "network", "mission"})
"""Nouns that mean one sector alone and another in a name ("the coalition" fights, "the Jewish Coalition" does not)."""


class BodyReader:
    """Finds out whom a name that is no person's denotes."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._peoples: dict[str, Draft] = {}
        self._short_names: dict[str, Draft] = {}

    def read(self, named: Named) -> None:
        """Notes whom the name denotes, unless it says where, or only of what country something else is."""
        if named.label == "country":
            self._country(named)
        elif named.label != "place" or self._is_subject(named):
            draft = self._draft(named)
            self._note(draft, named)
            self._read_acronym(draft, named.end)

    def read_short(self, at: int) -> None:
        """A body by the last word of its name alone ("Jihad" for Islamic Jihad)."""
        draft = self._short_names.get(self._scene.scan.text[at])
        if draft is not None and self._scene.scan.tag[at] == "NNP":
            self._scene.note((draft,), at, at + 1, at)

    def read_the_west(self, at: int, *, acting: bool) -> None:
        """The Western countries as "the West", or, not acting, as those whose something is: "a Western aid freeze"."""
        self._scene.note((self._scene.cast.the_west(),), at, at + 1, at, acting=acting)

    def _draft(self, named: Named) -> Draft:
        if named.label == "organisation":
            return self._scene.organisation(named)
        name = self._scene.scan.words(named.start, named.end)
        if named.label == "group":
            return self._people(name, None)
        body = self._scene.cast.body(name)
        country = self._country_of(named)
        body.learn(country, self._sector_of(named, has_country=country is not None))
        return body

    def _note(self, draft: Draft, named: Named) -> None:
        scan = self._scene.scan
        head = head_of(scan, named.start, named.end)
        acting = scan.dep[head] not in {"compound", "amod", "nmod"}
        self._scene.note((draft,), named.start, named.end, head, acting=acting)
        if named.end - named.start > 1 and draft.kind != "people":
            self._short_names[scan.text[named.end - 1]] = draft

    def _country(self, named: Named) -> None:
        scene = self._scene
        country = named.country()
        if country is None or is_place(scene.scan, named):
            return
        is_modifier = modifies(scene.scan, named)
        if named.use == "demonym" or (named.use == "adjective" and not is_modifier):
            home = self._residence(named) or (None if self._is_ethnic(named) else country.id)
            if self._means_government(named) and home == country.id:
                self._note(scene.cast.government(country.id), named)
            elif self._is_people(named):
                self._note(self._people(scene.scan.words(named.start, named.end), home), named)
        elif named.use in MODIFYING or named.use == "region":
            return
        else:
            head = head_of(scene.scan, named.start, named.end)
            acting = not is_modifier or scene.scan.dep[head] == "poss"
            scene.note((scene.cast.government(country.id),), named.start, named.end, head, acting=acting)

    def _is_subject(self, named: Named) -> bool:
        scan = self._scene.scan
        return scan.dep[head_of(scan, named.start, named.end)] in SUBJECTS

    def _is_ethnic(self, named: Named) -> bool:
        """Whether the text says "ethnic" before a nation, which then is not of the country of that name."""
        return named.start > 0 and self._scene.scan.lower[named.start - 1] == "ethnic"

    def _residence(self, named: Named) -> str | None:
        """The country that "Albanians of southern Serbia" live in."""
        scan, at = self._scene.scan, named.end
        if at >= len(scan) or scan.lower[at] not in {"in", "of"}:
            return None
        for after in range(at + 1, min(at + 4, len(scan))):
            place = self._scene.named_at.get(after)
            country = place.country() if place and place.use in {"name", "region", "capital"} else None
            if country is not None:
                return country.id
        return None

    def _means_government(self, named: Named) -> bool:
        """Whether a nation stands for its government: "the Palestinians", but not "Palestinians", "two Russians"."""
        scan = self._scene.scan
        has_article = named.start > 0 and scan.lower[named.start - 1] == "the"
        return has_article and scan.tag[named.end - 1] in PLURAL_TAGS and not modifies(scan, named)

    def _is_people(self, named: Named) -> bool:
        return self._scene.scan.is_noun(named.end - 1) and not modifies(self._scene.scan, named)

    def _people(self, name: str, country: str | None) -> Draft:
        """Members of a nation or group by its name ("the Palestinians", "Republicans")."""
        key = f"{name} {country}"
        return self._peoples.setdefault(key, Draft(name, "people", country, "CVL" if country else None, plural=True))

    def _country_of(self, named: Named) -> str | None:
        """The country that stands in a body's name ("Bank of China") or before it ("the Iranian Majlis")."""
        country = named.country()
        if country is not None:
            return country.id
        scan, before = self._scene.scan, named.start - 1
        if before > 0 and scan.text[before] in APOSTROPHES:
            before -= 1
        owner = self._scene.named_at.get(before)
        code = owner.country() if owner and owner.label == "country" else None
        return code.id if code else None

    def _sector_of(self, named: Named, *, has_country: bool) -> Sector | None:
        """What the nouns in a body's name say ("Supreme Court"), the last one first."""
        scan = self._scene.scan
        for at in range(named.end - 1, named.start - 1, -1):
            found = lexicon().headed_at(scan.lower, at)
            if found and found.term.is_body and found.term.sector and found.term.singular not in _VAGUE:
                return "GOV" if found.term.sector == "IGO" and has_country else found.term.sector
        return None

    def read_acronym(self, end: int) -> None:
        """The acronym in brackets after a noun phrase that denotes a body."""
        found = self._scene.denotes.get(end - 1, ())
        if found and not found[0].is_person and not found[0].plural:
            self._read_acronym(found[0], end)

    def _read_acronym(self, draft: Draft, end: int) -> None:
        scan, scene = self._scene.scan, self._scene
        if end + 2 >= len(scan) or scan.text[end] != "(" or scan.text[end + 2] != ")":
            return
        acronym = scan.text[end + 1]
        if acronym[:1].isupper() and sum(map(str.isupper, acronym)) > 1 and len(acronym) <= MAX_ACRONYM:
            scene.cast.alias(acronym, draft)
            scene.note((draft,), end + 1, end + 2, end + 1)
