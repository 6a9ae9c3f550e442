"""What has been read of a document so far: who is meant by which token, and who was mentioned last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.actors.cast import UNION, Cast
from onrecord.coder.actors.lexicon import lexicon
from onrecord.coder.actors.names import MODIFYING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.coder.actors.drafts import Draft
    from onrecord.coder.actors.known import KnownActors
    from onrecord.coder.actors.names import Named
    from onrecord.coder.actors.phrases import Phrase
    from onrecord.coder.actors.scan import Scan
    from onrecord.records import Sector

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
GOVERNMENTS = frozenset({"government", "regime", "administration", "cabinet"})
"""Nouns that mean the government of a country whatever stands before them ("the Obama administration")."""
MIN_HOME = 3
"""Times that a document names the country it is about: once may be where somebody travels."""
AT_HOME: frozenset[Sector] = frozenset({"GOV", "COP", "LEG", "JUD"})
"""Sectors of those who act in their own country, as soldiers, traders and hostages may not."""
MEMORY = 40
"""Mentions looked back over for an antecedent: some ten sentences of wire text, and a bound on the cost."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Drafts denoted by tokens ``[start, end)`` whose head is ``head``; several for a compound."""

    drafts: tuple[Draft, ...]
    start: int
    end: int
    head: int
    sentence: int
    is_subject: bool
    is_acting: bool = True


class Scene:
    """The state of one reading. Tokens without an entry in ``denotes`` denote nobody known.

    ``main_country`` is the one that the document names most; ``dominant_country`` the same, if it is named at least
    twice as often as the next, and not just once of something else ("rebels released Chinese hostages");
    ``home_country`` the same again, if that is more than in passing. ``titles_ahead`` holds titles that wait for the
    name after them, by the name's first token.
    """

    def __init__(self, scan: Scan, names: Sequence[Named], known: KnownActors) -> None:
        self.scan = scan
        self.known = known
        self.cast = Cast(known, scan.date)
        self.named_at = {at: named for named in names for at in range(named.start, named.end)}
        self.name_starts = {named.start: named for named in names}
        self.denotes: dict[int, tuple[Draft, ...]] = {}
        self.titles_ahead: dict[int, list[Phrase]] = {}
        self.mentions: list[Mention] = []
        states = [named for named in names if named.label == "country" and _code(named) != UNION]
        counts = Counter(map(_code, states)).most_common(2)
        self.main_country: str | None = counts[0][0] if counts else None
        is_dominant = len(counts) == 1 or (len(counts) == 2 and counts[0][1] >= 2 * counts[1][1])
        is_in_passing = len(states) == 1 and states[0].use in MODIFYING and not _is_at_home(scan, states[0])
        self.dominant_country: str | None = self.main_country if is_dominant and not is_in_passing else None
        self.home_country = self.dominant_country if counts and counts[0][1] >= MIN_HOME else None

    def note(self, drafts: tuple[Draft, ...], start: int, end: int, head: int, *, acting: bool = True) -> None:
        """Records that tokens ``[start, end)`` denote the drafts."""
        scan = self.scan
        for at in range(start, end):
            self.denotes.setdefault(at, drafts)
        named = scan.head[head] if scan.dep[head] == "appos" else head
        is_subject = scan.dep[named] in SUBJECTS or scan.dep[named] == "ROOT"  # a sentence that lost its verb
        self.mentions.append(Mention(drafts, start, end, head, scan.sentence[head], is_subject, acting))
        if acting:
            for draft in drafts:
                draft.mentions.add(scan.span(start, end))

    def draft_of(self, named: Named) -> Draft | None:
        """Whom a name among a noun's modifiers denotes: its country's government, its organisation, its person."""
        country = named.country()
        if named.label == "country" and country:
            return self.cast.government(country.id)
        if named.label == "organisation":
            return self.organisation(named)
        found = self.denotes.get(named.start, ())
        return found[0] if found else None

    def organisation(self, named: Named) -> Draft:
        """The organisation that a name of the ontology means; an acronym that the text has explained goes first."""
        introduced = self.cast.knows_body(self.scan.words(named.start, named.end))
        if introduced is not None:
            return introduced
        key = self._likeliest([name.id for name in named.names if name.family == "organisation"])
        country = self.known.organisations[key].country
        if country and self.scan.lower[named.end - 1] in GOVERNMENTS:
            return self.cast.government(country)
        return self.cast.organisation(key)

    def _likeliest(self, keys: Sequence[str]) -> str:
        """Of several organisations of one name the one of the document's main country, else the first."""
        at_home = (key for key in keys if self.known.organisations[key].country == self.main_country)
        return next(at_home, keys[0])

    def recent(self) -> Iterator[Mention]:
        """The last mentions, newest first."""
        yield from reversed(self.mentions[-MEMORY:])

    def names_country(self, code: str) -> bool:
        """Whether the document names the country at all."""
        return any(named.label == "country" and _code(named) == code for named in self.name_starts.values())


def _is_at_home(scan: Scan, adjective: Named) -> bool:
    """Whether it is of a body that acts in its own country: "the Nigerian government", "Egyptian police"."""
    found = lexicon().around(scan.lower, adjective.end) if adjective.end < len(scan) else None
    return found is not None and found.start == adjective.end and found.term.sector in AT_HOME


def _code(named: Named) -> str | None:
    country = named.country()
    return country.id if country else None
