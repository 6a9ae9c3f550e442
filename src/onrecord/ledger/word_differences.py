"""In which words two quotations of one utterance differ, as a reader would list it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from onrecord.ledger.identity import words
from onrecord.ledger.views import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import StatementKind

Change = tuple[str, int, int, int, int]
"""As difflib's opcodes: what is done, and the stretches of the one and the other that it is done to."""

EDGE_WORDS = 3
"""Words at the start or end of a quotation up to which other words are another wording, not another sentence."""

_QUOTATION = re.compile(r"[\"“„«](?P<inner>[^\"“”„«»]+)[\"”“»]|''(?P<doubled>.+?)''", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<opens>[(\[])|(?P<closes>[)\]])|(?P<gap>\.\.\.+|…|\. \. \.)"
    r"|(?P<word>[^\W_]+(?:['’.,-][^\W_]+)*(?:(?<=\.[^\W\d_])\.)?)"
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as printed and as compared.

    ``broken`` says that the quotation was broken off before it, ``added`` that it stands in brackets: the outlet's.
    """

    shown: str
    bare: str
    broken: bool
    added: bool


def quotation(content: str, kind: StatementKind) -> str:
    """What of a content stands in quotation marks, the pieces joined as those of a discontinuous one are."""
    if kind == "direct":
        return content
    return GAP.join(match["inner"] or match["doubled"] for match in _QUOTATION.finditer(content))


def word_differences(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The words that one quotation has otherwise than another, each with those in their place, "" for none.

    Where a quotation begins, ends or is broken off, outlets choose; what they put in brackets is theirs. Neither is a
    difference, nor is another way to write one word ("per cent", "percent").
    """
    ours, theirs = _words(one), _words(other)
    for a, b, c, d in _changes(ours, theirs):
        at_edge = not (a and c) or (b == len(ours) or d == len(theirs))
        if not _is_chosen(ours[a:b], theirs[c:d], at_edge) and not _broken_off(ours, (a, b), theirs, (c, d)):
            yield _shown(ours[a:b]), _shown(theirs[c:d])


def word_changes(one: str, other: str) -> tuple[tuple[str, str], ...]:
    """All words that one text has otherwise than another, each with those in their place, "" for none."""
    ours, theirs = _words(one), _words(other)
    return tuple((_shown(ours[a:b]), _shown(theirs[c:d])) for a, b, c, d in _changes(ours, theirs))


def _shown(part: Sequence[_Word]) -> str:
    return " ".join(word.shown for word in part)


def _changes(ours: Sequence[_Word], theirs: Sequence[_Word]) -> list[tuple[int, int, int, int]]:
    """The stretches of the one and the other in which they differ."""
    matcher = SequenceMatcher(None, [w.bare for w in ours], [w.bare for w in theirs], autojunk=False)
    return [code[1:] for code in _with_bridges(matcher.get_opcodes()) if code[0] != "equal"]


def _with_bridges(codes: Sequence[Change]) -> list[Change]:
    """The changes, those with a single equal word between them as one: "Smith or Jones", "Jones or Smith"."""
    joined: list[Change] = []
    for tag, a, b, c, d in codes:
        if len(joined) > 1 and tag != "equal" and joined[-1][0] == "equal" and joined[-1][2] - joined[-1][1] == 1:
            joined.pop()
            _, first, _, start, _ = joined.pop()
            joined.append(("replace", first, b, start, d))
        else:
            joined.append((tag, a, b, c, d))
    return joined


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    broken, depth = False, 0
    for match in _TOKEN.finditer(text):
        if match["word"] is None:
            broken = broken or bool(match["gap"])
            depth = max(0, depth + bool(match["opens"]) - bool(match["closes"]))
            continue
        bare = words(match["word"]).replace(" ", "")
        found.append(_Word(match["word"], bare, broken, added=depth > 0))
        broken = False
    return found


def _is_chosen(here: Sequence[_Word], there: Sequence[_Word], at_edge: bool) -> bool:
    """Whether it is the outlet's choice what to quote, its own addition, or the same written in another way."""
    if at_edge and (not here or not there or max(len(here), len(there)) > EDGE_WORDS):
        return True
    if all(word.added for word in here) and all(word.added for word in there):
        return True
    return "".join(word.bare for word in here) == "".join(word.bare for word in there)


def _broken_off(ours: Sequence[_Word], here: tuple[int, int], theirs: Sequence[_Word], there: tuple[int, int]) -> bool:
    """Whether one of the two was broken off at this place, or inside it."""
    return any(word.broken for side, (start, end) in ((ours, here), (theirs, there)) for word in side[start : end + 1])
