"""Reads the noun phrase around a title or group noun: whose it is, of what country, sector and standing.

Left of the noun the words are followed token by token ("former Iranian deputy foreign minister"), since on wire text
that holds where arcs do not; a word joins by its tag and, if it is a noun, by being a modifier in the parse.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.coder.actors.lexicon import lexicon
from onrecord.coder.actors.names import MODIFYING
from onrecord.coder.actors.scan import APOSTROPHES

if TYPE_CHECKING:
    from onrecord.coder.actors.lexicon import Found
    from onrecord.coder.actors.names import Named
    from onrecord.coder.actors.scan import Scan
    from onrecord.records import RoleStatus

MAX_LEFT = 14
MAX_RIGHT = 7
"""Tokens read on either side of the noun at most; longer phrases hold a clause."""

_MODIFIER_ARCS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod", "npadvmod"})
_MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "RB", "RBS", "HYPH", "AFX"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "FW"})
_BY_ARC = _NOUN_TAGS | {"VBN", "VBG"}
_DETERMINERS = frozenset({"DT", "PDT", "PRP$", "WP$", "WDT"})
_FORMER = frozenset({"former", "ex", "then", "onetime", "erstwhile", "ousted", "deposed"})
_BACKED = frozenset(
    {"backed", "sponsored", "supported", "trained", "funded", "financed", "held", "controlled", "bound"}
)
"""What a country's name before a hyphen does to the noun without making it its own: "US-backed rebels"."""
_SITUATED = frozenset({"based", "living", "residing", "operating"})
STATES_TOGETHER = frozenset({"countries", "governments", "nations", "powers", "states"})
"""Nouns that mean several states."""

_AGAINST = frozenset({"pro", "anti", "non"})


@dataclass(slots=True)
class Phrase:
    """A noun phrase as read. ``start`` and ``end`` bound it; ``title_start`` is where the noun's own modifiers begin.

    ``named`` holds the names that say whose it is, nearest first; ``nouns`` the group nouns among the modifiers
    ("rebel", "opposition"); ``owner`` the head token of a possessor that is no name ("his", "the country's").
    """

    found: Found
    start: int
    end: int
    title_start: int
    named: list[Named] = field(default_factory=list)
    after: list[Named] = field(default_factory=list)
    preposition: str = ""
    nouns: list[Found] = field(default_factory=list)
    nouns_after: list[Found] = field(default_factory=list)
    owner: int | None = None
    determiner: str = ""
    number: str = ""
    status: RoleStatus = "current"
    words: list[str] = field(default_factory=list)


class PhraseReader:
    """Reads phrases of one document, given its names by token."""

    def __init__(self, scan: Scan, named_at: dict[int, Named]) -> None:
        self._scan = scan
        self._named_at = named_at

    def read(self, found: Found) -> Phrase:
        """The phrase around a term."""
        phrase = self.read_before(found)
        self._read_right(phrase)
        return phrase

    def read_before(self, found: Found) -> Phrase:
        """The phrase of a title that a name follows: what stands after the title is the name."""
        phrase = Phrase(found, found.start, found.end, found.start)
        inside = (self._named_at.get(at) for at in range(found.start, found.head))
        # Of the names in a title only those of the ontology are names: "UN ambassador", but not "Supreme Leader".
        own = dict.fromkeys(named for named in inside if named is not None and named.names and named.end <= found.head)
        phrase.named.extend(own)
        self._read_left(phrase)
        phrase.title_start = max((phrase.title_start, *(named.end for named in own)))
        return phrase

    # -- to the left

    def _read_left(self, phrase: Phrase) -> None:
        at = phrase.start - 1
        floor = max(0, self._sentence_floor(phrase.start), phrase.start - MAX_LEFT)
        while at >= floor:
            following = self._take_left(phrase, at)
            if following is None:
                break
            at = following
        phrase.title_start = max(phrase.title_start, phrase.start)

    def _sentence_floor(self, at: int) -> int:
        return self._scan.sentence_start[self._scan.sentence[at]]

    def _take_left(self, phrase: Phrase, at: int) -> int | None:
        """Takes the word at ``at`` into the phrase and says where to go on; None ends the phrase."""
        scan = self._scan
        named = self._named_at.get(at)
        if named is not None:
            return self._take_name(phrase, named)
        if scan.text[at] in APOSTROPHES and scan.tag[at] == "POS":
            return self._take_possessor(phrase, at)
        if scan.tag[at] in _DETERMINERS:
            phrase.determiner, phrase.start = scan.lower[at], at
            phrase.owner = at if scan.tag[at] in {"PRP$", "WP$"} else None
            return None
        if phrase.number:
            return None
        if scan.text[at] == ")" and at - 2 >= 0 and scan.text[at - 2] == "(":
            return at - 3
        if scan.tag[at] == "CC":
            return at - 1 if self._joins_modifiers(phrase, at) else None
        if scan.tag[at] == "CD":
            phrase.number, phrase.start = scan.lower[at], at
            return at - 1
        return self._take_word(phrase, at)

    def _take_word(self, phrase: Phrase, at: int) -> int | None:
        scan = self._scan
        tag = scan.tag[at]
        is_modifier = tag in _MODIFIER_TAGS or (tag in _BY_ARC and scan.dep[at] in _MODIFIER_ARCS)
        in_title = scan.is_capital(at) and tag in _NOUN_TAGS and scan.is_capital(at + 1)
        if not (is_modifier or in_title) or self._is_adverb(at):
            return None
        found = lexicon().headed_at(scan.lower, at)
        if found:
            phrase.nouns.append(found)
        if scan.lower[at] in _FORMER:
            phrase.status = "former"
        elif scan.lower[at] == "late":
            phrase.status = "late"
        elif tag != "HYPH" and phrase.title_start == phrase.start:
            phrase.title_start = at
        phrase.start = at
        phrase.words.append(scan.lower[at])
        return at - 1

    def _is_adverb(self, at: int) -> bool:
        """Whether an adverb stands right before a noun, which it then does not modify: "[once] inspectors confirm"."""
        scan = self._scan
        return scan.tag[at] == "RB" and scan.lower[at] not in _FORMER and scan.tag[at + 1] in _NOUN_TAGS

    def _take_name(self, phrase: Phrase, named: Named) -> int | None:
        scan = self._scan
        before = named.start - 1
        if before >= 0 and scan.lower[before] == "ethnic":
            phrase.start = before
            phrase.words.append("ethnic")
            return before - 1
        if self._scan.lower[named.end + 1 : named.end + 2] and self._scan.lower[named.end + 1] in _BACKED:
            phrase.start = named.start
            return before
        if before >= 1 and scan.text[before] == "-" and scan.lower[before - 1] in _AGAINST:
            phrase.start = before - 1
            phrase.words.append(scan.lower[before - 1])
            return before - 2
        phrase.named.append(named)
        phrase.start = named.start
        return None if named.label in {"person", "leader", "body"} else before

    def _take_possessor(self, phrase: Phrase, at: int) -> int | None:
        """The possessor before an apostrophe: a name, or the noun that heads what stands there. Ends the phrase."""
        before = at - 1
        if before < self._sentence_floor(phrase.start):
            return None
        named = self._named_at.get(before)
        if named is not None:
            phrase.named.append(named)
            phrase.start = named.start
        else:
            phrase.owner, phrase.start = before, before
        phrase.determiner = "'s"
        return None

    def _joins_modifiers(self, phrase: Phrase, at: int) -> bool:
        """Whether "and" joins two modifiers of one noun ("Israeli and Palestinian officials") and not two phrases.

        States are beside another by name, unless both are named: "the EU and Western powers", "US and British forces".
        """
        before = at - 1
        if before < 0:
            return False
        named = self._named_at.get(before)
        if named is not None and named.use in MODIFYING:
            return True
        is_state_beside = named is not None and phrase.found.term.words[-1] in STATES_TOGETHER and not phrase.named
        return self._scan.dep[before] in _MODIFIER_ARCS and not is_state_beside

    # -- to the right

    def _read_right(self, phrase: Phrase) -> None:
        """What a preposition after the noun says of it: "of Iran", "for the Foreign Ministry", "in Baghdad"."""
        scan, at = self._scan, phrase.end
        if at + 1 < len(scan) and scan.lower[at] in _SITUATED:
            at += 1
        if at >= len(scan) or scan.tag[at] not in {"IN", "TO"} or scan.sentence[at] != scan.sentence[at - 1]:
            return
        phrase.preposition = scan.lower[at]
        at += 1
        limit = min(len(scan), at + MAX_RIGHT)
        while at < limit and scan.sentence[at] == scan.sentence[phrase.found.head]:
            following = self._take_right(phrase, at)
            if following is None:
                break
            at = following

    def _joined_country(self, at: int) -> int | None:
        """Where the next country of "of Britain, France and the Netherlands" starts, if one follows the name before."""
        scan = self._scan
        after = at
        while after < min(at + 3, len(scan) - 1) and scan.lower[after] in {",", "and", "the"}:
            after += 1
        named = self._named_at.get(after) if after > at else None
        return after if named is not None and named.label == "country" and named.use == "name" else None

    def _take_right(self, phrase: Phrase, at: int) -> int | None:
        scan = self._scan
        named = self._named_at.get(at)
        if named is not None:
            phrase.after.append(named)
            phrase.end = named.end
            if named.label == "country" and (joined := self._joined_country(named.end)):
                return joined
            return named.end if named.use in MODIFYING or named.end - named.start == 1 else None
        if scan.tag[at] in _DETERMINERS or scan.tag[at] in _MODIFIER_TAGS or scan.tag[at] == "CD":
            return at + 1
        if scan.tag[at] not in _NOUN_TAGS:
            return None
        found = lexicon().headed_at(scan.lower, at)
        if found:
            phrase.nouns_after.append(found)
        phrase.end = at + 1
        return at + 1
