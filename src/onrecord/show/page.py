"""Coded documents as one self-contained HTML page: the text with its evidence marked, beside what was read from it.

Nothing is loaded from elsewhere and there is no script; the article's text is hostile and is escaped by the template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from onrecord.show.marks import marks_of, segments
from onrecord.show.naming import Names, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.records import CodedDocument


def _environment() -> Environment:
    """A template environment that escapes everything and refuses unknown names."""
    return Environment(
        loader=PackageLoader("onrecord.show"),
        autoescape=select_autoescape(["html", "html.j2"], default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # A direction override in a title would turn the rest of the line round.
        finalize=lambda value: visible(value) if isinstance(value, str) else value,
    )


def render(documents: Iterable[CodedDocument]) -> Iterator[str]:
    """The page in pieces, document by document, so that a long run is written as it is coded."""
    template = _environment().get_template("coded.html.j2")
    return template.generate(documents=map(_view, documents))


def _view(coded: CodedDocument) -> dict[str, Any]:
    return {
        "coded": coded,
        "meta": coded.document,
        "names": Names.of(coded),
        "paragraphs": list(segments(coded.text, marks_of(coded))),
    }
