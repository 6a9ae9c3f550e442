"""Layout: headings of any outlet, photo credits, revision notes, hard-wrapped lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.sections import find_paragraphs, find_sections

if TYPE_CHECKING:
    from onrecord.records import SectionRole

EXPLAINER = """Two ministers met in Oslo on Monday.

{why}

The border has been closed since March.

Anna Berg/Example Images via Getty Images

{know}

Both sides agreed to reopen two crossings.

{said}

The mayor of a border town called it a relief.

{ahead}

A second meeting is planned for May.

Update, 4/12/22 at 9:05 a.m. ET: This article has been updated with a comment from the mayor."""

WORDINGS = [
    ("Why It Matters", "What to Know", "What People Are Saying", "What Happens Next"),
    ("Why it matters:", "What we know so far", "REACTIONS", "What's next?"),
    ("Importance of the Situation", "Key Points", "Reactions", "What Lies Ahead?"),
    ("## The Background", "## Key takeaways", "## Reaction", "## The road ahead"),
    ("Context", "What Happened", "What They’re Saying", "Looking Ahead"),
]


def roles(text: str) -> list[SectionRole]:
    return [section.role for section in find_sections(text).sections]


@pytest.mark.parametrize("wording", WORDINGS)
def test_headings_of_any_outlet(wording: tuple[str, str, str, str]) -> None:
    text = EXPLAINER.format(**dict(zip(("why", "know", "said", "ahead"), wording, strict=True)))
    assert roles(text) == ["lede", "context", "credit", "key_points", "reactions", "outlook", "revision_note"]


def test_paragraphs_on_single_lines() -> None:
    text = EXPLAINER.format(why="Why It Matters", know="What to Know", said="Reactions", ahead="What Happens Next")
    assert roles(text.replace("\n\n", "\n")) == roles(text)


def test_plain_wire_report_has_a_lede_and_a_body() -> None:
    assert roles("First paragraph.\n\nSecond one.\n\nThird one.") == ["lede", "body"]


def test_heading_inside_its_paragraph() -> None:
    text = "Talks resume on Friday.\n\nWhy it matters: The ceasefire ends in May.\n\nEnvoys have left."
    layout = find_sections(text)
    context = layout.sections[1]
    assert context.role == "context"
    assert context.heading is not None
    assert context.heading.of(text) == "Why it matters:"
    assert text.index("The ceasefire") in layout.sentence_starts(text)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "The two governments said on\nMonday that they would send\nenvoys to the talks which open\nnext week."
    text = f"{wrapped}\n\nNo date was given."
    assert [span.of(text)[:7] for span in find_paragraphs(text)] == ["The two", "No date"]


@pytest.mark.parametrize(
    "line",
    [
        "He said: no",
        "“We will not attend,” the minister said",
        "Yes.",
        "the talks",
        "A sentence that ends as one does.",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert roles(f"Lede.\n\n{line}\n\nBody.") == ["lede", "body"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_covered_in_order(text: str) -> None:
    layout = find_sections(text)
    covered = "".join(section.span.of(text) for section in layout.sections)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.span.end <= b.span.start for a, b in zip(layout.sections, layout.sections[1:], strict=False))


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Anna Berg / Example Pictures", "credit"),
        ("Example Tribune / Graphics ReportingLedger", "credit"),
        ("War / Peace talks", "lede"),
    ],
)
def test_photographer_and_agency(line: str, role: SectionRole) -> None:
    assert role in roles(f"The talks opened.\n\n{line}\n\nThey went on.")
