"""Tags that would keep a parser busy for minutes, told before they reach it."""

from __future__ import annotations

import re

MOST_NAMES = 4_000
"""Characters of one tag beside its attributes' values. The parser takes time in the square of their number."""

# A start tag up to its end: names, and values where the parser sees them. No part can be matched in two ways, so that
# the time is linear. What stands in comments, scripts and styles is no tag.
_VALUE = r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+"
_INSIDE = rf"(?:[^>=]++|{_VALUE})*+"
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(script|style)(?=[\s/>])(?P<raw>{_INSIDE})>(?<!/>).*?(?:</\1|\Z)"
    rf"|<[a-z](?P<tag>{_INSIDE})",
    re.IGNORECASE | re.DOTALL,
)
_VALUES = re.compile(_VALUE)


def has_hostile_tag(markup: str) -> bool:
    """Whether a tag of HTML or XML has more names than is safe to parse."""
    return any(_names(token) > MOST_NAMES for token in _TOKEN.finditer(markup))


def _names(token: re.Match[str]) -> int:
    """Characters of a tag's names, measured only where there may be many."""
    inside = token["raw"] or token["tag"] or ""
    return len(_VALUES.sub("", inside)) if len(inside) > MOST_NAMES else 0
