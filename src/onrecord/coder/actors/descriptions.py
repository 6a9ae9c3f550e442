"""Noun phrases that denote actors without naming them: bare titles, bodies, groups.

"The foreign minister" is the person last called so; "the ministry" the ministry last named; "the Iranian government"
the government of Iran; "the troops" those troops. What nothing before explains becomes a descriptive actor, which the
record lists only if somebody asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.actors.drafts import Draft
from onrecord.coder.actors.lexicon import Found, Term, lexicon
from onrecord.coder.actors.people import give_role, scene_standing
from onrecord.coder.actors.phrases import STATES_TOGETHER
from onrecord.coder.actors.scan import APOSTROPHES
from onrecord.coder.actors.scene import GOVERNMENTS
from onrecord.coder.actors.standing import STATES

if TYPE_CHECKING:
    from onrecord.coder.actors.lexicon import Number
    from onrecord.coder.actors.names import Named
    from onrecord.coder.actors.phrases import Phrase, PhraseReader
    from onrecord.coder.actors.scene import Scene
    from onrecord.coder.actors.standing import Standing
    from onrecord.records import ActorKind, Sector

LOCAL = frozenset({"local", "provincial", "regional", "state", "city", "municipal", "district", "village", "military"})
GENERIC_BODIES: dict[str, frozenset[ActorKind]] = {
    "group": frozenset({"armed_group", "organisation"}),
    "movement": frozenset({"armed_group", "organisation"}),
    "organisation": frozenset({"organisation", "igo", "armed_group"}),
    "organization": frozenset({"organisation", "igo", "armed_group"}),
    "grouping": frozenset({"igo"}),
    "bloc": frozenset({"igo"}),
    "body": frozenset({"igo", "organisation"}),
    "faction": frozenset({"armed_group"}),
    "militia": frozenset({"armed_group"}),
}
INSTITUTIONAL: frozenset[Sector] = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})
"""Sectors of which a country has one each, so that "the army" without more is the army of the country in question."""

DOMESTIC: frozenset[Sector] = frozenset({"COP", "CVL", "OPP", "REB"})
"""Sectors whose people, if no word gives their country, are of the one that the document is about. Measured on
wire_train and wire_dev: 92 of 109 right where the country named most is named at least twice as often as the next; of
soldiers and officials only 11 of 57, so those stay without.
"""

DEFINITE = frozenset({"the", "this", "that", "these", "those", "'s", "his", "her", "its", "their"})
_AUTHORITIES = frozenset({"authority"})
_FOREIGN = frozenset({"foreign", "other", "western", "neighbouring", "neighboring", "international", "multinational"})
_OTHER = "other"
"""Of another country before states and their leaders; before people ("20 other victims", "others") of the same."""

_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_PORTFOLIO_HOLDERS = frozenset({"minister", "secretary", "envoy", "negotiator", "ambassador"})
"""Heads of longer titles by which their holders are called after: the foreign minister "the minister"."""
_DEPUTIES = frozenset({"deputy", "vice", "assistant", "under", "acting"})
_TO_A_DEAL = frozenset({"remaining", "other", "warring", "signatory", "negotiating", "conflicting", "third", "both"})
"""Words that make "parties" those to an agreement or conflict: "the remaining parties"."""
_COPULAS = frozenset({"be", "become", "remain"})


class DescriptionReader:
    """Finds out whom a title or group noun denotes where no name follows it."""

    def __init__(self, scene: Scene, phrases: PhraseReader) -> None:
        self._scene = scene
        self._phrases = phrases
        self._described: dict[tuple[str, Number, str | None, tuple[str, ...]], Draft] = {}
        self._latest: dict[tuple[str, Number], Draft] = {}

    def read(self, found: Found) -> None:
        """Reads one term that stands outside every name."""
        scene = self._scene
        phrase = self._phrases.read(found)
        is_modifier = scene.scan.dep[found.head] in {"compound", "amod", "nmod"}
        if is_modifier and phrase.determiner != "'s":
            phrase.determiner = phrase.number = ""  # those of the noun that it modifies
        name = self._awaited_name(phrase)
        if name is not None:
            scene.titles_ahead.setdefault(name.start, []).append(phrase)
            return
        standing = scene_standing(scene, phrase)
        if self._is_function(phrase):
            return
        person = self._subject_person(phrase) if found.term.is_person else None
        if person is not None:
            give_role(scene, person, phrase, standing)
            drafts: tuple[Draft, ...] = (person,)
        else:
            drafts = self._denoted(phrase, standing)
            if not drafts:
                return
        scene.note(drafts, self._start(phrase), found.end, found.head, acting=not is_modifier)

    def improvise(self, head: int) -> Draft:
        """A descriptive actor for a noun that the ontology does not know ("a campaign operative")."""
        scan = self._scene.scan
        number: Number = "plural" if scan.is_plural(head) else "singular"
        term = Term((scan.lower[head],), 0, number, scan.doc[head].lemma_.lower(), None, "people", None)
        phrase = self._phrases.read(Found(head, head + 1, head, term))
        standing = scene_standing(self._scene, phrase)
        country = standing.countries[0] if standing.countries else None
        draft = self._describe(phrase, country, standing.sector)
        self._scene.note((draft,), self._start(phrase), head + 1, head)
        return draft

    def _start(self, phrase: Phrase) -> int:
        """Where the mention begins: its first word, but after a possessor, who is somebody else."""
        if phrase.determiner == "'s" or any(
            at in self._scene.named_at for at in range(phrase.start, phrase.title_start)
        ):
            return phrase.title_start
        return phrase.start

    # -- persons

    def _awaited_name(self, phrase: Phrase) -> Named | None:
        """The name of who holds the title, where it does not follow at once."""
        if not phrase.found.term.is_person:
            return None
        return self._name_in_apposition(phrase) or self._name_after_post(phrase)

    def _name_after_post(self, phrase: Phrase) -> Named | None:
        """The name after what the title is of: "Ambassador to Japan X", "head of the DPRK delegation X"."""
        scan = self._scene.scan
        named = phrase.after[-1] if phrase.after else None
        if named is None or named.label not in {"person", "leader"} or named.end != phrase.end:
            return None
        before = named.start - 1
        title = lexicon().ending_at(scan.lower, named.start)
        has_own_title = title is not None and title.term.is_person
        is_possessor = named.end < len(scan) and scan.text[named.end] in APOSTROPHES
        if before < phrase.found.end + 1 or not scan.is_noun(before) or has_own_title or is_possessor:
            return None
        phrase.after.pop()
        phrase.end = named.start
        return named

    def _name_in_apposition(self, phrase: Phrase) -> Named | None:
        """The name after a comma: "Iran's foreign minister, Mr X,"."""
        scan, end = self._scene.scan, phrase.found.end
        if end + 1 >= len(scan) or scan.text[end] != ",":
            return None
        title = lexicon().around(scan.lower, end + 1)
        starts = (end + 1, title.end) if title is not None and title.term.is_person else (end + 1,)
        following = next(filter(None, map(self._scene.name_starts.get, starts)), None)
        is_person = following is not None and following.label in {"person", "leader"}
        return following if is_person and following and scan.dep[following.end - 1] == "appos" else None

    def _is_function(self, phrase: Phrase) -> bool:
        """Whether the bare title names an office and nobody in it: "candidates for president", "her work as envoy"."""
        scan, head = self._scene.scan, phrase.found.head
        is_bare = not (phrase.determiner or phrase.number or phrase.named or phrase.owner)
        is_governed = scan.dep[head] == "pobj" and scan.lower[scan.head[head]] in {"for", "as"}
        return phrase.found.term.is_person and is_bare and is_governed

    def _subject_person(self, phrase: Phrase) -> Draft | None:
        """Whom a copula says to hold the title: "X is the president"."""
        scan, head = self._scene.scan, phrase.found.head
        verb = scan.doc[scan.head[head]]
        if scan.dep[head] != "attr" or verb.lemma_ not in _COPULAS:
            return None
        for child in verb.lefts:
            if child.dep_ == "nsubj":
                found = self._scene.denotes.get(child.i, ())
                return found[0] if found and found[0].is_person else None
        return None

    # -- everyone else

    def _denoted(self, phrase: Phrase, standing: Standing) -> tuple[Draft, ...]:
        term = phrase.found.term
        noun = term.singular
        if _means_the_west(phrase):
            return (self._scene.cast.the_west(),)
        if (noun in GOVERNMENTS and not LOCAL & set(phrase.words)) or (noun in STATES and _is_definite(phrase)):
            governments = self._governments(phrase, standing)
            if governments:
                return governments
        if noun == "side":
            return tuple(self._scene.cast.government(country) for country in standing.countries)
        if term.is_person and not _is_indefinite(phrase):
            holder = self._holder(term, standing)
            if holder is not None:
                return (holder,)
        if term.is_body and not _is_indefinite(phrase):
            body = self._body(noun, phrase, standing)
            if body is not None:
                return (body,)
        if noun == "party" and _is_to_an_agreement(phrase):
            return (self._describe(phrase, None, None),)
        countries = standing.countries or (self._context(phrase, standing),)
        return tuple(self._describe(phrase, country, standing.sector) for country in countries)

    def _governments(self, phrase: Phrase, standing: Standing) -> tuple[Draft, ...]:
        countries = standing.countries
        has_owner = phrase.owner is not None or bool(phrase.named)
        if not (countries or has_owner or _is_indefinite(phrase)) and phrase.found.term.number == "singular":
            context = self._scene.main_country
            countries = (context,) if context else ()
        return tuple(self._scene.cast.government(country) for country in countries)

    def _holder(self, term: Term, standing: Standing) -> Draft | None:
        """The person mentioned last who holds the title, of the same country where one is stated."""
        stated = standing.countries[0] if standing.countries else None
        described: Draft | None = None
        for mention in self._scene.recent():
            draft = mention.drafts[0]
            if draft.is_person and (stated is None or draft.country == stated) and _holds(draft, term, standing.of):
                if draft.is_named:
                    return draft
                described = described or draft
        return described

    def _body(self, noun: str, phrase: Phrase, standing: Standing) -> Draft | None:
        """The body mentioned last that the noun fits: by its own name or noun, or by kind ("the group")."""
        stated = standing.countries[0] if standing.countries else None
        kinds = GENERIC_BODIES.get(noun.split()[-1], frozenset())
        if phrase.found.term.sector == "REB":
            kinds &= {"armed_group"}
        for mention in self._scene.recent():
            draft = mention.drafts[0]
            if draft.is_person or (stated and draft.country != stated) or draft.plural:
                continue
            if draft.kind in kinds and (draft.is_named or not phrase.words):
                return draft
            if not phrase.words and (draft.noun == noun or noun in draft.name.lower().split()):
                return draft
        return None

    def _context(self, phrase: Phrase, standing: Standing) -> str | None:
        """The country that the document gives a phrase without one: institutions that of the story, people that of a
        story about one country only; "countries", "leaders", "foreign troops" none.
        """
        is_institution = phrase.found.term.is_body or phrase.found.term.singular in _AUTHORITIES
        is_domestic = standing.sector in DOMESTIC or phrase.found.term.singular == _OTHER
        words = set(phrase.words) - ({_OTHER} if is_domestic else set())
        if _FOREIGN & words or standing.of:
            return None
        if is_institution and standing.sector in INSTITUTIONAL and not _is_indefinite(phrase):
            return self._scene.main_country
        return self._scene.dominant_country if is_domestic else None

    def _describe(self, phrase: Phrase, country: str | None, sector: Sector | None) -> Draft:
        term = phrase.found.term
        if term.title == "honorific":
            sector = "CVL"  # "the doctor", "a cleric": the table's sector is that of the word before a name
        kind = (term.singular, term.number)
        key = (*kind, country, tuple(sorted(phrase.words)))
        known = self._described.get(key)
        if known is None and _is_definite(phrase) and not phrase.words:
            latest = self._latest.get(kind)
            known = latest if latest and country in {None, latest.country} else None
        if known is None or _is_indefinite(phrase):
            known = Draft(self._name(phrase), _kind(term, sector), country, sector, plural=term.number == "plural")
            known.noun = term.singular
            if term.is_person:
                known.titles.add(term.singular)
        self._described[key] = self._latest[kind] = known
        return known

    def _name(self, phrase: Phrase) -> str:
        start = phrase.start + (phrase.determiner not in {"", "'s"})
        end = phrase.end if phrase.preposition == "of" else phrase.found.end
        return self._scene.scan.words(min(start, phrase.found.start), end)


def _means_the_west(phrase: Phrase) -> bool:
    """Whether states without number are called Western and nothing more: "Western governments"."""
    noun = phrase.found.term.words[-1]
    words = {*phrase.words, *phrase.found.term.words[:-1]}
    return (
        noun in STATES_TOGETHER
        and words == {"western"}
        and not (_is_indefinite(phrase) or phrase.named or phrase.after)
    )


def _is_definite(phrase: Phrase) -> bool:
    return phrase.determiner in DEFINITE


def _is_to_an_agreement(phrase: Phrase) -> bool:
    """Whether a party is one to a deal or dispute and not a political one."""
    return phrase.preposition == "to" or bool(_TO_A_DEAL & set(phrase.words))


def _is_indefinite(phrase: Phrase) -> bool:
    return phrase.determiner in {"a", "an", "another", "some", "any", "no", "every"} or bool(phrase.number)


def _kind(term: Term, sector: Sector | None) -> ActorKind:
    return "government" if term.kind == "people" and term.title and sector == "GOV" else term.kind


def _holds(draft: Draft, term: Term, of: str | None) -> bool:
    """Whether a person holds a title, or some title that it sums up ("leader", "official") of the same body."""
    wanted = term.singular
    if wanted in draft.titles or (wanted in _SPEAKERS and draft.titles & _SPEAKERS):
        return True
    if wanted == "leader":
        return any(role.title for role in draft.roles) or draft.known is not None
    if wanted == "official":
        return bool(of) and any(role.of == of for role in draft.roles)
    return wanted in _PORTFOLIO_HOLDERS and any(_heads(wanted, title) for title in draft.titles)


def _heads(noun: str, title: str) -> bool:
    """Whether a noun is the head of a title and no word makes its holder somebody's deputy."""
    words = title.split()
    return (words[-1] == noun or title.startswith(f"{noun} of ")) and words[0] not in _DEPUTIES


def describes(scene: Scene, found: Found) -> bool:
    """Whether a term stands as a noun phrase of its own: no title of a name that follows, no word of a name."""
    scan = scene.scan
    following: Named | None = scene.name_starts.get(found.end)
    names_person = following is not None and following.label in {"person", "leader"}
    return scan.is_noun(found.head) and not (names_person and found.term.is_person)
