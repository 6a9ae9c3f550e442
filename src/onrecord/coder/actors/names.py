"""Finds the names in a document: the gazetteer's, those that follow a title, and spaCy's entities, repaired.

spaCy's small model errs on wire text in ways that repeat: titles and nationalities inside a person ("Russian Foreign
Minister Sergey Lavrov"), half of a hyphenated name ("Kim Jong-"), a ministry as a person, a surname as a place. So the
gazetteer and the titles have the first word, and an entity counts where they are silent.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.coder.actors.lexicon import lexicon
from onrecord.coder.actors.scan import APOSTROPHES
from onrecord.coder.layers import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span as DocSpan

    from onrecord.coder.actors.gazetteer import Gazetteer, Hit, Name
    from onrecord.coder.actors.scan import Scan

Label = Literal["country", "organisation", "leader", "person", "body", "group", "place"]

MODIFYING = frozenset({"adjective", "demonym"})
PARTICLES = frozenset(
    {"al", "el", "ul", "bin", "bint", "ibn", "ben", "abu", "de", "del", "der", "den", "di", "da", "do", "dos", "du"}
    | {"la", "le", "van", "von", "ter", "y", "e", "of"}
) - {"of"}
MAX_NAME = 6
"""Tokens of a person's name at most, hyphens not counted."""

_USES = {use: rank for rank, use in enumerate(("name", "capital", "seat", "adjective", "region", "demonym"))}
_DAYS = frozenset((*calendar.day_name, *calendar.day_abbr))
_MONTHS = frozenset(calendar.month_name[1:])
_COUNTED = frozenset({"Koreas", "North", "South"})
"""Capitalised words that the model takes for bodies, and that mean countries told apart by the text."""
_PORTFOLIOS = frozenset({"minister", "ministers", "ministry", "secretary", "department", "committee"})
_ENTITY_LABELS: dict[str, Label] = {
    "ORG": "body", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name at tokens ``[start, end)``; ``names`` is what the gazetteer says that it may mean."""

    start: int
    end: int
    label: Label
    names: tuple[Name, ...] = ()

    def country(self) -> Name | None:
        """The first country that the form names."""
        return next((name for name in self.names if name.family == "country"), None)

    @property
    def use(self) -> str:
        """In what use the form names a country; empty for all other names."""
        country = self.country() if self.label == "country" else None
        return country.use if country else ""


class NameFinder:
    """Lays names over the tokens of one document, strongest evidence first, never two over one token."""

    def __init__(self, scan: Scan, gazetteer: Gazetteer) -> None:
        self._scan = scan
        self._gazetteer = gazetteer
        self._hits = {hit.start: hit for hit in self._gazetteer_hits()}
        self._hit_at = {at: hit for hit in self._hits.values() for at in range(hit.start, hit.end)}
        self._at: dict[int, Named] = {}
        self._surnames: set[str] = set()

    def find(self) -> list[Named]:
        """All names in order."""
        people = list(self._people())
        inside = {at: person for person in people for at in range(person.start, person.end)}
        self._claim(hit for hit in self._hits.values() if hit.end - hit.start > 1 and not _lies_in(hit, inside))
        self._claim(people)
        full = [named for named in self._at.values() if self._is_full(named)]
        self._surnames = {self._scan.text[at] for named in full for at in (named.start, named.end - 1)}
        self._claim(self._lone_surnames())
        self._claim(self._plausible_hits())
        self._claim(self._other_entities())
        return sorted(set(self._at.values()), key=lambda named: named.start)

    def _claim(self, found: Iterable[Named]) -> None:
        for named in found:
            tokens = range(named.start, named.end)
            if named.start < named.end and not any(at in self._at for at in tokens):
                self._at.update(dict.fromkeys(tokens, named))

    def _is_full(self, named: Named) -> bool:
        return named.label in {"person", "leader"} and named.end - named.start > 1

    # -- what the gazetteer knows

    def _gazetteer_hits(self) -> Iterator[Named]:
        text, last = text_of(self._scan.doc), None
        for hit in self._gazetteer.find(text):
            found = self._named(hit)
            if (last is None or found.start >= last.end) and self._fits(found.start, hit.start):
                if last is not None and self._shares_noun(last, found):
                    nation = next(self._gazetteer.find(text[hit.start : self._scan.start[found.end - 1]]), None)
                    found = self._named(nation.moved(hit.start)) if nation is not None else found
                yield found
                last = found

    def _named(self, hit: Hit) -> Named:
        names = tuple(sorted(hit.names, key=lambda name: _USES.get(name.use, 0)))
        return Named(*self._scan.tokens_of(hit.start, hit.end), _label(names), names)

    def _shares_noun(self, before: Named, found: Named) -> bool:
        """Whether the last word of a body's name is that of a nation before it too: "Lebanese and Syrian troops"."""
        scan = self._scan
        is_nation = before.use in MODIFYING or (before.label == "country" and scan.text[before.start].isupper())
        is_joined = before.end == found.start - 1 and scan.lower[before.end] in {"and", "or"}
        return is_nation and is_joined and found.label == "organisation" and not scan.is_capital(found.end - 1)

    def _fits(self, token: int, char: int) -> bool:
        """A form must open its token; inside one it may follow a hyphen or a quotation mark only."""
        start = self._scan.start[token]
        return char == start or not self._scan.text[token][char - start - 1].isalnum()

    def _plausible_hits(self) -> Iterator[Named]:
        for hit in self._hits.values():
            is_word = hit.end - hit.start == 1
            if hit.label == "organisation" and is_word and self._is_in_term(hit.start):
                continue
            if hit.label != "leader" or not is_word or self._is_proper(hit.start):
                yield hit

    def _is_proper(self, at: int) -> bool:
        """Whether a lone word that is also a surname stands as a name here ("May said in May")."""
        scan = self._scan
        if not scan.is_capital(at) or scan.doc[at].ent_type_ in {"DATE", "TIME", "CARDINAL"}:
            return False
        if scan.doc[at].ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
            return True
        opens = at == 0 or scan.sentence[at - 1] != scan.sentence[at]
        return scan.tag[at] in {"NNP", "NNPS"} or (not opens and scan.tag[at] in {"NN", "JJ", "VBG"})

    # -- people

    def _people(self) -> Iterator[Named]:
        yield from self._after_titles()
        for entity in self._scan.doc.ents:
            if entity.label_ == "PERSON":
                yield from self._person(entity)

    def _after_titles(self) -> Iterator[Named]:
        """A run of capitalised words after a title is a person, whatever the model calls it."""
        scan, terms = self._scan, lexicon()
        for at in range(1, len(scan)):
            if scan.is_capital(at) and self._may_open_name(at):
                found = terms.ending_at(scan.lower, at)
                if found and found.term.is_person:
                    end = self._run_end(at)
                    if end > at:
                        yield self._named_person(at, end)

    def _may_open_name(self, at: int) -> bool:
        scan = self._scan
        hit = self._hit_at.get(at)
        if hit and hit.label != "leader" and not self._is_name_first(hit):
            return False
        opens_sentence = scan.sentence[at - 1] != scan.sentence[at]
        known_noun = lexicon().around(scan.lower, at) is not None
        return not opens_sentence and not known_noun and scan.text[at] not in _DAYS and scan.tag[at] not in {"DT", "IN"}

    def _is_name_first(self, hit: Named) -> bool:
        """Whether a place's name opens a person's ("counterpart Gao Qiang"): one word, and a name word after it."""
        scan, after = self._scan, hit.end
        if hit.label != "country" or hit.use in MODIFYING or hit.end - hit.start > 1 or after >= len(scan):
            return False
        is_name = scan.is_capital(after) and scan.tag[after] == "NNP" and scan.text[after] not in _DAYS
        return (
            is_name
            and after not in self._hit_at
            and not self._is_term(after + 1)
            and not scan.text[hit.start].isupper()
        )

    def _run_end(self, start: int) -> int:
        """End of the run of name words that opens at ``start``."""
        scan, at = self._scan, start
        while at < len(scan) and at - start < MAX_NAME + 3 and self._continues(start, at):
            at += 1
        while at > start and not scan.text[at - 1][-1:].isalnum() and scan.text[at - 1][-1:] != ".":
            at -= 1
        return at

    def _continues(self, start: int, at: int) -> bool:
        scan = self._scan
        word = scan.text[at]
        if scan.sentence[at] != scan.sentence[start] or word in _DAYS:
            return False
        if word == "-":
            return at > start and at + 1 < len(scan) and self._touches(at)
        if at > start and scan.lower[at] in PARTICLES and at + 1 < len(scan) and not scan.is_capital(at):
            return scan.is_capital(at + 1) or scan.text[at + 1] == "-"
        if not scan.is_capital(at):
            return scan.text[at - 1] == "-" and word.isalpha() and at > start
        return at == start or self._joins(at)

    def _touches(self, at: int) -> bool:
        """Whether a hyphen joins two words without blanks, or opens the second half of "al- Alami"."""
        scan = self._scan
        end = scan.start[at - 1] + len(scan.text[at - 1])
        return end == scan.start[at] and scan.text[at + 1][:1].isalpha()

    def _joins(self, at: int) -> bool:
        """Whether a capitalised word goes on with the name before it and opens nothing new."""
        scan = self._scan
        hit = self._hit_at.get(at)
        is_month = scan.text[at] in _MONTHS and at + 1 < len(scan) and scan.text[at + 1][:1].isdigit()
        is_term = self._is_term(at + 1)
        return not (is_month or is_term or (hit and hit.label != "leader")) and scan.tag[at][:2] != "VB"

    def _person(self, entity: DocSpan) -> Iterator[Named]:
        start, end = self._strip(entity.start, entity.end)
        if start < end and self._is_person(start, end):
            yield self._named_person(self._widen_left(start), max(end, self._run_end(start)))

    def _strip(self, start: int, end: int) -> tuple[int, int]:
        """An entity without the title and nationality before the name and what is no name word after it."""
        scan, terms = self._scan, lexicon()
        for cut in range(end - 1, start, -1):
            if terms.ending_at(scan.lower, cut):
                start = cut
                break
        while start < end and (not scan.is_capital(start) or self._is_foreign(start, end)):
            start += 1
        while start < end and (not scan.text[end - 1][:1].isalnum() or self._is_tail(end - 1)):
            end -= 1
        return start, end

    def _is_foreign(self, at: int, end: int) -> bool:
        """A country's or organisation's name before the person's; "Israel Katz" keeps its first word."""
        hit = self._hit_at.get(at)
        if hit is None or hit.label == "leader":
            return False
        return hit.end >= end or hit.label == "organisation" or hit.use != "name" or self._scan.text[at].isupper()

    def _is_tail(self, at: int) -> bool:
        return self._scan.text[at] in _DAYS or self._scan.text[at] in APOSTROPHES or self._scan.lower[at] == "s"

    def _is_person(self, start: int, end: int) -> bool:
        """Whether what is left of an entity can be a person: no body's name, no noun in lower case."""
        return not self._is_term(end) and "\n" not in self._scan.doc[start:end].text

    def _is_in_term(self, at: int) -> bool:
        """Whether a word says what an office is for: "Labour Minister" names no party."""
        found = lexicon().around(self._scan.lower, at)
        return found is not None and found.head > at and self._scan.lower[found.head] in _PORTFOLIOS

    def _is_term(self, end: int) -> bool:
        """Whether a title or noun ends here; not a short word without a stop, which may be a name (Hun Sen)."""
        found = lexicon().ending_at(self._scan.lower, end)
        return found is not None and (end - found.start > 1 or len(self._scan.text[end - 1]) > 3)

    def _widen_left(self, start: int) -> int:
        scan, terms = self._scan, lexicon()
        while start and scan.tag[start - 1] == "NNP" and scan.is_capital(start - 1):
            at = start - 1
            new_sentence = scan.sentence[at] != scan.sentence[start]
            hit = self._hit_at.get(at)
            is_person = scan.doc[at].ent_type_ in {"", "PERSON"}
            if new_sentence or not is_person or hit or terms.ending_at(scan.lower, start) or scan.text[at] in _DAYS:
                break
            start = at
        return start

    def _named_person(self, start: int, end: int) -> Named:
        hit = self._hits.get(start)
        if hit and hit.label == "leader" and hit.end >= end:
            return hit
        return Named(start, end, "person", hit.names if hit and hit.end == end else ())

    def _lone_surnames(self) -> Iterator[Named]:
        """Words that are the last of a full name elsewhere in the document, also where they are a country (Jordan)."""
        scan = self._scan
        for at in range(len(scan)):
            if scan.text[at] in self._surnames and at not in self._at and self._is_proper(at):
                hit = self._hit_at.get(at)
                is_place = hit is not None and hit.label == "country" and scan.dep[at] == "pobj"
                if not is_place and (hit is None or hit.end - hit.start == 1):
                    yield Named(at, at + 1, "person", hit.names if hit else ())

    # -- what else the model finds

    def _other_entities(self) -> Iterator[Named]:
        for entity in self._scan.doc.ents:
            label = _ENTITY_LABELS.get(entity.label_)
            if label:
                start, end = self._trim(entity.start, entity.end)
                if start < end and self._is_name(start, end, label):
                    yield from self._bodies(start, end, label)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        scan = self._scan
        while start < end and (scan.tag[start] in {"DT", "POS", "CD"} or not scan.text[start][:1].isalnum()):
            start += 1
        while start < end and (scan.text[end - 1] in APOSTROPHES or not scan.text[end - 1][-1:].isalnum()):
            end -= 1
        return start, end

    def _is_name(self, start: int, end: int, label: Label) -> bool:
        """Whether an entity is a name of its own and not a noun phrase that its head noun explains."""
        scan = self._scan
        is_noun = (label != "group" or scan.is_noun(end - 1)) and scan.text[end - 1] not in _COUNTED
        return scan.is_capital(start) and is_noun and lexicon().ending_at(scan.lower, end) is None

    def _bodies(self, start: int, end: int, label: Label) -> Iterator[Named]:
        """The entity; where names of the gazetteer open it or lie in it, they become part of the body's name."""
        # In the text's order: of a set, another name would come first in another process.
        inside = tuple(dict.fromkeys(self._at[at] for at in range(start, end) if at in self._at))
        if not inside:
            yield Named(start, end, label)
        elif label == "body" and all(n.label == "country" and start <= n.start and n.end < end for n in inside):
            for named in inside:
                for at in range(named.start, named.end):
                    del self._at[at]
            yield Named(start, end, label, inside[0].names)


def _label(names: tuple[Name, ...]) -> Label:
    """What a form is taken for first: a country by name, else an organisation or person before a mere place."""
    uses = {name.use for name in names if name.family == "country"}
    families = {name.family for name in names}
    if "country" in families and (len(families) == 1 or uses & {"name", "adjective", "capital"}):
        return "country"
    return "organisation" if "organisation" in families else "leader"


def _lies_in(hit: Named, people: dict[int, Named]) -> bool:
    """Whether a longer person's name takes the form in."""
    person = people.get(hit.start)
    return person is not None and person.start <= hit.start and hit.end < person.end
