"""Words by which a report's layout is known: section headings and photo credits."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast, get_args

from onrecord.ontology.tables import read
from onrecord.records import SectionRole


class Heading(NamedTuple):
    """A heading in lower case, and the role of the section that it opens."""

    phrase: str
    role: str


class CreditMark(NamedTuple):
    """A string that only photo credits hold; ``opens_line`` is 'yes' if it must open the line."""

    mark: str
    opens_line: str


@cache
def heading_roles() -> dict[str, SectionRole]:
    """Section roles by heading, normalised to lower-case words joined by one blank."""
    rows = read("headings.csv", Heading)
    unknown = {row.role for row in rows} - set(get_args(SectionRole))
    if unknown:
        raise ValueError(f"headings.csv: unknown roles {sorted(unknown)}")
    return {row.phrase: cast("SectionRole", row.role) for row in rows}


@cache
def credit_pattern() -> re.Pattern[str]:
    """Matches a line that credits a photograph."""
    marks = [
        ("^" if row.opens_line == "yes" else r"\b") + re.escape(row.mark)
        for row in read("credit_marks.csv", CreditMark)
    ]
    return re.compile("|".join(marks), re.IGNORECASE)
