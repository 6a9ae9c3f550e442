"""Web archives: pages become documents, what is broken costs itself, bombs and lies are bounded."""

from __future__ import annotations

import gzip
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.sources import read

from .conftest import Write, documents
from .warcs import page, record, response

A = response("https://haven.test/a", page("Aldport"))
B = response("https://haven.test/b", page("Bayton"))
C = response("https://haven.test/c", page("Capeville"))


def outline(name: str) -> list[str]:
    """The last letter of each document's address, ``!`` for an error."""
    return [unit.meta.id[-1] if not isinstance(unit, DocumentError) else "!" for unit in read([name])]


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


def test_each_page_is_a_document(write: Write) -> None:
    info = record("warcinfo", "", b"software: test\r\n")
    found = documents(write("x.warc", info + A + B + C))
    assert [document.meta.id for document in found] == [f"https://haven.test/{name}" for name in "abc"]
    assert found[0].text == "The envoys met on Monday in Aldport, officials said, and they will meet again."
    assert found[0].meta.url == "https://haven.test/a"


@pytest.mark.parametrize("data", [packed(A, B, C), gzip.compress(A + B + C), packed(A) + b"\0" * 512 + packed(B, C)])
def test_gzipped_by_record_or_as_a_whole(write: Write, data: bytes) -> None:
    assert outline(write("x.warc.gz", data)) == ["a", "b", "c"]


def test_what_is_no_page_is_passed_over(write: Write) -> None:
    others = [
        response("https://haven.test/i.png", b"\x89PNG", kind="image/png"),
        response("https://haven.test/gone", page(), status="404 Not Found"),
        response("https://haven.test/moved", b"", status="301 Moved", headers=("Location: /a",)),
        record("request", "https://haven.test/a", b"GET /a HTTP/1.1\r\nHost: haven.test\r\n\r\n"),
        record("metadata", "https://haven.test/a", b"fetchTimeMs: 3\r\n"),
    ]
    assert outline(write("x.warc", b"".join(others) + A)) == ["a"]


def test_the_page_s_own_address_comes_first(write: Write) -> None:
    head = '<link rel="canonical" href="https://haven.test/story">'
    (document,) = documents(write("x.warc", response("https://haven.test/story?from=feed", page(head=head))))
    assert document.meta.id == "https://haven.test/story"


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        (B.replace(b"Content-Length: ", b"Content-Length: 9"), ["a", "!", "c"]),
        (B.replace(b"Content-Length: ", b"Content-Length: 99999999"), ["a", "!", "c"]),
        (B.replace(b"Content-Length: 2", b"Content-Length: 1"), ["a", "!", "c"]),
        (B.replace(b"Content-Length: ", b"Content-Size: "), ["a", "!", "c"]),
        (B[:60], ["a", "!", "c"]),
        (B[:250], ["a", "!", "c"]),
        (B[:60] + b"\r\n", ["a", "!", "c"]),
        (b"not a record\r\n\r\n" + B, ["a", "!", "b", "c"]),
        (b"\0" * 100_000 + b"\r\n" + B, ["a", "!", "b", "c"]),
        (b"\r\n" * 20_000 + B, ["a", "b", "c"]),
        (response("https://haven.test/b", b"zz\r\nx", headers=("Transfer-Encoding: chunked",)), ["a", "!", "c"]),
        (response("https://haven.test/b", b"no gzip", headers=("Content-Encoding: gzip",)), ["a", "!", "c"]),
        (response("https://haven.test/b", b"<html></html>"), ["a", "!", "c"]),
    ],
)
def test_a_broken_record_costs_itself(write: Write, broken: bytes, found: list[str]) -> None:
    assert outline(write("x.warc", A + broken + C)) == found


@pytest.mark.parametrize("cut", [20, 60, 120])
@pytest.mark.parametrize("damage", ["cut", "zeroed"])
def test_a_damaged_member_costs_itself(write: Write, cut: int, damage: str) -> None:
    member = gzip.compress(B)
    broken = member[:cut] if damage == "cut" else member[:cut] + b"\0" * 20 + member[cut + 20 :]
    found = outline(write("x.warc.gz", packed(A) + broken + packed(C)))
    assert [unit for unit in found if unit != "!"] == ["a", "c"]
    assert found.count("!") <= 1


def test_an_archive_that_ends_within_a_record(write: Write) -> None:
    assert outline(write("x.warc", A + B[:-60])) == ["a", "!"]
    assert outline(write("x.warc.gz", packed(A) + gzip.compress(B)[:-30])) == ["a", "!"]


def test_a_member_that_grows_beyond_bounds_costs_itself(write: Write) -> None:
    bomb = gzip.compress(response("https://haven.test/b", b"<html>" + b" " * 200_000_000))
    name = write("x.warc.gz", packed(A) + bomb + packed(C))
    tracemalloc.start()
    assert outline(name) == ["a", "!", "c"]
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_a_response_that_unpacks_to_too_much_costs_itself(write: Write) -> None:
    bomb = response("https://haven.test/b", gzip.compress(b"x" * 200_000_000), headers=("Content-Encoding: gzip",))
    name = write("x.warc", A + bomb + C)
    started = time.process_time()
    assert outline(name) == ["a", "!", "c"]
    assert time.process_time() - started < 10


def test_a_record_larger_than_a_page_is_passed_over_in_little_memory(write: Write) -> None:
    film = response("https://haven.test/film", b"\0" * 60_000_000, kind="video/mp4")
    name = write("x.warc", A + film + C)
    tracemalloc.start()
    assert outline(name) == ["a", "!", "c"]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("charset", ["utf-8", "x-unknown", "iso-8859-1", "utf-16", "rot13", ""])
def test_a_wrong_charset_in_the_header_does_no_harm(write: Write, charset: str) -> None:
    kind = f"text/html; charset={charset}"
    utf8 = response("https://haven.test/u", page("Zürich’s old town"), kind=kind)
    old = page("Zürich’s old town", "<meta charset=windows-1252>").decode().encode("cp1252")
    found = documents(write("x.warc", utf8 + response("https://haven.test/o", old, kind=kind)))
    assert all("met on Monday in Zürich’s old town, officials" in document.text for document in found)


def test_the_header_s_charset_counts_where_the_page_gives_none(write: Write) -> None:
    body = page("Варна").decode().encode("cp1251")
    (document,) = documents(write("x.warc", response("https://haven.test/k", body, kind="text/html; charset=cp1251")))
    assert "Варна" in document.text


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=12), st.booleans(), st.integers(0, 3000))
def test_any_damage_leaves_documents_and_errors(
    write: Write, changes: list[tuple[int, int]], zipped: bool, cut: int
) -> None:
    data = bytearray(packed(A, B, C) if zipped else A + B + C)
    for place, value in changes:
        data[place % len(data)] = value
    kept = bytes(data[: max(cut % len(data), 9)])
    found = list(read([write("x", kept)]))
    assert all(isinstance(unit, DocumentError) or unit.text for unit in found)
    assert len(found) < 12


def test_the_first_and_last_survive_damage_in_the_middle(write: Write) -> None:
    """A bit turned anywhere in the second record's member loses that record at the most."""
    middle = gzip.compress(B)
    for place in range(0, len(middle), 7):
        broken = bytearray(middle)
        broken[place] ^= 0x55
        found = outline(write("x.warc.gz", packed(A) + bytes(broken) + packed(C)))
        assert (found[0], found[-1]) == ("a", "c"), place
