"""``onrecord code``: documents in, coded documents out, no ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import onrecord
from onrecord.coding import Pace, Reading, code_inputs, given_date
from onrecord.commands.keeping import uncoded
from onrecord.commands.output import growing, on_terminal, opened
from onrecord.commands.rate import coding_progress
from onrecord.commands.status import Failures, complain
from onrecord.errors import ConfigurationError
from onrecord.sources import DEFAULT_MAX_CHARS
from onrecord.sources.gauge import Gauge
from onrecord.sources.limits import Limits
from onrecord.sources.options import parse_columns
from onrecord.version import AGENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import IO

    from onrecord.commands.keeping import Uncoded
    from onrecord.records import CodedDocument, CoderInfo, Document, NetworkSize
    from onrecord.sources.options import Fetch


@dataclass(frozen=True, slots=True)
class Coding:
    """How to code: a date for documents without one, processes, a spaCy model, the events' network, dictionaries of
    actors; how to read.
    """

    published: str | None = None
    jobs: int = 1
    model: str | None = None
    network: NetworkSize = "small"
    dictionaries: tuple[Path, ...] = ()
    columns: str | None = None
    fetch: bool = False
    allow_private: bool = False
    keep: Path | None = None
    gate: bool = False


def run(inputs: Sequence[str], fmt: str | None, coding: Coding, *, output: Path | None, resume: bool = False) -> None:
    """Codes ``inputs`` and writes them as ``fmt``; exit status 1 if some could not be read."""
    failures = Failures()
    left = uncoded(coding.keep, gate=coding.gate, resume=resume)
    published = checked_date(coding.published)
    fmt = fmt or ("table" if on_terminal() and output is None else "jsonl")
    stays = _stays(output, fmt, resume=resume)
    with growing(stays) if stays else opened(output) as stream:
        coder = onrecord.load(coding.model, coding.dictionaries, coding.network)
        how = reading(coding, left, pace=Pace(Gauge(inputs)))
        wanted = _unheld(coder.info, stays, published) if resume and stays else _all
        coded = code_inputs(coder, inputs, failures, published=published, jobs=coding.jobs, wanted=wanted, reading=how)
        try:
            WRITERS[fmt](coding_progress(coded, "coding", how.pace), stream)
        except KeyboardInterrupt:
            if stays:
                complain(f"{stays} holds what was coded so far; the same command with --resume goes on")
            raise
    left.tell()
    failures.leave()


def _stays(output: Path | None, fmt: str, *, resume: bool) -> Path | None:
    """The file that keeps its lines as they come, so that a long run may stop and go on; None where there is none.

    A file that was there before, and is not to be gone on with, is replaced by a whole one or not at all.
    """
    if output is None or str(output) == "-" or fmt != "jsonl" or (output.exists() and not output.is_file()):
        if resume:
            raise ConfigurationError("--resume goes on with a file of JSON Lines: name it with --output")
        return None
    return output if resume or not output.exists() else None


def _unheld(coder: CoderInfo, output: Path, published: str | None) -> Callable[[Document], bool]:
    from onrecord.commands.resuming import held_in

    held = held_in(output, coder, published)
    if len(held):
        complain(f"{output} holds {len(held):,} documents; going on with the others")
    return lambda document: not held.take(document)


def _all(_: Document) -> bool:
    return True


def reading(coding: Coding, left: Uncoded, pages: Path | None = None, pace: Pace | None = None) -> Reading:
    """How inputs are read; ``pages`` is the folder that keeps what is fetched. Raises ConfigurationError."""
    fetch = _fetcher(coding, pages) if coding.fetch else None
    return Reading(parse_columns(coding.columns), fetch, left.kept, left.gate, pace or Pace())


def _fetcher(coding: Coding, pages: Path | None) -> Fetch:
    from onrecord.sources.fetching.archive import Archive
    from onrecord.sources.fetching.client import Bounds
    from onrecord.sources.fetching.pages import Pages
    from onrecord.sources.fetching.politeness import Polite

    polite = Polite(Bounds(AGENT, allow_private=coding.allow_private))
    return Pages(polite, Limits(DEFAULT_MAX_CHARS), Archive(pages) if pages else None).document


def checked_date(published: str | None) -> str | None:
    """A ``--published`` value that is a full ISO date of a day that there was. Raises ConfigurationError for others."""
    from datetime import date

    try:
        return given_date(date.fromisoformat(published).isoformat()) if published is not None else None
    except (ValueError, ConfigurationError) as error:
        raise ConfigurationError(f"--published {published!r} is no date up to today, such as 2025-03-08") from error


def write_jsonl(documents: Iterable[CodedDocument], stream: IO[str]) -> None:
    """One JSON object a line."""
    from onrecord.interchange import to_json

    stream.writelines(to_json(coded).decode("utf-8") + "\n" for coded in documents)


def write_table(documents: Iterable[CodedDocument], stream: IO[str]) -> None:
    """Tables for a terminal."""
    from rich.console import Console
    from rich.rule import Rule

    from onrecord.show.table import render

    console = Console(file=stream)
    for coded in documents:
        console.print(Rule())
        console.print(render(coded))


def write_html(documents: Iterable[CodedDocument], stream: IO[str]) -> None:
    """One self-contained page."""
    from onrecord.show.page import render

    stream.writelines(render(documents))


WRITERS = {"jsonl": write_jsonl, "table": write_table, "html": write_html}
