"""Files in pieces: read piece by piece they give what they give whole."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.sources.limits import Limits
from onrecord.sources.options import Options
from onrecord.sources.paths import display_name
from onrecord.sources.pieces import pieces, read_piece

from .warcs import page, record, response

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.records import Document

OPTIONS = Options(Limits(100_000))


def told(item: Document | DocumentError) -> object:
    return str(item) if isinstance(item, DocumentError) else item


def whole(path: Path) -> list[object]:
    return [told(item) for item in read_piece(str(path), display_name(str(path)), None, OPTIONS)]


def in_pieces(path: Path, most: int) -> list[object]:
    cut = pieces(str(path), most, OPTIONS)
    assert len(cut) > 1
    return [told(item) for piece in cut for item in read_piece(str(path), display_name(str(path)), piece, OPTIONS)]


lines = st.one_of(
    st.just(""),
    st.just('{"text": '),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).map(
        lambda text: json.dumps({"text": text}, ensure_ascii=False)
    ),
)


@settings(max_examples=12)
@given(st.lists(lines, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.integers(40, 600))
def test_lines_keep_their_numbers(
    tmp_path_factory: pytest.TempPathFactory, found: list[str], end: str, ended: bool, most: int
) -> None:
    first = [json.dumps({"id": f"first-{number}", "text": "The talks ended." * 5}) for number in range(8)]
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes((end.join([*first, *found]) + (end if ended else "")).encode())
    assert in_pieces(path, most) == whole(path)


def test_lines_beyond_a_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.sources.pieces.CHUNK", 64)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"text": "word " * (n % 90 + 1)}) for n in range(120)), encoding="utf-8")
    for most in (1, 63, 64, 65, 127, 1000, 5000):
        assert in_pieces(path, most) == whole(path)


def test_row_groups(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    texts = ["" if number % 13 == 5 else f"The talks of day {number} ended." for number in range(100)]
    parquet.write_table(pyarrow.table({"text": texts}), path, row_group_size=7)
    for most in (1, 600, 2000):
        assert in_pieces(path, most) == whole(path)


def archive(count: int) -> list[bytes]:
    """Members of a gzipped WARC as the web's archives have it: requests between responses."""
    members = []
    for number in range(count):
        address = f"https://a.example/{number}"
        members.append(gzip.compress(record("request", address, b"GET / HTTP/1.1\r\n\r\n")))
        members.append(gzip.compress(response(address, page(f"Port Haven {number}" * (number % 9 + 1)))))
    return members


def test_records_of_a_gzipped_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(archive(14)))
    assert len(whole(path)) == 14
    for most in (1, 3000):
        assert in_pieces(path, most) == whole(path)


def test_a_damaged_member_costs_itself_in_pieces_too(tmp_path: Path) -> None:
    members = archive(14)
    members[15] = members[15][:60] + bytes(20) + members[15][80:]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members))

    def documents(items: list[object]) -> list[object]:
        return [item for item in items if not isinstance(item, str)]

    assert len(documents(whole(path))) == 13
    for most in (500, 3000):
        assert documents(in_pieces(path, most)) == documents(whole(path))


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl.gz"])
def test_what_cannot_be_cut_stays_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    line = b'{"text": "The talks ended."}\n' * 500
    path.write_bytes(gzip.compress(line, 0) if name.endswith(".gz") else b"The talks ended. " * 500)
    assert pieces(str(path), 100, OPTIONS) == ()
