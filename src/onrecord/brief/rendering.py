"""A brief as Markdown, as a page, and as JSON. The page is self-contained and loads nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from onrecord.brief.phrases import counted, day
from onrecord.brief.report import Brief

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from onrecord.brief.report import Sentence

MARKDOWN_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}<>#|"})


def markdown(brief: Brief) -> str:
    """The brief for reading, mailing and pasting; citations as [1], the sources listed below."""
    return _template("brief.md.j2").render(**_view(brief))


def html(brief: Brief) -> str:
    """The brief as a page on which each sentence opens its evidence; no script."""
    return _template("brief.html.j2").render(**_view(brief))


def json(brief: Brief) -> str:
    """Every field of the brief, evidence and withheld sentences included; one object, indented."""
    return _adapter().dump_json(brief, indent=1).decode("utf-8") + "\n"


RENDERERS = {"md": markdown, "html": html, "json": json}


@cache
def _adapter() -> TypeAdapter[Brief]:
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("onrecord.brief"),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"day": day, "plain": lambda text: str(text).translate(MARKDOWN_MARKS)}
    return environment.get_template(name)


def _view(brief: Brief) -> dict[str, Any]:
    return {"brief": brief, "counted": counted, "cites": lambda sentence: _cites(brief, sentence)}


def _cites(brief: Brief, sentence: Sentence) -> list[int]:
    return sorted({brief.number(evidence) for evidence in sentence.evidence})
