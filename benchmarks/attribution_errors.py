"""Where attributions go wrong on annotated articles: classes of errors, counted, with examples.

    python -m benchmarks.attribution_errors --data ../shared                     # the table
    python -m benchmarks.attribution_errors --data ../shared --show missed -n 20 # examples of one class

An annotated attribution and a found one are matched as the scorer does it, by the token IoU of their contents; the
classes say what keeps a pair, or a lonely one, from counting.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onrecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.coder.pipeline import Coder

Tokens = frozenset[int]

SAME = 0.5
"""IoU from which two contents, and two sources, are the same."""

_WORD = re.compile(r"\S*\w\S*")
_NOMINAL = re.compile(
    r"\w*(?:ion|ment|sm|ness|ance|ence|ing|al|ity|im|plan|view|hope|call|claim|report|pledge|threat)s?$"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content as sets of words; ``last_of_cue`` is the cue's last word, ``words`` all three as text."""

    source: Tokens
    cue: Tokens
    content: Tokens
    last_of_cue: str
    words: str


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its class, what was annotated, what was found instead."""

    kind: str
    gold: str
    found: str


def errors_of(text: str, gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> Iterator[Error]:
    """The errors of one article."""
    places = _places(text)
    wanted = [one for one in (_read(text, places, row) for row in gold) if one.content]
    made = [one for one in (_read(text, places, row) for row in found) if one.content]
    pairs = dict(_matched(wanted, made))
    taken = set(pairs.values())
    for number, one in enumerate(wanted):
        partner = pairs.get(number)
        if partner is None:
            yield Error(_missed(one), one.words, "")
        else:
            yield from _paired(one, made[partner])
    for number, one in enumerate(made):
        if number not in taken:
            yield Error("spurious: no source" if not one.source else "spurious: with a source", "", one.words)


def _paired(gold: Attribution, found: Attribution) -> Iterator[Error]:
    if _overlap(gold.content, found.content) < SAME:
        if not gold.cue & found.cue:
            kind = "content of another cue"
        elif found.content < gold.content:
            kind = "content too short"
        else:
            kind = "content too long" if gold.content < found.content else "content shifted"
        yield Error(kind, gold.words, found.words)
    elif not _same_source(gold.source, found.source):
        yield Error(f"source: {_wrong_source(gold, found)}", gold.words, found.words)


def _wrong_source(gold: Attribution, found: Attribution) -> str:
    if not gold.source:
        return "one too many"
    return "another" if found.source else "not found"


def _missed(gold: Attribution) -> str:
    if not gold.source:
        return "missed: no source"
    if _NOMINAL.match(gold.last_of_cue.lower()):
        return "missed: nominal or participle cue"
    return "missed: short content" if len(gold.content) <= 4 else "missed: verbal cue"


def _same_source(gold: Tokens, found: Tokens) -> bool:
    if not gold or not found:
        return not gold and not found
    return _overlap(gold, found) >= SAME or gold <= found or found <= gold


def _matched(gold: Sequence[Attribution], found: Sequence[Attribution]) -> Iterator[tuple[int, int]]:
    """Greedily by IoU, as ``score_attribution.py`` does."""
    overlaps = sorted(
        ((_overlap(g.content, f.content), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for overlap, i, j in overlaps:
        if overlap > 0 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield -i, -j


def _overlap(left: Tokens, right: Tokens) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


def _places(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _WORD.finditer(text)]


def _read(text: str, places: Sequence[tuple[int, int]], row: Mapping[str, Any]) -> Attribution:
    spans = {role: row.get(role) or [] for role in ("source", "cue", "content")}
    source, cue, content = (_words(places, spans[role]) for role in ("source", "cue", "content"))
    said = {role: " … ".join(text[start:end] for start, end in spans[role]) for role in spans}
    last = said["cue"].split()[-1:]
    return Attribution(source, cue, content, "".join(last), f"[{said['source']}] <{said['cue']}> {{{said['content']}}}")


def _words(places: Sequence[tuple[int, int]], spans: Iterable[Sequence[int]]) -> Tokens:
    return frozenset(
        n for start, end in spans for n, (first, last) in enumerate(places) if first < end and start < last
    )


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The annotated articles of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def found_in(coder: Coder, article: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the coder finds, in the gold's form."""
    coded = coder.code(article["text"], published=article.get("published"))
    return [{"source": s.source_span, "cue": s.cue_span, "content": s.content_span} for s in coded.statements]


def main() -> None:
    """Counts, prints, shows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--show", metavar="CLASS", help="show examples of the classes that start so")
    parser.add_argument("-n", type=int, default=10, help="how many examples")
    options = parser.parse_args()
    coder = onrecord.load()
    counts: Counter[str] = Counter()
    examples: defaultdict[str, list[Error]] = defaultdict(list)
    for article in articles(options.data / "data" / "attribution" / f"{options.part}.jsonl.gz"):
        for error in errors_of(article["text"], article["attributions"], found_in(coder, article)):
            counts[error.kind] += 1
            examples[error.kind].append(error)
    for kind, count in counts.most_common():
        print(f"{count:5}  {kind}")
    for kind in sorted(examples) if options.show else ():
        if kind.startswith(options.show):
            for error in examples[kind][:: max(1, len(examples[kind]) // options.n)][: options.n]:
                print(f"\n{kind}\n  gold   {error.gold or '-'}\n  found  {error.found or '-'}")


if __name__ == "__main__":
    main()
