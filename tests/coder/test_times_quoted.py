"""Inside quotation marks the day when the words were said counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("In a speech on February 3, Lind said: “We will act tomorrow.”", "tomorrow", "2025-02-04"),
        ("“We will act tomorrow,” Lind said on Thursday.", "tomorrow", "2025-03-07"),
        ("“We will act tomorrow,” Lind said.", "tomorrow", "2025-03-09"),
        ("“We will sign on 14 July 2026,” Lind said on Thursday.", "14 July 2026", "2026-07-14"),
        ("Tomorrow the talks go on, after Lind said on Thursday: “We are ready.”", "Tomorrow", "2025-03-09"),
        ("“We will act tomorrow,” Lind said on Thursday and again on Friday.", "tomorrow", "2025-03-09"),
        ("Lind will say on Monday: “We will act tomorrow.”", "tomorrow", "2025-03-09"),
    ],
)
def test_the_anchor_inside_quotation_marks(coder: Coder, text: str, surface: str, value: str) -> None:
    coded = coder.code(text, published="2025-03-08")
    found = {time.span.of(coded.text): time.value for time in coded.times}
    assert found[surface] == value


def test_without_a_date_there_is_nothing_to_count_from(coder: Coder) -> None:
    coded = coder.code("In a speech on February 3, Lind said: “We will act tomorrow.”")
    assert {time.value for time in coded.times if time.span.of(coded.text) == "tomorrow"} == {None}
