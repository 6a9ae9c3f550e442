"""Templates: everything is escaped, unknown names are errors, only web addresses become links."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as quoted
from urllib.parse import quote_plus, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.brief.phrases import capitalised, counted, day
from onrecord.show.naming import visible
from onrecord.web import words

if TYPE_CHECKING:
    from onrecord.ledger.views import Evidence


@cache
def environment() -> Environment:
    """The one environment of all pages."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # A direction override in an article's words would turn the rest of the line round; macros are clean already.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    made.filters |= {"web_address": web_address, "squeezed": squeezed, "capitalised": capitalised, "said": words.said}
    made.globals |= {
        "counted": counted,
        "words": words,
        "static": static,
        "document_address": document_address,
        "evidence_address": evidence_address,
        "time": time,
        "record_address": record_address,
    }
    return made


def render(template: str, **context: Any) -> str:
    """A page."""
    return environment().get_template(template).render(**context)


def web_address(url: str | None) -> str | None:
    """An address that a page may link to: http or https with a host, and nothing that hides another one."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in ("http", "https") and parts.hostname else None


def squeezed(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def document_address(document: str, version: int | None = None, mark: str | None = None) -> str:
    """Where a document is shown; with ``mark`` (``start-end``) at that stretch of it."""
    there = f"&version={version}" if version else ""
    stretch = f"&mark={quote_plus(mark)}#here" if mark else ""
    return f"/document?id={quote_plus(document)}{there}{stretch}"


def evidence_address(evidence: Evidence) -> str:
    """Where the words of a piece of evidence stand."""
    marks = ",".join(f"{span.start}-{span.end}" for span in evidence.spans)
    return document_address(evidence.document, evidence.version, marks)


def record_address(kind: str, record: str) -> str:
    """Where one record is shown: ``/events/ev_...``."""
    return f"/{kind}/{quoted(record, safe='')}"


@cache
def static(name: str) -> str:
    """The address of a file of the workbench, which changes with its content, so that browsers may keep it."""
    content = (resources.files("onrecord.web") / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"


_TIME = Markup('<time datetime="{0}" title="{0}">{1}</time>')
_UNDATED = Markup('<span class="soft">undated</span>')


@lru_cache(maxsize=10_000)
def time(iso: str | None) -> Markup:
    """A date or time, an ISO prefix: the script writes it as the reader's language does, the title keeps the exact
    value. Kept, since most pages show a few days hundreds of times.
    """
    return _TIME.format(visible(iso), _day(visible(iso))) if iso else _UNDATED


def _day(iso: str) -> str:
    """An ISO date or time in words; what is no date stays as it is."""
    try:
        return day(iso[:10])
    except (ValueError, IndexError):
        return iso
