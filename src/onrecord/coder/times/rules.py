"""A rule: a pattern over word classes and the reader of what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder.times.patterns import compile_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from onrecord.coder.times.scene import Hit, Reading, Scene


class Rule(NamedTuple):
    """``read`` gives None where the words do not mean a time after all; then the next longest match is tried."""

    pattern: re.Pattern[str]
    read: Callable[[Hit, Scene], Reading | None]


def rule(pattern: str, read: Callable[[Hit, Scene], Reading | None]) -> Rule:
    """A rule of a pattern in class names."""
    return Rule(compile_pattern(pattern), read)
