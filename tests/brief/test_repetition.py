"""A brief says nothing twice, and tells of two agreements however alike they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import onrecord
from tests.ledger.articles import Article

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.brief.report import Brief


def reports(name: str, day: int) -> tuple[Article, Article]:
    """An agreement is reported signed, and ten days later suspended."""
    told = (f"Iran and Russia {word} the {name}." for word in ("signed", "suspended"))
    first, last = (Article(f"{name} {n}", text, f"2025-05-{day + 10 * n:02}") for n, text in enumerate(told))
    return (
        first.agreement(name, "irn rus", "signed", f"the {name}"),
        last.agreement(name, "irn rus", "suspended", f"the {name}"),
    )


def brief_of(tmp_path: Path, *articles: Article) -> Brief:
    with onrecord.open_ledger(str(tmp_path / "l.db")) as ledger:
        for article in articles:
            ledger.add(article.coded())
        return ledger.brief()


def told(brief: Brief, part: str) -> list[str]:
    assert not brief.withheld
    return [sentence.text for section in brief.sections if section.part == part for sentence in section.sentences]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("trade agreement", "border treaty", True),
        ("border truce", "border treaty", True),
        ("2015 trade deal", "2022 trade deal", True),
        ("trade pact", "2015 trade agreement", False),
        ("Iran border treaty", "frontier border accord", False),
        ("2015 accord", "border treaty", False),
        ("memorandum of understanding", "border treaty", True),
    ],
)
def test_of_two_agreements_both_are_told_unless_they_may_be_one(
    tmp_path: Path, one: str, other: str, both: bool
) -> None:
    sentences = told(brief_of(tmp_path, *reports(one, 5), *reports(other, 6)), "why_it_matters")
    assert len(sentences) == 1 + both
    assert all("was suspended (reported on 1" in sentence for sentence in sentences)


def signing(document: str, name: str, day: int, kind: str = "AGREE") -> Article:
    article = Article(document, f"Iran and Russia signed a {name} in the capital.", f"2025-05-{day:02}")
    article.event(kind, "signed", "irn rus", date=f"2025-05-{day:02}")  # type: ignore[arg-type]
    return article.agreement(name, "irn rus", "signed", name)


def test_signings_of_two_agreements_are_two_key_points(tmp_path: Path) -> None:
    kinds = ("AGREE", "CONSULT", "COOPERATE")  # so that the record holds three events
    names = ("trade agreement", "border treaty", "trade agreement")
    articles = (signing(f"d{n}", names[n], 5 + n, kinds[n]) for n in range(3))
    assert sorted(told(brief_of(tmp_path, *articles), "key_points")) == [
        f"Iran and Russia signed a {name} in the capital." for name in ("border treaty", "trade agreement")
    ]
