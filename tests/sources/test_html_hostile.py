"""Markup that is made to exhaust a parser is read in bounded time, or refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.sources import read

from .conftest import Write, documents, refusal

PROSE = "<p>The envoys met on Monday in Port Haven, officials said.</p>"
LIVE = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Talks"}</script>'
PATIENCE = 10.0
"""Seconds; each takes less than one on a free core, minutes or forever without its bound."""


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + PROSE,
        "<p>" + "<b>" * 100_000 + "x" + PROSE,
        "<table><tr><td>" * 100_000 + PROSE,
        "<ul><li>" * 100_000 + PROSE,
        "<p>a" * 100_000,
        "<p " + " ".join(f"a{n}=''" for n in range(100_000)) + ">" + PROSE,
        '<p a=x" ' + " ".join(f"a{n}" for n in range(100_000)) + '">' + PROSE,
        "<!--><p " + " ".join(f"a{n}" for n in range(100_000)) + "-->" + PROSE,
        "<script/><p " + " ".join(f"a{n}" for n in range(100_000)) + "></script>" + PROSE,
        "<script>'<!--<script></script>'</script><p " + " ".join(f"a{n}" for n in range(100_000)) + ">" + PROSE,
        "</p " + " ".join(f"a{n}" for n in range(100_000)) + ">" + PROSE,
        "<script " + " ".join(f"a{n}" for n in range(100_000)) + "></script>" + PROSE,
        '<a "' * 300_000,
        "<a b=\"'" * 300_000,
        "<" * 1_000_000,
        "<!--" * 300_000 + PROSE,
        "&amp" * 300_000,
        PROSE + '<script type="application/ld+json">' + '{"a":' * 300_000 + "</script>",
        PROSE + '<script type="application/ld+json">' + "[" * 300_000 + "</script>",
        " " * 3_000_000 + PROSE,
        LIVE + "<article><p>x" * 10_000 + PROSE,
        LIVE + ("<blockquote>" * 200 + "x" * 50_000 + "</blockquote>" * 200) * 20,
        "<h1>The envoys met</h1>" + "<div class='share lead'>" * 20_000 + PROSE,
        "<h1>The envoys met</h1>" + "<div class='lead'>x</div>" * 20_000 + PROSE,
        ("<h1 class='lead'><a href='/x'>The envoys met</a>" * 200 + "x" * 500_000) * 2 + PROSE,
        "<p>Read more: <a href='/x'>The envoys</a>" * 10_000 + PROSE,
        "<h1>The envoys met</h1>" + "<time datetime='2015-07-14T10:00:00Z'>14 July 2015</time>" * 20_000 + PROSE,
        "<h1>The envoys met</h1><p>" + "sign up for " * 200_000 + PROSE,
        PROSE + "2015-07-14 " * 80_000,
    ],
    ids=lambda markup: markup[:24].strip() or "blanks",
)
def test_hostile_markup_is_bounded(write: Write, markup: str) -> None:
    started = time.process_time()
    assert len(list(read([write("hostile.html", f"<!DOCTYPE html><html><body>{markup}</body></html>")]))) == 1
    assert time.process_time() - started < PATIENCE


def test_long_values_scripts_and_comments_are_no_hostile_tags(write: Write) -> None:
    picture = "<img src=data:image/png;base64," + "iVBORw0KGgo/AAA+" * 2000 + ">"
    quoted = f'<div data-state="{"a b " * 5000}"></div>'
    script = "<script>for(i=0;i<e.length;i++){" + "a=b;c d " * 2000 + "}</script>"
    comment = "<!-- <p " + "a b " * 5000 + "-->"
    (document,) = documents(write("long.html", f"<html><body>{picture}{quoted}{script}{comment}{PROSE}</body></html>"))
    assert document.text == "The envoys met on Monday in Port Haven, officials said."


def test_too_many_elements_are_refused_with_the_limit(write: Write) -> None:
    error = refusal(write("many.html", f"<!DOCTYPE html><html><body>{'<p>a' * 30_000}</body></html>"))
    assert "the limit is 25,000 a page" in error.reason


def test_a_failing_extraction_costs_one_page(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AttributeError("NoneType")

    monkeypatch.setattr("onrecord.sources.html_text.bare_extraction", fail)
    error = refusal(write("odd.html", f"<!DOCTYPE html><html><body>{PROSE}</body></html>"))
    assert "extraction fails on (AttributeError)" in error.reason


def test_failing_metadata_cost_no_article(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AttributeError("NoneType")

    monkeypatch.setattr("onrecord.sources.html_meta.extract_metadata", fail)
    head = '<title>Envoys</title><meta property="og:site_name" content="Haven Herald">'
    (document,) = documents(write("odd.html", f"<!DOCTYPE html><html><head>{head}</head><body>{PROSE}</body></html>"))
    assert (document.meta.title, document.meta.outlet) == ("Envoys", "Haven Herald")


PIECES = [
    "<p>",
    "</p>",
    "<br>",
    "<div class='credit'>",
    "</div>",
    "<table>",
    "<td>",
    "<h1>",
    "<li>",
    "<a href='//x'>",
    "</a>",
]
PIECES += [
    "<body>",
    "<html lang='",
    "<meta charset=x>",
    "<!--",
    "-->",
    "&#0;",
    "&#xD800;",
    "<script>",
    "</",
    "\x00",
    "\x0b",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=30), max_size=40).map("".join))
@example("<html><frameset></frameset></html>")
@example("<svg><p>text</p></svg>")
def test_any_markup_gives_one_document_or_one_error(write: Write, markup: str) -> None:
    (found,) = read([write("any.html", "<!DOCTYPE html>" + markup)])
    if isinstance(found, DocumentError):
        assert "\n" not in str(found)
    else:
        assert found.text.strip() == found.text != ""
        found.text.encode("utf-8")
