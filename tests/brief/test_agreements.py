"""An agreement's history in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onrecord
from tests.ledger.articles import Article

if TYPE_CHECKING:
    from pathlib import Path

NAME = "border treaty"
STEPS = [
    ("The United States ratified the", "in_force", "verb:ratify"),
    ("Iran suspended the", "suspended", "verb:suspend"),
    ("Iran reinstated the", "in_force", "resumed:reinstate"),
]


def test_what_was_reinstated_is_told_to_be_in_force_again(tmp_path: Path) -> None:
    with onrecord.open_ledger(str(tmp_path / "l.db")) as ledger:
        for day, (words, status, method) in enumerate(STEPS, start=1):
            article = Article(f"d{day}", f"{words} {NAME}.", f"2025-05-0{day}")
            ledger.add(article.agreement(NAME, "usa irn", status, NAME, None, method).coded())
        brief = ledger.brief()
    assert not brief.withheld
    (sentence,) = (told for section in brief.sections for told in section.sentences)
    assert sentence.text == (
        "The border treaty was in force (reported on 1 May 2025), was suspended (reported on 2 May 2025) "
        "and was in force again (reported on 3 May 2025)."
    )
