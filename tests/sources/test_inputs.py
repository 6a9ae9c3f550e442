"""Paths, directories and standard input; what cannot be read is named, and the rest is read."""

from __future__ import annotations

import gzip
import io
import os
import socket
import tracemalloc
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from onrecord.errors import ConfigurationError, DocumentError, SourceError
from onrecord.records import Document
from onrecord.sources import DEFAULT_MAX_CHARS, read

from .conftest import Write, documents, line, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind the superuser"
)


def outline(units: Iterator[Document | DocumentError]) -> list[str]:
    return [unit.meta.id if isinstance(unit, Document) else f"! {unit.where}" for unit in units]


@pytest.fixture
def feed_stdin(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    stream = io.BytesIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
    return stream


def test_inputs_come_in_order_and_errors_in_their_place(write: Write) -> None:
    write("b.txt", "Later text.")
    write("a.jsonl", line(text="a b") + "{\n" + line(text="c d"))
    found = outline(read(["b.txt", "missing.txt", "a.jsonl", "b.txt"]))
    assert found == ["b.txt", "! missing.txt", "a.jsonl:1", "! a.jsonl:2", "a.jsonl:3", "b.txt"]


def test_a_directory_is_walked_in_sorted_order_without_hidden_files(write: Write) -> None:
    for name in ("d/b.txt", "d/a/z.txt", "d/a/.hidden", "d/.git/config", "d/c.jsonl", "d/a.txt"):
        write(name, "Some text.")
    write("d/blob", b"\0\1\2\3")
    assert outline(read(["d"])) == ["d/a/z.txt", "d/a.txt", "d/b.txt", "! d/blob", "d/c.jsonl"]
    assert outline(read(["d/a/.hidden"])) == ["d/a/.hidden"]


def test_a_directory_without_files_is_an_error(write: Write) -> None:
    write("d/.hidden", "Some text.")
    error = refusal("d")
    assert isinstance(error, SourceError)
    assert "without a file" in error.reason


def test_links_to_directories_are_not_followed_round_in_circles(write: Write) -> None:
    write("d/a.txt", "Some text.")
    Path("d/again").symlink_to(Path("d").resolve(), target_is_directory=True)
    Path("d/gone").symlink_to("nowhere")
    assert outline(read(["d"])) == ["d/a.txt", "! d/gone"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "no such file"),
        ("a.txt/b", "cannot be opened"),
        ("x" * 5000, "cannot be opened"),
        ("nul\0byte", "not a path"),
        ("", "an empty path"),
        ("line\nbreak", "no such file"),
        ("/dev/null", "a device, not a file; pipe it into standard input"),
    ],
)
def test_paths_that_cannot_be_opened(write: Write, name: str, reason: str) -> None:
    write("a.txt", "Some text.")
    error = refusal(name)
    assert isinstance(error, SourceError)
    assert reason in error.reason


def test_a_named_pipe_and_a_socket_are_refused_without_waiting(write: Write) -> None:
    write("a.txt", "Some text.")
    os.mkfifo("pipe")
    assert "a named pipe, not a file; pipe it into standard input" in refusal("pipe").reason
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert "a socket, not a file" in refusal("socket").reason
    assert outline(read(["."])) == ["a.txt", "! pipe", "! socket"]


@needs_permissions
def test_what_may_not_be_read_is_named(write: Write) -> None:
    write("a.txt", "Some text.")
    write("closed/b.txt", "Some text.")
    Path("a.txt").chmod(0)
    Path("closed").chmod(0)
    try:
        assert outline(read(["a.txt", "closed"])) == ["! a.txt", "! closed"]
    finally:
        Path("closed").chmod(0o755)


def test_an_error_while_reading_is_named_and_the_rest_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    write("a.txt", "Some text.")
    monkeypatch.setattr("onrecord.sources.reading.open_file", lambda path: (Failing(), 9))
    error = refusal("a.txt")
    assert str(error) == "a.txt: cannot be read: Input/output error"


def test_a_name_that_is_no_text_can_be_reported(write: Write) -> None:
    name = write(os.fsdecode(b"caf\xe9\n.txt"), "Some text.")
    (document,) = documents(name)
    assert document.meta.id == "caf\ufffd\ufffd.txt"


def test_standard_input_is_told_by_its_contents_too(feed_stdin: io.BytesIO) -> None:
    feed_stdin.write((line(id="x", text="a b") + line(text="c d")).encode())
    feed_stdin.seek(0)
    assert outline(read(["-"])) == ["x", f"stdin-{sha256(b'c d').hexdigest()[:12]}"]


def test_text_on_standard_input(feed_stdin: io.BytesIO) -> None:
    text = "The envoys met. " * 9000  # longer than the head by which the format is told
    feed_stdin.write(text.encode())
    feed_stdin.seek(0)
    (document,) = documents("-")
    assert document.text == text
    assert document.meta.id == f"stdin-{sha256(text.encode()).hexdigest()[:12]}"


def test_standard_input_is_read_no_further_than_a_document_may_be(feed_stdin: io.BytesIO) -> None:
    feed_stdin.write(b"The envoys met. " * 100_000)
    feed_stdin.seek(0)
    error = refusal("-", max_chars=10_000)
    assert error.where == "stdin"
    assert "10,000 characters" in error.reason
    assert feed_stdin.tell() < 200_000


@pytest.mark.parametrize("start", ["The envoys met. ", "<!DOCTYPE html><html><body><p>The envoys met. ", "\0"])
def test_fifty_megabytes_are_refused_in_little_memory(write: Write, start: str) -> None:
    name = write("huge", start * (70_000 // len(start)))
    with Path(name).open("r+b") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    refusal(name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_long_file_of_lines_is_read_in_little_memory(write: Write) -> None:
    name = write("long.jsonl", line(text="The envoys met. " * 60) * 10_000)  # 10 MB
    list(read([name], max_chars=10))  # what is loaded at the first use does not count
    tracemalloc.start()
    count = sum(isinstance(unit, Document) for unit in read([name]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 2_000_000


def test_a_limit_below_one_is_the_caller_s_mistake() -> None:
    with pytest.raises(ConfigurationError, match="max_chars"):
        read(["a.txt"], max_chars=0)
    assert DEFAULT_MAX_CHARS == 1_000_000


def test_a_pattern_names_the_files_that_fit_it(write: Write) -> None:
    for name in ("d/a.txt", "d/b.html", "d/e/c.txt", "d/.hidden.txt", "e[1].txt"):
        write(name, "Some text.")
    assert outline(read(["d/*.txt"])) == ["d/a.txt"]
    assert outline(read(["d/**/*.txt"])) == ["d/a.txt", "d/e/c.txt"]
    assert outline(read(["e[1].txt"])) == ["e[1].txt"]
    assert "no file that fits it" in refusal("d/*.pdf").reason


def test_what_is_gzipped_is_read_as_what_it_holds(write: Write) -> None:
    name = write(
        "a.jsonl.gz",
        gzip.compress(line(id="x", text="a b").encode()) + gzip.compress(line(id="y", text="c d").encode()),
    )
    assert outline(read([name])) == ["x", "y"]
    assert outline(read([write("empty.gz", gzip.compress(b""))])) == ["! empty.gz"]


@pytest.mark.parametrize("damage", [slice(0, -9), slice(0, 40), slice(0, 12)])
def test_damaged_gzip_is_named(write: Write, damage: slice) -> None:
    lines = "".join(line(id=str(n), text=f"a b {n * 7919}") for n in range(9)).encode()
    (*_, error) = read([write("a.gz", gzip.compress(lines)[damage])])
    assert isinstance(error, SourceError)
    assert "gzip" in error.reason


@pytest.mark.parametrize(
    "start", ["The envoys met. ", '{"text": "', "<!DOCTYPE html><p>", "text,title\n", "<rss>", "<nitf>"]
)
def test_a_gzip_bomb_is_refused_in_little_memory(write: Write, start: str) -> None:
    name = write("bomb.gz", gzip.compress(start.encode() + b" " * 300_000_000))
    tracemalloc.start()
    found = list(read([name]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found[-1], DocumentError)
    assert peak < 150_000_000


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def test_each_file_of_an_archive_is_an_input(write: Write) -> None:
    lines = line(id="x", text="a b").encode()
    page = b"<!DOCTYPE html><p>The envoys met on Monday in Port Haven, officials said.</p>"
    name = write("a.zip", zipped(a__lines=lines, b=page, c=b"\0", d=gzip.compress(lines), e=zipped(f=lines)))
    assert outline(read([name])) == ["x", "a.zip!b", "! a.zip!c", "x", "! a.zip!e"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped(a=b"Some text.")[:-30], "a damaged archive"),
        (b"PK\x03\x04" + b"\0" * 99, "a damaged archive"),
        (zipped(**{"[Content_Types].xml": b"<x/>"}), "an Office document"),
    ],
    ids=("cut off", "hardly begun", "an Office document"),  # an archive's bytes hold the time: no names for tests
)
def test_archives_that_are_none(write: Write, content: bytes, reason: str) -> None:
    assert reason in refusal(write("a.zip", content)).reason


def test_a_zip_bomb_costs_itself_in_little_memory(write: Write) -> None:
    name = write("a.zip", zipped(a=b"<rss>" + b" " * 300_000_000, b=b"Some text."))
    tracemalloc.start()
    assert outline(read([name])) == ["! a.zip!a", "a.zip!b"]
    assert tracemalloc.get_traced_memory()[1] < 150_000_000
    tracemalloc.stop()


def test_an_archive_on_standard_input(feed_stdin: io.BytesIO) -> None:
    feed_stdin.write(zipped(a=line(id="x", text="a b").encode()))
    feed_stdin.seek(0)
    assert outline(read(["-"])) == ["x"]
