"""Values as lines of JSON."""

from __future__ import annotations

import json
from typing import Any

_SEPARATORS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""Line ends for Unicode and for ``str.splitlines``, which JSON leaves as they are; a line must be one line for all."""


def json_line(value: Any) -> str:
    """The value on one line, without its end."""
    return json.dumps(value, ensure_ascii=False).translate(_SEPARATORS)
