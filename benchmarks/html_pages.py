"""How well pages of news are read: token F1 of the text, exact title, exact day.

    python -m benchmarks.html_pages            # a line a page and the means
    python -m benchmarks.html_pages --errors   # what is missing and what is too much

The pages are our own, in the style of news templates of 2023-2025; ``expected.json`` beside them has what a careful
reader takes from each.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from onrecord.records import Document
from onrecord.sources import read

PAGES = Path(__file__).parents[1] / "tests" / "sources" / "pages" / "news"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """One page: F1 of its words, whether title and day are right, and the paragraphs missing and too many."""

    name: str
    f1: float
    title: bool
    day: bool
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


def f1(found: str, expected: str) -> float:
    """Of the two bags of words."""
    one, other = Counter(words(found)), Counter(words(expected))
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else 0.0


def score(path: Path, title: str, day: str, paragraphs: list[str]) -> Score:
    """Reads a page and compares it."""
    (unit,) = read([str(path)])
    document = unit if isinstance(unit, Document) else None
    text = document.text if document else ""
    found = text.split("\n\n") if document else []
    return Score(
        path.stem,
        f1(text, "\n".join(paragraphs)),
        document is not None and document.meta.title == title,
        document is not None and (document.meta.published or "")[:10] == day,
        tuple(paragraph for paragraph in paragraphs if paragraph not in found),
        tuple(paragraph for paragraph in found if paragraph not in paragraphs),
    )


def scores() -> list[Score]:
    """Of all pages."""
    expected = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
    return [
        score(PAGES / f"{name}.html", page["title"], page["date"], page["text"])
        for name, page in sorted(expected.items())
    ]


def main() -> None:
    """Prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    errors = parser.parse_args().errors
    found = scores()
    for page in found:
        print(f"{page.f1:.3f}  {'title' if page.title else '-----'}  {'day' if page.day else '---'}  {page.name}")
        for sign, paragraphs in (("-", page.missing), ("+", page.extra)) if errors else ():
            for paragraph in paragraphs:
                print(f"      {sign} {paragraph[:150]}")
    count = len(found)
    print(
        f"{sum(page.f1 for page in found) / count:.3f}  titles {sum(page.title for page in found)}/{count}  "
        f"days {sum(page.day for page in found)}/{count}"
    )


if __name__ == "__main__":
    main()
