"""Whatever the text: no crash, valid spans, time that grows with the text and no faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder
    from onrecord.records import CodedDocument

REPORT = (
    "The minister said that the talks had failed, and told reporters it was a “bullying” tactic. "
    '"We will not sign," he said. According to officials, the treaty is expected to be revised. '
)
WORDS = ["said", "he", "Anna", "that", "told", "according", "to", "as", "reported", "by", "Reuters", "is", "expected"]
SIGNS = ['"', "“", "”", "''", "'", "‘", "’", "«", "»", "„", ":", ",", ".", "—", "\n\n", "- ", "?"]

pieces = st.lists(st.one_of(st.sampled_from([f"{word} " for word in WORDS]), st.sampled_from(SIGNS)), max_size=40)
texts = st.one_of(pieces.map("".join), st.text(max_size=120)).filter(lambda text: bool(text.strip()))


def check(coded: CodedDocument) -> None:
    """Spans lie in the text (the record checks that), hold something, and come in order."""
    known: set[str] = set()
    for statement in coded.statements:
        spans = [*statement.content_span, *(statement.cue_span or ()), *(statement.source_span or ())]
        assert all(span.of(coded.text).strip() for span in spans)
        assert list(statement.content_span) == sorted(statement.content_span)
        assert statement.within is None or statement.within in known
        known.add(statement.id)
    starts = [statement.content_span[0].start for statement in coded.statements]
    assert starts == sorted(starts)


@given(texts)
@example("“")
@example('"\n\n"\n\n"')
@example("’” said ‘“ he said “")
@example("\ufeff“A,” said \u2028“B”\x00.")
@example("according to")
@example(": : “a” : “b”")
def test_any_text_is_coded(coder: Coder, text: str) -> None:
    check(coder.code(text))


@pytest.mark.parametrize(
    "text",
    [
        REPORT.upper() * 20,
        "".join(character for character in REPORT if character.isalnum() or character == " ") * 40,
        REPORT * 60,
        "“a " * 500,
        '"a ' * 500,
        "he said that she said that " * 200,
    ],
    ids=["capitals", "no punctuation", "one line", "never closed", "straight, never closed", "one deep chain"],
)
def test_odd_texts_are_coded(coder: Coder, text: str) -> None:
    check(coder.code(text))
