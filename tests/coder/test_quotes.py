"""Quotation marks as they are."""

from __future__ import annotations

import time
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.quotes import Quotations, find_quotations
from onrecord.coder.sections import find_paragraphs

MARKS = "\"“”„‟«»‘’‚‹›'`"


def read(text: str) -> Quotations:
    return find_quotations(text, tuple(find_paragraphs(text)))


def outer(text: str) -> list[str]:
    return [" / ".join(part.of(text) for part in quotation.parts) for quotation in read(text).outer]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "We agree."', ['"We agree."']),
        ("“We agree,” she said. “So do they.”", ["“We agree,”", "“So do they.”"]),
        ("Il a dit: «Nous partons.» Puis rien.", ["«Nous partons.»"]),
        ("Er sagte: „Wir gehen.“ Danach nichts.", ["„Wir gehen.“"]),
        ("Er sagte: »Wir gehen.« Danach nichts.", ["»Wir gehen.«"]),
        ("``We agree,'' she said.", ["``We agree,''"]),
        ("''We agree,'' she said. ''So do they.''", ["''We agree,''", "''So do they.''"]),
        ("a “careless“ closing mark", ["“careless“"]),
        ("Leaders' talks: 'a waste of time'", ["'a waste of time'"]),
        ('the envoy\'s 5\'10" frame and a "frame"', ['"frame"']),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert outer(text) == expected


def test_nested_quotations_are_told_from_outer_ones() -> None:
    text = "“He told me ‘never again’ and left,” she said."
    found = read(text).found
    assert [(quotation.span.of(text), quotation.nested) for quotation in found] == [
        ("“He told me ‘never again’ and left,”", False),
        ("‘never again’", True),
    ]


def test_a_single_mark_closes_before_the_double_one() -> None:
    assert outer("''He called it 'a first step''' on Monday.") == ["''He called it 'a first step'''"]


def test_an_apostrophe_opens_nothing() -> None:
    assert outer("The minister's aides didn't say the parties' names in the '90s.") == []


@pytest.mark.parametrize("mark", ['"', "“", "''"])
def test_a_quotation_over_paragraphs_opens_each_and_closes_once(mark: str) -> None:
    close = "”" if mark == "“" else mark
    text = f"{mark}We waited.\n\n{mark}Nobody came.\n\n{mark}So we left,{close} she said.\n\nThe end."
    assert outer(text) == [f"{mark}We waited. / {mark}Nobody came. / {mark}So we left,{close}"]
    assert not read(text).odd


def test_an_odd_mark_stays_in_its_paragraph_and_is_recorded() -> None:
    text = 'He measured 6" of rain and left the " there.\n\n"We agree," she said.\n\nNobody else spoke.'
    found = read(text)
    assert outer(text) == ['"We agree,"']
    assert all(mark.end < text.index("We agree") for mark in found.odd)
    assert found.odd


def test_a_forgotten_closing_mark_ends_with_the_paragraph() -> None:
    text = "She said: “We agree on all of it.\n\nThe talks go on."
    found = read(text)
    assert outer(text) == ["“We agree on all of it."]
    assert not found.outer[0].closed
    assert [mark.of(text) for mark in found.odd] == ["“"]


def test_straight_marks_around_curly_quotations_are_a_reprint_and_no_speech() -> None:
    text = (
        "The paper describes the evening:\n\n"
        '"The room was full. “We waited,” she said.\n\n"Nobody came, and the band “went home.”"\n\n'
        "“It was over,” he said."
    )
    assert outer(text) == ["“We waited,”", "“went home.”", "“It was over,”"]


def test_a_straight_mark_that_nothing_closes_opens_no_speech_where_marks_are_curly() -> None:
    text = '“Here he is,” she said.\n\n"The dog was asleep.\n\n“Wake up,” he said.'
    assert outer(text) == ["“Here he is,”", "“Wake up,”"]
    assert [mark.of(text) for mark in read(text).odd] == ['"']


def test_ten_thousand_marks_take_linear_time() -> None:
    def seconds(marks: int) -> float:
        """The processor time of the quickest of three."""
        text = 'He said “no’ and "yes ‘ ' * (marks // 4)
        return min(timeit.repeat(lambda: read(text), timer=time.process_time, number=1, repeat=3))

    assert seconds(10_000) < 1.0
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.005)


@given(st.text(alphabet=st.one_of(st.sampled_from(MARKS + " .,\nab"), st.characters()), max_size=200))
def test_any_text_gives_marked_ordered_disjoint_spans(text: str) -> None:
    found = read(text)
    marks = set(MARKS)
    last = 0
    for quotation in found.outer:
        assert quotation.span.start >= last
        last = quotation.span.end
        assert quotation.span.of(text)[0] in marks
        assert quotation.span.of(text)[-1] in marks or not quotation.closed
    assert all(mark.of(text)[0] in marks for mark in found.odd)
