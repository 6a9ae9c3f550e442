"""Patterns over classes of words: ``"THE? LAST (?P<unit>UNIT)"`` compiled to a regular expression over class symbols.

Names in capitals are classes of :mod:`onrecord.coder.times.vocabulary` or the macros below; everything else is ordinary
regular expression syntax. Every repetition is bounded, so that matching at one place costs a constant.
"""

from __future__ import annotations

import re

from onrecord.coder.times.vocabulary import symbols

MACROS = {
    "NUM": "(?:(?:SMALL|DIGITS|YEAR|CLOCK|NUMBER)(?:DASH?NUMBER){0,4})",
    "POSS": "(?:APOS ESS)",
    "HEDGE": "(?:APPROX|BOUNDED)",
    "BOUNDED": "(?:MORE THAN|AT LEAST|UP TO)",
    "SPANUNIT": "(?:UNIT|UNITS|CLOCKUNIT|CLOCKUNITS)",
    "PLURAL": "(?:UNITS|CLOCKUNITS)",
}
_NAME = re.compile(r"[A-Z]{2,}")


def compile_pattern(source: str) -> re.Pattern[str]:
    """The regular expression over class symbols that a pattern in class names stands for.

    Raises:
        KeyError: if a name is neither a class nor a macro.
    """
    return re.compile(_NAME.sub(_symbol, source).replace(" ", ""))


def _symbol(name: re.Match[str]) -> str:
    if name[0] in MACROS:
        return _NAME.sub(_symbol, MACROS[name[0]])
    return symbols()[name[0]]
