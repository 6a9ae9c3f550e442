"""Errors to lines on standard error and exit statuses: the one place that knows the contract's 0, 1 and 2."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from onrecord.commands.output import discard_standard_output
from onrecord.errors import DocumentError, OnrecordError
from onrecord.show.naming import visible

if TYPE_CHECKING:
    from collections.abc import Callable

SOME_UNREAD = 1
REFUSED = 2
INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def complain(line: str) -> None:
    """One line on standard error; it may hold names from a document."""
    typer.echo(f"onrecord: {visible(' '.join(line.split()))}", err=True)


@dataclass(slots=True)
class Failures:
    """Names each document that could not be read as it happens, and remembers that there was one."""

    count: int = 0

    def __call__(self, error: DocumentError) -> None:
        """Reports one."""
        self.count += 1
        complain(str(error))

    def leave(self) -> None:
        """Raises typer.Exit with status 1 if anything failed."""
        if self.count:
            raise typer.Exit(SOME_UNREAD)


def guarded(command: Callable[[], object]) -> int:
    """Runs a command line and returns its exit status; nobody sees a traceback unless ``--debug`` asks for it."""
    try:
        outcome = command()
    except SystemExit as left:
        # Where the reader (head, less) has left, Typer leaves with the 1 that here means unreadable input.
        if not isinstance(left.__context__, BrokenPipeError):
            raise
        discard_standard_output()
        return 0
    except BrokenPipeError:
        discard_standard_output()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        outcome = INTERRUPTED
    except Exception as error:
        return _explain(error)
    if outcome == INTERRUPTED:
        complain("stopped")
    return outcome if isinstance(outcome, int) else 0


def _explain(error: Exception) -> int:
    if hasattr(error, "exit_code") and hasattr(error, "format_message"):
        return _misused(error)
    if isinstance(error, OnrecordError):
        complain(str(error))
        return REFUSED
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        discard_standard_output()
        complain("no space left where the output goes")
        return REFUSED
    if os.environ.get("ONRECORD_DEBUG"):
        raise error
    complain(f"unexpected {type(error).__name__}: {error} (onrecord --debug ... shows where; please report it)")
    return REFUSED


def _misused(error: Any) -> int:
    """A command line that Typer refuses: one line, not its three; without any argument, the help that it prints."""
    reason = error.format_message().replace("Value error, ", "").rstrip(".")
    context = getattr(error, "ctx", None)
    if not reason or context is None:
        error.show()
    else:
        complain(f"{reason}; see {context.command_path} --help")
    return int(error.exit_code)
