"""Plain text is its own document: nothing in it is changed, and what is no text is refused."""

from __future__ import annotations

import os
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.records import Document
from onrecord.sources import read

from .conftest import Write, documents, refusal

ARTICLE = "PORT HAVEN — The envoys met on Monday.\r\n\r\n“We go on,” one of them said.\n"


def test_the_text_is_the_input_unchanged(write: Write) -> None:
    (document,) = documents(write("talks.txt", ARTICLE))
    assert document.text == ARTICLE
    assert document.meta.id == "talks.txt"
    assert document.meta.text_sha256 == document.meta.raw_sha256 == sha256(ARTICLE.encode()).hexdigest()
    assert document.meta.dated_by == "none"
    assert document.meta.published is None


def test_only_a_leading_byte_order_mark_goes(write: Write) -> None:
    raw = b"\xef\xbb\xbf" + ARTICLE.encode() + "\ufeff".encode()
    (document,) = documents(write("talks.txt", raw))
    assert document.text == ARTICLE + "\ufeff"
    assert document.meta.raw_sha256 == sha256(raw).hexdigest()
    assert document.meta.text_sha256 == sha256(document.text.encode()).hexdigest()


@given(body=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300))
def test_any_unicode_text_comes_back(write: Write, body: str) -> None:
    text = "The minister said: " + body
    (document,) = documents(write("any.txt", text))
    assert document.text == text


@pytest.mark.parametrize("content", ["", " \n\t\r\n", "\ufeff", "\u2003\u2028"])
def test_empty_and_blank_files_are_refused(write: Write, content: str) -> None:
    assert refusal(write("blank.txt", content)).reason.startswith("empty")


@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
        b"text at first " * 9000 + b"\0" + b" and more",
        b"The \x01\x02\x03 envoys \x04\x05 met",
        bytes(range(256)) * 40,
    ],
)
def test_binary_files_are_refused(write: Write, content: bytes) -> None:
    assert "binary" in refusal(write("blob.txt", content)).reason


@given(noise=st.binary(min_size=1, max_size=400))
def test_arbitrary_bytes_never_raise(write: Write, noise: bytes) -> None:
    found = list(read([write("noise", noise)]))
    assert found
    assert all(isinstance(unit, Document | DocumentError) for unit in found)


def test_the_framing_of_wire_copy_does_not_cost_the_story(write: Write) -> None:
    story = "\x01a0123\x02" + "The envoys met on Monday in Port Haven. " * 12 + "\x03\x04"
    (document,) = documents(write("wire.txt", story))
    assert document.text == story


def test_a_text_over_the_limit_is_refused_with_the_limit(write: Write) -> None:
    name = write("long.txt", "é" * 101)
    error = refusal(name, max_chars=100)
    assert "101 characters" in error.reason
    assert "100 characters a document" in error.reason
    assert documents(name, max_chars=101)


def test_a_huge_file_is_refused_unread(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write("huge.txt", "The envoys met. ")
    os.truncate(name, 50_000_000)  # a sparse file of NULs after the first sentence
    assert "binary" in refusal(name).reason
    with open(name, "r+b") as file:  # noqa: PTH123
        file.write(b"The envoys met. " * 5000)
    error = refusal(name)
    assert "50,000,000 bytes" in error.reason
    assert "1,000,000 characters" in error.reason
