"""Tables show what is there, say what is not, and obey nothing that the text says to a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from onrecord.show.naming import visible
from onrecord.show.table import render

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder


def printed(coder: Coder, text: str) -> str:
    stream = io.StringIO()
    Console(file=stream, width=160).print(
        render(coder.code(text, published="2020-03-03", title="[bold]A title[/bold]"))
    )
    return stream.getvalue()


def test_empty_parts_are_said_to_be_empty(coder: Coder) -> None:
    out = printed(coder, "It rained.")
    assert "Statements (0): none found" in out
    assert "Events (0): none found" in out
    assert "[bold]A title[/bold]" in out


def test_controls_do_not_reach_the_terminal(coder: Coder) -> None:
    out = printed(coder, "The minister said on Monday: “We will \x1b[31mwait\u202e for May.”")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert visible("a\x1b[2Jb\tc\n") == "a�[2Jb\tc\n"


def test_eighty_characters_are_enough(coder: Coder) -> None:
    stream = io.StringIO()
    text = "The minister, Kari Holm, said on Monday that negotiations about implementation would continue in Oslo."
    Console(file=stream, width=80).print(render(coder.code(text, published="2020-03-03", outlet="Wire\x1b[31m")))
    out = stream.getvalue()
    assert "\x1b" not in out
    assert "2020-03-02" in out
    assert "negotiations" in out
    assert "implementation" in out
