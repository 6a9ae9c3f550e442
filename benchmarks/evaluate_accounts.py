"""How many contested propositions the coder finds: recall and precision on the annotated wire articles.

    python benchmarks/evaluate_accounts.py --data ../shared/data/events wire_train wire_dev

The gold words its propositions freely, so two figures are given. *Words*: a coded proposition of the same article
shares two content words with the gold one, and 0.4 of the shorter one's. *Words or side*: one shared word is enough
where the gold's denier is the coded one. Words are equal if they begin alike (Syria, Syrian): in four letters and in
0.6 of the shorter.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

import onrecord
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.records import Account, CodedDocument

MIN_PREFIX = 4
SHARED = 0.4


class Proposition(NamedTuple):
    """A contested proposition's content words, and those of the names of who denies it."""

    text: str
    words: frozenset[str]
    deniers: frozenset[str]


@dataclass
class Tally:
    """Counts over articles, and what was missed or made up, for reading."""

    same: Callable[[Proposition, Proposition], bool]
    matched: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def take(self, key: str, gold: list[Proposition], coded: list[Proposition]) -> None:
        left = list(coded)
        for wanted in gold:
            hit = next((found for found in left if self.same(wanted, found)), None)
            if hit is None:
                self.missed.append(f"{key}  {wanted.text}")
            else:
                left.remove(hit)
                self.matched.append(f"{key}  {wanted.text}  =  {hit.text}")
        self.extra += [f"{key}  {found.text}" for found in left]

    def figures(self) -> str:
        found = len(self.matched)
        recall, precision = found / max(1, found + len(self.missed)), found / max(1, found + len(self.extra))
        return f"found {found}  recall {recall:.2f}  precision {precision:.2f}"


def content(sentence: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", sentence.lower()) if word not in STOP_WORDS)


def same_word(one: str, other: str) -> bool:
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one == other or alike >= max(MIN_PREFIX, 0.6 * min(len(one), len(other)))


def shared(some: frozenset[str], others: frozenset[str]) -> int:
    return sum(any(same_word(word, other) for other in others) for word in some)


def same_words(gold: Proposition, coded: Proposition) -> bool:
    common = shared(gold.words, coded.words)
    return common >= 2 and common >= SHARED * min(len(gold.words), len(coded.words))


def same_words_or_side(gold: Proposition, coded: Proposition) -> bool:
    sides = shared(gold.deniers, coded.deniers) > 0
    return same_words(gold, coded) or (sides and shared(gold.words - gold.deniers, coded.words - coded.deniers) > 0)


def names_of_deniers(coded: CodedDocument, account: Account) -> frozenset[str]:
    names = {actor.id: actor.name for actor in coded.actors}
    speakers = [one.source for one in coded.statements if one.id in account.denied_by and one.source]
    doers = [actor for event in coded.events if event.id in account.denied_by for actor in event.actors]
    return frozenset().union(*(content(names[actor]) for actor in (*speakers, *doers)))


def propositions(coded: CodedDocument) -> list[Proposition]:
    return [
        Proposition(f"{one.proposition} [{one.method}]", content(one.proposition), names_of_deniers(coded, one))
        for one in coded.accounts
    ]


def documents(path: Path) -> list[Document]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Document(Metadata(id=row["id"], published=row.get("published")), row["text"]) for row in rows]


def gold_of(path: Path) -> dict[str, list[Proposition]]:
    return {
        row["id"]: [
            Proposition(one["proposition"], content(one["proposition"]), content(" ".join(one["denied_by"])))
            for one in row.get("contested") or []
        ]
        for row in json.loads(path.read_text(encoding="utf-8"))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", help="names before .jsonl and .gold.json")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="list what was matched, missed and made up")
    options = parser.parse_args()
    coder = onrecord.load()
    tallies = {"words": Tally(same_words), "words or side": Tally(same_words_or_side)}
    for name in options.sets:
        gold = gold_of(options.data / f"{name}.gold.json")
        for coded in coder.pipe(documents(options.data / f"{name}.jsonl")):
            for tally in tallies.values():
                tally.take(coded.document.id, gold.get(coded.document.id, []), propositions(coded))
    if options.show:
        for title in ("matched", "missed", "extra"):
            print(f"-- {title}", *getattr(tallies["words or side"], title), sep="\n   ")
    for title, tally in tallies.items():
        print(f"{title}: {tally.figures()}")


if __name__ == "__main__":
    main()
