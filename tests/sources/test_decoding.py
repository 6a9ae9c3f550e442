"""Encodings: told for certain or refused, never a text full of wrong letters."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.sources.decoding import decode, decode_html

QUOTED = "“We go on,” the envoy’s spokesman said — and left for the café in Zürich.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_of_english_text(encoding: str) -> None:
    assert decode(QUOTED.encode(encoding), "x") == QUOTED


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Министр заявил во вторник, что переговоры были полезными."),
        ("koi8-r", "Министр заявил во вторник, что переговоры были полезными."),
        ("cp1253", "Ο υπουργός δήλωσε την Τρίτη ότι οι συνομιλίες ήταν χρήσιμες."),
        ("gb18030", "外交部长星期二说，日内瓦的谈判是有益的，但分歧仍然存在。各方将继续努力。"),
        ("cp1252", "Der Außenminister sagte am Dienstag, die Gespräche seien nützlich gewesen, trotz allem."),
    ],
)
def test_other_legacy_encodings(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "x") == text


def test_one_apostrophe_in_a_long_text_is_enough() -> None:
    text = "The ministers met again on Monday without an end in sight. " * 400 + "The envoy’s plane left."
    assert decode(text.encode("cp1252"), "x") == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Minister powiedział we wtorek, że rozmowy były użyteczne."),
        ("cp1254", "Dışişleri bakanı salı günü görüşmelerin yararlı geçtiğini söyledi."),
        ("cp1254", "The president, Recep Tayyip Erdoğan, met the envoy in Ankara on Tuesday, his office said."),
        ("cp1250", "The mayor, Rafał Trzaskowski, met the envoy in Łódź on Tuesday for talks about trade."),
        ("mac_roman", "“We go on,” the envoy’s spokesman said on Tuesday, and left for the airport."),
        ("cp850", "The two met in a café in Zürich on Tuesday, and the talk went on until late."),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused_with_advice(encoding: str, text: str) -> None:
    with pytest.raises(DocumentError, match=r"could be cp\d+ or .*; convert it to UTF-8, for instance: iconv"):
        decode(text.encode(encoding), "x")


def test_damaged_utf8_is_not_read_as_something_else() -> None:
    with pytest.raises(DocumentError, match="damaged utf-8"):
        decode(("Zürich, café. " * 3).encode() + b"the envoy\x92s plane", "x")


def test_a_last_character_that_was_cut_is_dropped() -> None:
    assert decode("“We go on”".encode()[:-1], "x") == "“We go on"
    assert decode("“We go on”".encode("utf-16")[:-1], "x") == "“We go on"


def test_a_page_s_own_charset_is_believed() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>powiedział</p>'
    assert decode_html(page.encode("iso-8859-2"), "x") == page
    latin = "<meta charset=iso-8859-1><p>“We go on,” he said.</p>"
    assert decode_html(latin.encode("cp1252"), "x") == latin


def test_a_page_with_stray_bytes_is_read_as_browsers_do() -> None:
    page = "<meta charset=utf-8><p>Zürich, café ".encode() + b"envoy\x92s</p>"
    assert decode_html(page, "x").endswith("Zürich, café envoy\ufffds</p>")
    assert decode_html(
        b"<meta charset=nonsense><p>the two met in a caf\xe9, and it was na\xefve, he said</p>", "x"
    ).endswith("naïve, he said</p>")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_refusal(raw: bytes) -> None:
    for decoder in (decode, decode_html):
        with suppress(DocumentError):
            decoder(raw, "x").encode("utf-8")
