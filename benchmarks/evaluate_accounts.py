"""How many contested propositions the coder finds: recall and precision on the annotated wire articles.

    python benchmarks/evaluate_accounts.py --data ../shared/data/events wire_train wire_dev

A proposition counts as found if a coded one of the same article shares at least two content words with it and half of
the shorter one's content words; words are equal if they begin alike (Syria, Syrian): in four letters and in 0.6 of the
shorter.
The gold words its propositions freely, so this is a measure of finding the matter, not of the wording.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

import onrecord
from onrecord.records import Document, Metadata

STOP = frozenset(
    [
        "a",
        "all",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "in",
        "is",
        "it",
        "its",
        "may",
        "no",
        "not",
        "of",
        "on",
        "or",
        "she",
        "should",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "under",
        "was",
        "were",
        "which",
        "who",
        "will",
        "with",
        "would",
    ]
)
MIN_PREFIX = 4


@dataclass
class Tally:
    """Counts over articles, and what was missed or made up, for reading."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    matched: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + len(self.extra))


def content(sentence: str) -> set[str]:
    return {word for word in re.findall(r"\w+", sentence.lower()) if word not in STOP}


def same_word(one: str, other: str) -> bool:
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one == other or alike >= max(MIN_PREFIX, 0.6 * min(len(one), len(other)))


def same_matter(gold: str, coded: str) -> bool:
    here, there = content(gold), content(coded)
    shared = sum(any(same_word(word, other) for other in there) for word in here)
    return shared >= 2 and shared >= 0.5 * min(len(here), len(there))


def score(key: str, gold: list[str], coded: list[str], tally: Tally) -> None:
    left = list(coded)
    for proposition in gold:
        hit = next((found for found in left if same_matter(proposition, found)), None)
        if hit is None:
            tally.missed.append(f"{key}  {proposition}")
        else:
            left.remove(hit)
            tally.found += 1
            tally.matched.append(f"{key}  {proposition}  =  {hit}")
    tally.extra += [f"{key}  {found}" for found in left]


def documents(path: Path) -> list[Document]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Document(Metadata(id=row["id"], published=row.get("published")), row["text"]) for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", help="names before .jsonl and .gold.json")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="list what was matched, missed and made up")
    options = parser.parse_args()
    coder, tally = onrecord.load(), Tally()
    for name in options.sets:
        gold = json.loads((options.data / f"{name}.gold.json").read_text(encoding="utf-8"))
        wanted = {row["id"]: [c["proposition"] for c in row.get("contested") or []] for row in gold}
        for coded in coder.pipe(documents(options.data / f"{name}.jsonl")):
            key = coded.document.id
            propositions = [account.proposition for account in coded.accounts]
            score(key, wanted.get(key, []), propositions, tally)
    if options.show:
        for title in ("matched", "missed", "extra"):
            print(f"-- {title}", *getattr(tally, title), sep="\n   ")
    print(f"found {tally.found}  recall {tally.recall:.2f}  precision {tally.precision:.2f}")


if __name__ == "__main__":
    main()
