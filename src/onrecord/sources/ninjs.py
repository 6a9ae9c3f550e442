"""IPTC's news in JSON, versions 1 to 3: one item to the fields of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources.markup import fragment_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

IDENTIFIERS = ("uri", "guid", "altids")
WITHHELD = frozenset({"withheld", "canceled", "cancelled"})
TEXT_FORMS = ("body_text", "body_html", "body_xhtml")
HTML_TYPES = ("html", "xml")


def recognises(item: Mapping[str, object]) -> bool:
    """Whether it has an item's identifier and a body as ninjs names it."""
    bodies = any(key in item for key in TEXT_FORMS) or isinstance(item.get("bodies"), list)
    return bodies and any(key in item for key in IDENTIFIERS)


def fields(item: Mapping[str, object], where: str) -> dict[str, object]:
    """What the item says; version 3 writes its keys in mixed case, versions 1 and 2 in lower case.

    Raises:
        DocumentError: if the provider has withdrawn the item, or it has no text.
    """
    low = {key.lower(): value for key, value in item.items()}
    status = str(low.get("pubstatus") or "").lower().rpartition(":")[2]
    if status in WITHHELD:
        raise DocumentError(where, f"its provider says that it is {status}; it is left out")
    text = next((text for text in _texts(low, where) if text.strip()), None)
    if text is None:
        raise DocumentError(where, f"a ninjs item of the type {low.get('type') or 'unknown'} without a text")
    return {
        "id": _first(low.get("uri"), low.get("guid")),
        "text": text,
        "title": _first(low.get("headline"), _value(low.get("headlines")), low.get("title"), low.get("name")),
        "url": _first(low.get("canonicalurl"), low.get("link")),
        "outlet": _outlet(low),
        "author": _first(low.get("byline"), _value(low.get("by"))),
        "published": _first(low.get("firstcreated"), low.get("contentcreated"), low.get("versioncreated")),
        "updated": _first(low.get("versioncreated")),
        "language": _first(low.get("language")),
    }


def _texts(low: Mapping[str, object], where: str) -> Iterator[str]:
    """The texts of the item, plain ones first: what a wire wrote is better than what is read out of markup."""
    bodies = [
        (str(body.get("contenttype") or body.get("contentType") or "text/plain"), str(body.get("value") or ""))
        for body in _objects(low.get("bodies"))
    ]
    bodies += [(form, str(low[form])) for form in TEXT_FORMS if low.get(form)]
    for kind, value in sorted(bodies, key=lambda body: _is_markup(body[0])):
        yield fragment_text(value, where) if _is_markup(kind) else value


def _is_markup(kind: str) -> bool:
    return any(name in kind for name in HTML_TYPES)


def _outlet(low: Mapping[str, object]) -> str | None:
    sources = _objects(low.get("infosources"))
    providers = [source for source in sources if str(source.get("role") or "").endswith("provider")]
    named = next((source.get("name") for source in providers or sources), None)
    return _first(low.get("source"), low.get("provider"), named, low.get("copyrightholder"))


def _value(value: object) -> object:
    """The value of the first of a list of objects, as version 2 gives headlines."""
    return next((item.get("value") for item in _objects(value)), None)


def _objects(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _first(*values: object) -> str | None:
    return next((value for value in values if isinstance(value, str) and value.strip()), None)
