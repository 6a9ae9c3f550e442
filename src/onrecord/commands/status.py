"""Errors to lines on standard error and exit statuses: the one place that knows the contract's 0, 1 and 2."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from onrecord.errors import DocumentError, OnrecordError

if TYPE_CHECKING:
    from collections.abc import Callable

SOME_UNREAD = 1
REFUSED = 2
INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def complain(line: str) -> None:
    """One line on standard error."""
    typer.echo(f"onrecord: {' '.join(line.split())}", err=True)


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
    except BrokenPipeError:
        # The reader (head, less) has left. Python would complain again when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        complain("stopped")
        return INTERRUPTED
    except Exception as error:
        return _explain(error)
    return outcome if isinstance(outcome, int) else 0


def _explain(error: Exception) -> int:
    show = getattr(error, "show", None)
    if show is not None and hasattr(error, "exit_code"):
        show()
        return int(error.exit_code)
    if isinstance(error, OnrecordError):
        complain(str(error))
        return REFUSED
    if os.environ.get("ONRECORD_DEBUG"):
        raise error
    complain(f"unexpected {type(error).__name__}: {error} (onrecord --debug ... shows where; please report it)")
    return REFUSED
