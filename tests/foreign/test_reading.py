"""Files to rows: what is recognised, what is refused, and what an archive may do."""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import DocumentError, SourceError
from onrecord.foreign import AnyRow, Dataset, read
from onrecord.foreign import opening as opening_module

from . import files

if TYPE_CHECKING:
    from pathlib import Path

TEXTS: dict[str, tuple[str, str]] = {
    "icews": (files.icews({}, {"Event ID": "2"}), "icews"),
    "polecat": (files.polecat({}, {"Event ID": "2"}), "polecat"),
    "events": (files.gdelt({}, {0: "2"}), "gdelt"),
    "mentions": (files.gdelt_mentions({}, {0: "2"}), "gdelt"),
}


def rows(*inputs: Path | str, dataset: Dataset | None = None) -> list[AnyRow]:
    found = list(read([*map(str, inputs)], dataset))
    assert not [item for item in found if isinstance(item, DocumentError)]
    return [item for item in found if not isinstance(item, DocumentError)]


def errors(*inputs: Path | str, dataset: Dataset | None = None) -> list[DocumentError]:
    return [item for item in read([*map(str, inputs)], dataset) if isinstance(item, DocumentError)]


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("packed", ["plain", "gzip", "zip"])
def test_a_file_is_known_by_its_content(tmp_path: Path, kind: str, packed: str) -> None:
    text, dataset = TEXTS[kind]
    path = tmp_path / "data"
    pack(path, text, packed)
    found = rows(path)
    assert [row.record.dataset for row in found] == [dataset] * 2
    assert {row.part.sha256 for row in found} == {hashlib.sha256(path.read_bytes()).hexdigest()}
    assert [row.line for row in found] == ([2, 3] if "\t" in text and text.startswith("Event") else [1, 2])
    assert {row.part.member for row in found} == {"week.tab" if packed == "zip" else None}


def pack(path: Path, text: str, packed: str) -> None:
    data = text.encode()
    if packed == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("week.tab", data)
    else:
        path.write_bytes(gzip.compress(data) if packed == "gzip" else data)


@pytest.mark.parametrize("packed", ["plain", "gzip", "zip"])
def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: str) -> None:
    path = tmp_path / "data"
    pack(path, files.gdelt(), packed)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    (row,) = rows("-")
    assert (row.part.name, row.line) == ("stdin", 1)


def test_bytes_that_are_no_text_cost_a_name_and_not_the_row(tmp_path: Path) -> None:
    path = tmp_path / "week.tab"
    path.write_bytes(files.icews({"City": "Troms"}).encode().replace(b"Troms", b"Troms\xf8"))
    (row,) = rows(path)
    assert row.record.place.name == "Troms\ufffd"  # type: ignore[union-attr]


def test_stray_quotation_marks_swallow_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "week.tab"
    path.write_text(files.icews({"Source Name": '"Kari'}, {"Source Name": 'Kari "the Fox" Holm'}), encoding="utf-8")
    assert [row.record.actors[0].name for row in rows(path)] == ['"Kari', 'Kari "the Fox" Holm']  # type: ignore[union-attr]


def test_byte_order_mark_blank_lines_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "week.tab"
    path.write_bytes(b"\xef\xbb\xbf" + files.icews({}, {"Event ID": "2"}).replace("\n", "\r\n\r\n").encode())
    assert [row.line for row in rows(path)] == [3, 5]


@pytest.mark.parametrize("content", ["", "\n", "Dear diary\n", "a\tb\tc\n", "\x00\x01", files.gdelt({0: "id"})])
def test_what_is_no_event_data_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "notes"
    path.write_text(content, encoding="utf-8")
    (error,) = errors(path)
    assert isinstance(error, SourceError)
    assert "61 columns" in str(error)


def test_a_named_data_set_is_held_against_the_content(tmp_path: Path) -> None:
    path = tmp_path / "week.tab"
    path.write_text(files.icews(), encoding="utf-8")
    assert rows(path, dataset="icews")
    (error,) = errors(path, dataset="gdelt")
    assert "61 columns (events) or gdelt: 16 columns" in str(error)


def test_one_bad_input_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(files.gdelt().encode() * 500)[:-200])
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "c.tab").write_text(files.icews({"Event Date": "?"}, {}), encoding="utf-8")
    found = list(read([str(tmp_path), str(tmp_path / "missing")]))
    assert [e.reason.split(" (")[0].split(" '")[0] for e in found if isinstance(e, DocumentError)] == [
        "damaged archive",
        "damaged archive",
        "Event Date",
        "no such file or directory",
    ]
    assert [row.part.name for row in found[-3:] if not isinstance(row, DocumentError)] == [str(tmp_path / "c.tab")]


@pytest.mark.parametrize("packed", ["gzip", "zip"])
def test_a_file_that_grows_without_bounds_is_not_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: str
) -> None:
    monkeypatch.setattr(opening_module, "ALWAYS_ALLOWED", 1000)
    path = tmp_path / "bomb"
    pack(path, files.gdelt() + "\n" * 5_000_000, packed)
    assert path.stat().st_size * 100 < 5_000_000
    assert "grows to more than 100 times" in str(errors(path)[-1])


def test_members_share_one_allowance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening_module, "ALWAYS_ALLOWED", 1_500_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.tab", files.gdelt() + "\n" * 1_000_000)
    assert path.stat().st_size * 100 < 1_500_000
    found = list(read([str(path)]))
    assert len(found) == 3
    assert isinstance(found[-1], SourceError)


def test_archives_that_cannot_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.tab", files.gdelt())
    assert "another compression" in str(errors(path)[0])
    pack(path, files.gdelt(), "zip")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in str(errors(path)[0])
    pack(path, files.gdelt(), "zip")
    monkeypatch.setattr(opening_module, "MOST_MEMBERS", 0)
    assert "1 files in one archive" in str(errors(path)[0])


def test_a_line_without_end_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "week.tab"
    path.write_text(files.gdelt({}, {60: "x" * 2_000_000}, {0: "3"}), encoding="utf-8")
    found = list(read([str(path)]))
    assert [isinstance(item, DocumentError) for item in found] == [False, True, False]
    assert str(found[1]).startswith(f"{path}:2: a line of more than")
