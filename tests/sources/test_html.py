"""Pages: the article and what is said about it, without the clutter; the pages are written for these tests."""

from __future__ import annotations

import socket
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from .conftest import PAGES, Write, documents, line, refusal

if TYPE_CHECKING:
    from onrecord.records import Document

OLD_PORT = "Envoys meet again in the old port"
PARAGRAPH = "<p>The envoys met on Monday in Port Haven, officials said.</p>"


def article(head: str = "", body: str = PARAGRAPH) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>"


def page(name: str) -> Document:
    (document,) = documents(str(PAGES / name))
    return document


def test_the_text_of_a_page_with_sections() -> None:
    assert page("sections.html").text.split("\n\n") == [
        "Norland’s president said on Saturday that his government “will not accept” the terms that Sudmark put forward "
        "in February, leaving the talks without a date.",
        "Why It Matters",
        "The two countries closed their border in 2019, and trade between them has not recovered since.",
        "What To Know",
        "Sudmark offered to lift its tariffs in three steps.",
        "Norland asked for all of them to go at once.",
        "The foreign ministry in Sudmark did not answer an email from The Daily Example on Saturday.",
        "What People Are Saying",
        "Sudmark’s envoy, Eva Stone: “We have said what we had to say, and the door stays open.”",
        "“Nobody wins from a closed border,” a trader wrote.",
        "What Happens Next",
        "The mediators are expected in Port Haven on Tuesday.",
        "Update, 3/8/25, 9:12 p.m. ET: This article was updated with the envoy’s comment.",
    ]


def test_the_facts_of_a_page_with_json_ld() -> None:
    document = page("sections.html")
    meta = document.meta
    assert meta.id == meta.url == "https://www.dailyexample.test/norland-rejects-terms-2041"
    assert meta.title == "Norland Rejects Sudmark's Terms as Talks Stall"
    assert meta.outlet == "The Daily Example"
    assert meta.author == "Ada Writer; Ben Scribe"
    assert meta.language == "en-US"
    assert meta.updated == "2025-03-09T03:00:00+00:00"
    assert meta.raw_sha256 == sha256((PAGES / "sections.html").read_bytes()).hexdigest()
    assert meta.text_sha256 == sha256(document.text.encode()).hexdigest()


def test_the_day_is_that_of_the_outlet_s_own_clock() -> None:
    meta = page("sections.html").meta  # its JSON-LD has the same moment in UTC, on Sunday
    assert meta.published == "2025-03-08T20:30:00-05:00"
    assert meta.date == "2025-03-08"


def test_a_page_of_a_weblog() -> None:
    document = page("blog.html")
    assert [paragraph[:20] for paragraph in document.text.split("\n\n")] == [
        "PORT HAVEN — The tra",
        "“The first boat leav",
        "Under the accord eac",
    ]
    meta = document.meta
    assert meta.id.endswith("blog.html")
    assert (meta.title, meta.outlet, meta.author) == ("Ministers sign ferry accord", "Haven Herald", "Olive Quill")
    assert (meta.published, meta.language) == ("2016-05-04", "en-GB")


def test_a_page_laid_out_by_tables_in_an_old_encoding() -> None:
    document = page("tables.html")
    first, second, third = document.text.split("\n\n")
    assert first.endswith("two days after the café bombing, the foreign ministry said.")
    assert second == "“This is not a break in relations,” the ministry’s spokesman said in a statement."
    assert third == "Sudmark called the step regrettable."
    assert document.meta.title == "Norland recalls envoy"
    assert document.meta.published is None  # the copyright line's 1997 is no date of the article


def test_tables_of_data_are_left_out(write: Write) -> None:
    table = "<table><tr><th>Country</th><th>Envoy</th></tr><tr><td>Norland</td><td>Stone</td></tr></table>"
    (document,) = documents(write("t.html", article(body=PARAGRAPH + table + PARAGRAPH.replace("Monday", "Friday"))))
    assert document.text.count("\n\n") == 1
    assert "Stone" not in document.text


def test_a_line_break_ends_a_paragraph_unless_the_sentence_goes_on(write: Write) -> None:
    body = "<p>The envoys met on Monday,<br>officials said.<br><br>They left on Friday.<br/>“No comment,” one said.</p>"
    (document,) = documents(write("br.html", article(body=body)))
    assert document.text.split("\n\n") == [
        "The envoys met on Monday, officials said.",
        "They left on Friday.",
        "“No comment,” one said.",
    ]


@pytest.mark.parametrize(
    "caption",
    [
        '<figure><img src="a.jpg"><figcaption>CAPTION</figcaption></figure>',
        '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">CAPTION</p></div>',
        '<div><img src="a.jpg"><span class="photo-credit">CAPTION</span></div>',
        '<p class="article__image-credit">CAPTION</p>',
        '<div class="ImageCaptionText">CAPTION</div>',
        '<p itemprop="copyrightHolder" class="credit">CAPTION</p>',
    ],
)
def test_captions_and_credits_are_kept_out(write: Write, caption: str) -> None:
    text = caption.replace("CAPTION", "Envoys at the door, April 3. Cam Lens/Example Photo")
    (document,) = documents(write("c.html", article(body=PARAGRAPH + text + "<p>They will meet again on Friday.</p>")))
    assert "Cam Lens" not in document.text
    assert document.text.endswith("They will meet again on Friday.")


def test_an_article_in_a_box_that_is_called_caption_stays(write: Write) -> None:
    body = f'<div class="has caption">{PARAGRAPH * 9}</div>'.replace("Monday", "the Monday")
    (document,) = documents(
        write("c.html", article(body=body + "".join(f"<p>Point {n} is this.</p>" for n in range(9))))
    )
    assert "the Monday" in document.text


def test_soft_hyphens_and_zero_width_blanks_go(write: Write) -> None:
    body = "<p>The envoys of Nor&shy;land met on Mon&#8203;day in&nbsp;Port Haven.</p>"
    (document,) = documents(write("s.html", article(body=body)))
    assert document.text == "The envoys of Norland met on Monday in Port Haven."


@pytest.mark.parametrize(
    ("head", "field", "expected"),
    [
        (
            '<meta property="article:published_time" content="2016-05-04T10:00:00Z">',
            "published",
            "2016-05-04T10:00:00+00:00",
        ),
        ('<meta name="pubdate" content="May 4, 2016">', "published", "2016-05-04"),
        ('<meta name="DC.date.issued" content="2016-05-04">', "published", "2016-05-04"),
        ('<meta name="date" content="some time ago">', "published", None),
        ('<meta itemprop="dateModified" content="2016-05-05">', "updated", "2016-05-05"),
        ('<meta property="og:updated_time" content="1462444200">', "updated", None),
        ('<meta http-equiv="Content-Language" content="fr">', "language", "fr"),
        ('<meta property="og:locale" content="pt_BR">', "language", "pt-BR"),
        ('<link rel="canonical" href="/relative">', "url", None),
        ('<meta property="og:url" content="https://haven.test/x?id=3">', "url", "https://haven.test/x?id=3"),
        ('<meta property="og:site_name" content=" Haven\n Herald ">', "outlet", "Haven Herald"),
        (
            "<title>Envoys meet | Haven Herald</title><meta property=og:site_name content='Haven Herald'>",
            "title",
            "Envoys meet",
        ),
    ],
)
def test_facts_from_the_head(write: Write, head: str, field: str, expected: str | None) -> None:
    (document,) = documents(write("h.html", article(head)))
    assert getattr(document.meta, field) == expected


@pytest.mark.parametrize(
    ("linked", "field", "expected"),
    [
        ('{"@type": "NewsArticle", "datePublished": "2016-05-04"}', "published", "2016-05-04"),
        ('[{"@type": "Organization"}, {"@type": ["ReportageNewsArticle"], "headline": "H x"}]', "title", "H x"),
        ('{"@graph": [{"@type": "WebPage", "datePublished": "2016-05-04"}]}', "published", "2016-05-04"),
        ('{"@type": "Article", "author": "Ada Writer"}', "author", "Ada Writer"),
        ('{"@type": "Article", "author": [{"name": "Ada"}, {"name": ["x"]}, 3, null]}', "author", "Ada"),
        ('{"@type": "Article", "publisher": {"name": "Haven Herald"}}', "outlet", "Haven Herald"),
        ('{"@type": "Article", "headline": "broken\nline", "dateModified": "2016-05-04"}', "updated", "2016-05-04"),
        ('{"@type": "Recipe", "datePublished": "2016-05-04"}', "published", None),
        ('{"@type": "Article", "datePublished": "2016-05-04"', "published", None),
        ('"@type"', "published", None),
    ],
)
def test_facts_from_json_ld(write: Write, linked: str, field: str, expected: str | None) -> None:
    (document,) = documents(write("l.html", article(f'<script type="application/ld+json">{linked}</script>')))
    assert getattr(document.meta, field) == expected


@pytest.mark.parametrize("keep", [0.75, 0.9, 0.98])
def test_a_truncated_page_gives_what_is_there(write: Write, keep: float) -> None:
    body = "".join(PARAGRAPH.replace("Monday", f"day {n}") for n in range(20)).replace("Port", "Zürich’s Port")
    raw = article("<title>Envoys</title>", body).encode()
    (document,) = documents(write("cut.html", raw[: int(len(raw) * keep)]))
    whole = [f"The envoys met on day {n} in Zürich’s Port Haven, officials said." for n in range(20)]
    found = document.text.split("\n\n")
    assert len(found) >= 20 * (keep - 0.15)
    assert found[:-1] == whole[: len(found) - 1]


def test_a_page_cut_in_the_middle_of_a_character(write: Write) -> None:
    raw = article(body="<p>The envoys met in Zürich’s old town on Monday, said the café’s").encode()
    cut = raw[: raw.rindex("’".encode()) + 1]
    (document,) = documents(write("cut.html", cut))
    assert document.text == "The envoys met in Zürich’s old town on Monday, said the café"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<nav><a href=/>Home</a></nav><h2><a href=/1>Ministers meet in Port Haven for talks</a></h2><footer>© 2015 All "
        "rights reserved by the Haven Herald.</footer>",
        "<script>var text = 'The envoys met on Monday in Port Haven, officials said.';</script>",
    ],
)
def test_a_page_without_an_article_is_refused(write: Write, body: str) -> None:
    error = refusal(
        write("none.html", f"<!DOCTYPE html><html><head><title>Home</title></head><body>{body}</body></html>")
    )
    assert "no article text" in error.reason


def test_fragments_are_read(write: Write) -> None:
    (document,) = documents(write("f.jsonl", line(id="f", html=PARAGRAPH + "<p>They left.</p>")))
    assert document.text == "The envoys met on Monday in Port Haven, officials said.\n\nThey left."


@pytest.mark.parametrize(
    "start", ["<!-- " + "x" * 99 + " --><html lang=fr>", "<!DOCTYPE html>\n<!-- x --><html lang=fr>"]
)
def test_what_stands_before_the_page_does_not_matter(write: Write, start: str) -> None:
    (document,) = documents(
        write("p.html", f"{start}<head><title>Envoys</title></head><body>{PARAGRAPH}</body></html>")
    )
    assert (document.meta.language, document.meta.title) == ("fr", "Envoys")


def test_nothing_is_fetched(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = '<base href="https://haven.test/"><link rel="stylesheet" href="https://haven.test/s.css">'
    doctype = '<!DOCTYPE html SYSTEM "https://haven.test/x.dtd">'
    raw = doctype + article(head, PARAGRAPH + '<iframe src="https://haven.test/f"></iframe>').removeprefix(
        "<!DOCTYPE html>"
    )
    assert documents(write("net.html", raw))


def test_odd_pages_say_nothing_on_standard_error(write: Write, capfd: pytest.CaptureFixture[str]) -> None:
    refusal(write("empty.html", "<!DOCTYPE html><html><body></body></html>"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("<h1>Envoys meet in Port Haven</h1>", "Envoys meet in Port Haven"),
        ('<h1><span class="kicker">Analysis</span> Envoys meet again</h1>', "Envoys meet again"),
        ('<h1><span class="sr-only">Video: </span>Envoys meet in Port Haven</h1>', "Envoys meet in Port Haven"),
        ('<h1><a href="/">Haven Herald</a></h1><h2>Envoys meet again in the old port</h2>', OLD_PORT),
        ("<h1>Haven Herald</h1>", "Envoys meet again"),
        ("<h1>The Haven Herald of Norland</h1><h2>Envoys meet again in the old port</h2>", OLD_PORT),
        ("<h1>A stove, a cow and no telephone</h1>", "Envoys meet again"),
        ("<h1>Back at the table: envoys are talking</h1>", "Back at the table: envoys are talking"),
        ("<h1>Weather</h1><h1>Envoys meet again, at last</h1>", "Envoys meet again, at last"),
    ],
)
def test_the_title_is_the_headline_that_readers_see(write: Write, heading: str, title: str) -> None:
    head = (
        '<meta property="og:title" content="Envoys meet again | Haven Herald">'
        '<meta property="og:site_name" content="Haven Herald">'
    )
    (document,) = documents(write("h.html", article(head, heading + PARAGRAPH)))
    assert document.meta.title == title


@pytest.mark.parametrize(
    ("declared", "shown", "published"),
    [
        ("2025-03-09T01:30:00Z", "March 8, 2025 8:30 PM EST", "2025-03-08"),
        ("2025-03-09T01:30:00Z", "9 March 2025", "2025-03-09T01:30:00+00:00"),
        ("2025-03-09T01:30:00Z", "Updated March 10, 2025", "2025-03-09T01:30:00+00:00"),
        ("2025-03-09T01:30:00Z", "8 March 2024", "2025-03-09T01:30:00+00:00"),
        ("2025-03-09T01:30:00+02:00", "8 March 2025", "2025-03-09T01:30:00+02:00"),
        (None, "Published 8 March 2025", "2025-03-08"),
        (None, "03/08/2025 10:15 PM ET", "2025-03-08"),
        (None, "08.03.2025, 10.15 Uhr", "2025-03-08"),
        (None, "03/08/2025", None),
        (None, '<time datetime="2025-03-08T10:15:00-05:00">yesterday</time>', "2025-03-08T10:15:00-05:00"),
        (None, "<aside>Most read: 8 March 2025</aside>", None),
    ],
)
def test_the_day_is_the_one_that_readers_see(
    write: Write, declared: str | None, shown: str, published: str | None
) -> None:
    head = f'<meta property="article:published_time" content="{declared}">' if declared else ""
    body = f"<h1>Envoys meet again in Port Haven</h1><div><span>{shown}</span></div>{PARAGRAPH}"
    (document,) = documents(write("h.html", article(head, body)))
    assert document.meta.published == published


def test_a_lead_that_stands_apart_is_the_first_paragraph(write: Write) -> None:
    lead = "Two years after the talks broke down, both sides say that they are ready."
    body = f'<header><h1>Envoys meet again in Port Haven</h1><p class="article__standfirst">{lead}</p></header>'
    page_ = f"<!DOCTYPE html><html><body><main>{body}<div class=body>{PARAGRAPH * 3}</div></main></body></html>"
    (document,) = documents(write("l.html", page_.replace("Monday", "Monday, as planned,", 1)))
    assert document.text.split("\n\n")[0] == lead


def test_paragraphs_are_kept_whatever_their_class_is_called(write: Write) -> None:
    texts = [
        f"The envoys met for the {n}th time in the old port of the town, and they parted as friends." for n in range(6)
    ]
    body = "".join(f'<p class="share-par ad-slot">{text}</p>' for text in texts)
    (document,) = documents(write("p.html", article(body=f'{body}<p class="newsletter">Get it on Sundays.</p>')))
    assert document.text.split("\n\n") == texts


def test_a_page_whose_article_is_called_furniture_is_read_all_the_same(write: Write) -> None:
    texts = [f"The envoys met for the {n}th time in the old port of the town, they said." for n in range(4)]
    body = "".join(f'<div class="social-share"><p>{text}</p></div>' for text in texts)
    (document,) = documents(write("p.html", f"<!DOCTYPE html><html><body><main>{body}</main></body></html>"))
    assert document.text.split("\n\n") == texts


def test_every_entry_of_a_live_report_is_part_of_it(write: Write) -> None:
    linked = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
    heading = "<h1>Envoys meet again in Port Haven</h1>"
    entries = "".join(
        f"<li><article><header><time>1{n}:00</time><h2>Entry {n}</h2></header><div itemprop=articleBody>"
        f"<p>The envoys met for the {n}th time on Monday, officials said.</p></div></article></li>"
        for n in range(3, 7)
    )
    aside = "<aside><p>Most read: a storm closes the airports of the north for a second day.</p></aside>"
    (document,) = documents(write("l.html", f"<!DOCTYPE html><main>{heading}<ol>{entries}</ol>{aside}{linked}</main>"))
    assert document.text.split("\n\n") == [
        line
        for n in range(3, 7)
        for line in (f"Entry {n}", f"The envoys met for the {n}th time on Monday, officials said.")
    ]


def test_a_page_that_shows_nothing_gives_what_it_declares(write: Write) -> None:
    linked = '{"@type": "NewsArticle", "articleBody": "The envoys met on Monday.\\nThey &amp; others left."}'
    shell = f'<html><body><div id=root></div><script type="application/ld+json">{linked}</script></body></html>'
    (document,) = documents(write("s.html", f"<!DOCTYPE html>{shell}"))
    assert document.text == "The envoys met on Monday.\n\nThey & others left."
