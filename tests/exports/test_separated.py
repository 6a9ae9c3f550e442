"""Tab-separated rows stay rows, whatever stands in a cell and whoever reads them."""

from __future__ import annotations

import csv
import io

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.exports.separated import write_row
from tests.exports.conftest import BREAKING

CELLS = st.none() | st.integers() | st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_every_reader_sees_the_same_cells(rows: list[list[str | int | None]]) -> None:
    stream = io.StringIO()
    for row in rows:
        write_row(stream, row)
    written = stream.getvalue()
    plain = [line.split("\t") for line in written.split("\n")[:-1]]
    assert [len(row) for row in plain] == [2] * len(rows)
    assert list(csv.reader(io.StringIO(written, newline=""), delimiter="\t")) == plain
    assert list(csv.reader(written.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)) == plain
    assert "\\" not in written, "PostgreSQL's COPY would read an escape"
    assert "\0" not in written, "PostgreSQL's text has no NUL"


def test_letters_and_numbers_stay_as_they_are() -> None:
    stream = io.StringIO()
    write_row(stream, ("São Tomé – 北京", 3, -9.2, None, "a  b\n"))
    assert stream.getvalue() == "São Tomé – 北京\t3\t-9.2\t\ta  b\n"


@pytest.mark.postgres
def test_postgresql_copies_the_same_rows(postgres: str) -> None:
    stream = io.StringIO()
    for number, name in enumerate((BREAKING, "\\.", "NUL\0NUL", "\\N", "ends in \\")):
        write_row(stream, (name, number))
    rows = [tuple(line.split("\t")) for line in stream.getvalue().split("\n")[:-1]]
    with psycopg.connect(postgres.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE taken (name text, number text)")
        with cursor.copy("COPY taken FROM STDIN") as copy:
            copy.write(stream.getvalue())
        assert cursor.execute("SELECT name, number FROM taken ORDER BY number").fetchall() == rows
