"""A live report: one page of many entries, each marked up as an article, of which an extraction takes one or few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import iterwalk

from onrecord.sources.markup import text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHARE = 0.8
"""Of the letters in the page's paragraphs that the innermost element around all entries has."""

TELLING = frozenset({"p", "blockquote"})


def live_paragraphs(tree: HtmlElement) -> list[str]:
    """Every paragraph and heading of the entries, in the page's order, without clocks and what stands beside them."""
    for beside in list(tree.iter("time", "aside", "footer")):
        beside.drop_tree()
    lengths = _prose(tree)
    whole = lengths.get(tree, 0)
    around = tree
    while (inner := next((child for child in around if lengths.get(child, 0) >= SHARE * whole), None)) is not None:
        around = inner
    return text_of(around).split("\n\n") if whole else []


def _prose(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Letters of the paragraphs below each element, in one walk."""
    lengths: dict[HtmlElement, int] = {}
    for _, element in iterwalk(tree, events=("end",)):
        own = len("".join(element.itertext())) if element.tag in TELLING else 0
        lengths[element] = own or sum(lengths.get(child, 0) for child in element)
    return lengths
