"""Lines that name their speaker: "Merkel: No new sanctions", a transcript's "BAIER: ...", a caption's "- Merkel"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.coder.layers import text_of
from onrecord.coder.statements.attribution import Attribution
from onrecord.coder.statements.ranges import Range, span_of
from onrecord.ontology.cues import headline_kickers
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from onrecord.coder.statements.passages import Passage
    from onrecord.coder.statements.ranges import TokenMap

MAX_SPEAKER_WORDS = 5
MIN_TURN_WORDS = 4
"""Words after the colon below which a line is a table's ("Sanders: 46."), not a turn of speech."""

_NAMING = frozenset({"—", "–", "―", "--", "-"})
_LABELLED = re.compile(r"[“\"]?(?P<speaker>[^:“”\"\n]{2,60})(?P<cue>:) +(?P<content>\S.*\S)", re.DOTALL)
_SIGNED = re.compile(r"\s*(?P<cue>[-–—―]{1,2})\s*(?P<speaker>[^\W\d_][^:“”\"\n]{1,70}?)[.,]?\s*$")


def find_labelled(doc: Doc, tokens: TokenMap, paragraphs: Sequence[Span]) -> Iterator[Attribution]:
    """Headlines ("Name: ...", the first line) and a transcript's turns."""
    text = text_of(doc)
    for number, paragraph in enumerate(paragraphs):
        found = _LABELLED.match(text, paragraph.start, min(paragraph.end, paragraph.start + 64) + 1)
        if found is None:
            continue
        speaker = Span(*found.span("speaker"))
        content = Span(found.start("content"), _without_stop(text, paragraph.end))
        if (
            _is_speaker(doc, tokens.range(*speaker), headline=number == 0)
            and len(content.of(text).split()) >= MIN_TURN_WORDS
        ):
            yield Attribution((speaker,), (Span(*found.span("cue")),), (content,), "label")


def find_signed(
    doc: Doc, tokens: TokenMap, paragraphs: Sequence[Span], passages: Iterable[Passage]
) -> Iterator[Attribution]:
    """Quotations that a name and a dash lead to, or that the rest of their line or the next paragraph signs."""
    for passage in passages:
        found = _named(doc, passage) or _signed(doc, tokens, paragraphs, passage)
        if found is not None:
            yield found


def _signed(doc: Doc, tokens: TokenMap, paragraphs: Sequence[Span], passage: Passage) -> Attribution | None:
    """'"..." — Angela Merkel': the dash is the cue."""
    found = _signature(text_of(doc), paragraphs, passage)
    if found is None:
        return None
    speaker = Span(*found.span("speaker"))
    name = tokens.range(*speaker)
    if not (_is_speaker(doc, name, headline=False) or all(doc[i].pos_ == "PROPN" for i in range(*name))):
        return None
    return Attribution((speaker,), (Span(*found.span("cue")),), passage.quotation.parts, "signature")


def _signature(text: str, paragraphs: Sequence[Span], passage: Passage) -> re.Match[str] | None:
    """The signature on the line of a quotation that starts the line, or in the paragraph after one that is alone."""
    start, end = passage.quotation.span
    own = paragraphs[passage.paragraph]
    if not text[max(own.start, text.rfind("\n", 0, start) + 1) : start].strip():
        line_end = text.find("\n", end, own.end)
        found = _SIGNED.match(text, end, own.end if line_end < 0 else line_end)
        if found is not None:
            return found
    following = paragraphs[passage.paragraph + 1 :][:1]
    return _SIGNED.match(text, *following[0]) if following and passage.stands_alone else None


def _named(doc: Doc, passage: Passage) -> Attribution | None:
    """'Name — "..."': the dash is the cue."""
    name = Range(passage.lead.first, passage.lead.end - 1)
    if name.end <= name.first or doc[name.end].text not in _NAMING or not _is_speaker(doc, name, headline=False):
        return None
    speaker, cue = span_of(doc, name), span_of(doc, Range(name.end, name.end + 1))
    return Attribution((speaker,), (cue,), passage.quotation.parts, "name and dash")


def _without_stop(text: str, end: int) -> int:
    return end - 1 if text[end - 1] == "." else end


def _is_speaker(doc: Doc, name: Range, *, headline: bool) -> bool:
    """Whether a label names somebody: in a headline any proper name, elsewhere a person or a name in capitals."""
    words = [doc[i] for i in range(*name)]
    label = " ".join(word.lower_ for word in words)
    if not words or len(words) > MAX_SPEAKER_WORDS or label in headline_kickers():
        return False
    if any(word.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} for word in words):
        return False
    if headline:
        return any(word.pos_ == "PROPN" or word.ent_type_ for word in words)
    capitals = all(word.is_upper for word in words if word.is_alpha)
    return capitals or words[-1].ent_type_ == "PERSON"
