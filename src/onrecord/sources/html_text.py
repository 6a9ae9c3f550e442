"""The article's text from a page's tree: which part is the article is trafilatura's to say, its layout ours."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from lxml.etree import iterwalk
from trafilatura import bare_extraction
from trafilatura.settings import Document as Extraction

from onrecord.errors import DocumentError
from onrecord.sources.html_furniture import lines, prune
from onrecord.sources.html_headline import shown
from onrecord.sources.html_lead import leads as lead_texts
from onrecord.sources.html_live import live_paragraphs
from onrecord.sources.html_tree import prose_chars
from onrecord.sources.json_ld import linked_article
from onrecord.sources.markup import fragment_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement

LEAST_PROSE = 20
"""Characters outside links and furniture below which a page is a list of links or an empty shell."""

CELL_CHARS = 80
"""Text of a table's cell from which on it is prose (a page laid out by tables), not data."""

FIRST = 6
"""Paragraphs among which a lead that the extraction has found stands."""

# trafilatura's TEI-like tags that stand on lines of their own.
_BLOCKS = frozenset({"body", "p", "head", "list", "item", "quote", "table", "row", "cell", "code", "div"})
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_WRAPPED = re.compile(r"\s*\n\s*(?=[a-z])")
_PARAGRAPH_BREAK = "\n\n"


def article_text(tree: HtmlElement, where: str, title: str | None = None, *, clear: bool = True) -> str:
    """Paragraphs, headings and list items, apart by blank lines; empty if the page holds no article.

    The page's headline is left out: it is metadata. A line break ends a paragraph, unless the sentence goes on. Where
    the page shows less than half of the text that it declares to be its article's, what it declares is the text.

    Args:
        tree: the page; it is changed.
        where: names the page in errors.
        title: the headline, which is no part of the text.
        clear: take what looks like an outlet's furniture out first.

    Raises:
        DocumentError: if the extraction fails on this page.
    """
    linked = linked_article(tree)
    text = "" if prose_chars(tree) < LEAST_PROSE else _shown_text(tree, where, title, live=linked.live, clear=clear)
    declared = linked.body or ""
    return text if _covers(text, declared) else _declared_text(declared, where) or text


def _covers(text: str, declared: str) -> bool:
    """Whether a text has half of the words that another has."""
    words, others = Counter(_WORD.findall(text)), Counter(_WORD.findall(declared))
    return 2 * (words & others).total() >= others.total()


def _declared_text(body: str, where: str) -> str:
    """The paragraphs of what JSON-LD gives as the article's text."""
    paragraphs = fragment_text(body.replace("\n", "<br>"), where).split(_PARAGRAPH_BREAK)
    return _PARAGRAPH_BREAK.join(lines(paragraphs))


def _shown_text(tree: HtmlElement, where: str, title: str | None, *, live: bool, clear: bool) -> str:
    above = list(_leads(tree, title))
    if clear:
        prune(tree)
    paragraphs = live_paragraphs(tree) if live else _extracted(tree, where)
    article = [paragraph for paragraph in lines(paragraphs) if paragraph != title]
    first = " ".join(article[:FIRST])
    missing = [lead for lead in above if lead.rstrip("….") not in first]
    return _PARAGRAPH_BREAK.join([*missing, *article] if article else [])


def _extracted(tree: HtmlElement, where: str) -> Iterable[str]:
    """The paragraphs that trafilatura finds."""
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except Exception as error:  # a third party's heuristics on arbitrary markup: whatever they trip over costs one page
        raise DocumentError(
            where, f"markup that the extraction fails on ({type(error).__name__}); save it as text"
        ) from error
    body = found.body if isinstance(found, Extraction) else None
    return _paragraphs(body) if body is not None else ()


def _leads(tree: HtmlElement, title: str | None) -> Iterator[str]:
    """The leads below the heading that shows the title."""
    headings = tree.iter("h1", "h2")
    heading = next((heading for heading in headings if title and shown(heading).endswith(title)), None)
    leads = lead_texts(heading) if heading is not None else ()
    return (unicodedata.normalize("NFC", lead.translate(_UNSEEN)) for lead in leads)


def _paragraphs(body: _Element) -> Iterator[str]:
    _leave_out(body)
    for block in _blocks(body):
        yield from (unicodedata.normalize("NFC", line) for line in _lines(block))


def _leave_out(body: _Element) -> None:
    """Empties the headline and the cells of tables of data."""
    headline = next((head for head in body.iter("head") if head.get("rend") == "h1"), None)
    cells = (cell for cell in body.iter("cell") if len("".join(cell.itertext())) < CELL_CHARS)
    for element in [*([] if headline is None else [headline]), *cells]:
        element.clear(keep_tail=True)


def _blocks(body: _Element) -> Iterator[str]:
    """The text between the borders of blocks, with a line feed for each line break."""
    parts: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "".join(parts)
            parts.clear()
        parts.append("\n" if element.tag == "lb" and event == "start" else "")
        parts.append(_flat(element.text if event == "start" else element.tail))
    yield "".join(parts)


def _flat(text: str | None) -> str:
    return _SPACE.sub(" ", (text or "").translate(_UNSEEN))


def _lines(block: str) -> Iterator[str]:
    """The block's paragraphs: a line that goes on in lower case belongs to the one before it."""
    joined = _WRAPPED.sub(" ", block)
    return (stripped for line in joined.split("\n") if (stripped := _SPACE.sub(" ", line).strip()))
