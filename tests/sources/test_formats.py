"""Contents decide the format, whatever the file is called."""

from __future__ import annotations

import bz2
import subprocess
import sys

import pytest

from onrecord.errors import SourceError
from onrecord.sources.formats import FORMATS, format_of
from onrecord.sources.sniff import Head

from .conftest import Write, documents, line, refusal

ITEM = "<p>The envoys met on Monday in Port Haven, officials said.</p>"
FEED = f'<rss version="2.0"><channel><item><description>{ITEM * 9}</description></item></channel></rss>'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("The envoys met on Monday.", "plain text"),
        ("", "plain text"),
        ("[Photo: the envoys] They met.", "plain text"),
        ("{The envoys met.}", "plain text"),
        ("a < b and b > c, and <b>so</b> on", "plain text"),
        ("The <html> tag opens a page; the <body> tag its text. Both are closed. " * 20, "plain text"),
        ("<3 the envoys met", "plain text"),
        ("BZh is no word, and %PDF- no sentence", "plain text"),
        (f"<!DOCTYPE html>\n{ITEM}", "HTML"),
        (f"\n <!-- made by hand -->\n<HTML><BODY>{ITEM}", "HTML"),
        (f"Notice: undefined index\n<html><head></head><body>{ITEM * 2}", "HTML"),
        (f'<?xml version="1.0"?><!DOCTYPE html PUBLIC "a" "b"><html>{ITEM}</html>', "HTML"),
        (ITEM * 3, "HTML"),
        ("Met today.<br>Again tomorrow.<br><b>Then</b> they <i>leave</i>.", "HTML"),
        (line(text="a b"), "JSON Lines"),
        ("\n\n" + line(html=ITEM) * 3, "JSON Lines"),
        ('{"text": "' + "long " * 20_000, "JSON Lines"),
        ('{"text": broken\n' + line(text="a b"), "JSON Lines"),
        ('{\n  "text": "a b"\n}', "JSON"),
        ('[{"text": "a b"}]', "JSON"),
        ("[]", "JSON"),
        (FEED, "RSS or Atom"),
        ('<?xml version="1.0"?>\n<!-- x --><?xml-stylesheet href="s.xsl"?>\n' + FEED, "RSS or Atom"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "RSS or Atom"),
        ('<?xml version="1.0"?><rdf:RDF xmlns="x"></rdf:RDF>', "RSS or Atom"),
        (f'<?xml version="1.0"?><nitf><body>{ITEM * 9}</body></nitf>', "NITF"),
        ('<newsItem guid="x">', "NewsML-G2"),
        ("text,title\nThe envoys met,Talks\n", "CSV"),
        ("story;lead line\na;b\nc;d\ne;f\ng;h\n", "CSV"),
        ("Port Haven, Norland\nThe envoys met, officials said.\n", "plain text"),
        ("date,place\n", "plain text"),
    ],
)
def test_recognition(content: str, name: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert format_of(Head.of(content.encode(encoding)[:65536])).name == name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "WARC"),
        (b"WARC/1.0 is the name of a format.", "plain text"),
        (b"PAR1\0\0", "Parquet"),
        (b"PK\x03\x04....", "ZIP"),
        (b"https://haven.test/a\r\n# more\nhttp://haven.test/b\n", "list of addresses"),
        (b"https://haven.test/a is where it stands.\n", "plain text"),
    ],
)
def test_recognition_of_bytes(content: bytes, name: str) -> None:
    assert format_of(Head.of(content)).name == name


@pytest.mark.parametrize("name", ["page.txt", "page.jsonl", "page.pdf", "page"])
def test_the_suffix_does_not_matter(write: Write, name: str) -> None:
    (document,) = documents(write(name, f"<!DOCTYPE html><html><body>{ITEM}</body></html>"))
    assert document.text == "The envoys met on Monday in Port Haven, officials said."
    (document,) = documents(write("text.html", "The envoys met."))
    assert document.text == "The envoys met."


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (f'<?xml version="1.0"?><NewsML><body>{ITEM * 9}</body></NewsML>'.encode("utf-16"), "NewsML 1"),
        (b'<urlset xmlns="x"></urlset>', "a sitemap"),
        (b'<?xml version="1.0"?><!DOCTYPE plan [<!ENTITY a "b">]><plan></plan>', "XML with the root element plan"),
        (bz2.compress(b"The envoys met."), "bzip2"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"{\\rtf1\\ansi The envoys met.}", "RTF"),
    ],
)
def test_formats_that_are_not_read_yet_are_named(write: Write, content: bytes, name: str) -> None:
    error = refusal(write("input.txt", content))
    assert isinstance(error, SourceError)
    assert error.reason.startswith(f"not supported yet: looks like {name}")
    assert "; " in error.reason  # and what to do instead


def test_every_format_has_its_own_name() -> None:
    assert len({form.name for form in FORMATS}) == len(FORMATS)


def test_importing_the_package_loads_no_parser() -> None:
    code = "import sys, onrecord.sources; print([m for m in ('lxml', 'trafilatura', 'pydantic') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
