"""``onrecord schema``: the JSON Schema of a coded document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.commands.output import opened
from onrecord.interchange import json_schema

if TYPE_CHECKING:
    from pathlib import Path


def run(*, output: Path | None) -> None:
    """Writes the schema, indented, its keys sorted, so that two versions can be compared line by line."""
    with opened(output) as stream:
        stream.write(json.dumps(json_schema(), indent=1, sort_keys=True) + "\n")
