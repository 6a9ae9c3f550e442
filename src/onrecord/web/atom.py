"""A situation as an Atom feed (RFC 4287): what is said and done in it, what came last first, each with its evidence.

An entry is known by the report of it that came in first. The record's own id of an event changes when a report of an
earlier day comes in; a feed reader would then show it as another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from lxml.builder import ElementMaker
from lxml.etree import tostring

from onrecord.errors import SituationError
from onrecord.show.naming import visible
from onrecord.version import __version__
from onrecord.web import words
from onrecord.web.api.paging import FARTHEST
from onrecord.web.conditional import revalidated
from onrecord.web.ledgers import Lent  # noqa: TC001 - FastAPI resolves it at run time
from onrecord.web.problems import missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import Evidence, LedgerActor, LedgerEvent, LedgerSituation, LedgerUtterance

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
ENTRIES = 50
"""Of one document of the feed; the next ones are in another, which it names (RFC 5005)."""

TITLE_LENGTH = 140
TAG = "tag:onrecord.example,2026:"
"""Ids are tag URIs (RFC 4151): they name, and lead nowhere."""

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
_UNPRINTABLE = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")

Offset = Annotated[int, Query(ge=0, le=FARTHEST)]


class Witness(NamedTuple):
    """A report of something: the record in it, its words, and when the ledger took it in."""

    record: str
    evidence: Evidence
    came: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was said or done, ``told`` in a line.

    ``path`` leads to it in the workbench. ``published`` is when the first report of it came in, ``reported`` the day of
    the latest one.
    """

    id: str
    path: str
    title: str
    told: str
    published: str
    updated: str
    reported: str
    categories: tuple[str, ...]
    witnesses: tuple[Witness, ...]


def router() -> APIRouter:
    """The feeds, for an application with ``state.ledgers``."""
    made = APIRouter(dependencies=[Depends(revalidated)], include_in_schema=False)
    made.add_api_route("/situations/{name:path}/feed.atom", feed, name="feed", response_class=Response)
    return made


def feed(name: str, ledger: Lent, request: Request, response: Response, offset: Offset = 0) -> Response:
    """The feed of a followed situation."""
    try:
        situation = ledger.situation(name)
    except SituationError as error:
        raise missing(f"situation called {name}") from error
    found = entries(ledger, situation)
    document = _document(situation, found, offset, request)
    return Response(document, media_type=MEDIA_TYPE, headers=dict(response.headers))


def entries(ledger: Ledger, situation: LedgerSituation) -> list[Entry]:
    """What the record holds of a situation, what came or changed last first."""
    came = {(view.id, view.version): view.added_at for view in ledger.documents(superseded=True)}
    found = [_said(utterance, came) for utterance in ledger.utterances(situation.scope)]
    found += [_done(event, came) for event in ledger.events(situation.scope)]
    return sorted(sorted(found, key=attrgetter("id")), key=attrgetter("updated", "reported"), reverse=True)


def _said(told: LedgerUtterance, came: Mapping[tuple[str, int], str]) -> Entry:
    witnesses = _witnesses(((report.statement, report.evidence) for report in told.reports), came)
    first = _first(witnesses)
    who, act = told.source.name if told.source else "Somebody", words.said(told.act)
    return Entry(
        id=TAG + first.record,
        path=f"/statements/{first.record}",
        title=_clipped(f"{who} {act}: {told.wording}"),
        told=_line(who, act, told.date),
        published=first.came,
        updated=max(witness.came for witness in witnesses),
        reported=_reported(witnesses),
        categories=(told.act,),
        witnesses=witnesses,
    )


def _done(event: LedgerEvent, came: Mapping[tuple[str, int], str]) -> Entry:
    witnesses = _witnesses(((mention.id, mention.evidence) for mention in event.mentions), came)
    first = _first(witnesses)
    sides = " → ".join(filter(None, (_names(event.actors), _names(event.recipients))))
    return Entry(
        id=TAG + first.record,
        path=f"/events/{first.record}",
        title=_clipped(event.latest.evidence.quote),
        told=_line(sides, event.type.capitalize(), words.FACTUALITY[event.factuality], event.date),
        published=first.came,
        updated=max([*(witness.came for witness in witnesses), *(made.made_at for made in event.reviewed)]),
        reported=_reported(witnesses),
        categories=(event.type, event.factuality, *(("background",) if event.background else ())),
        witnesses=witnesses,
    )


def _witnesses(reports: Iterable[tuple[str, Evidence]], came: Mapping[tuple[str, int], str]) -> tuple[Witness, ...]:
    return tuple(Witness(record, told, came[told.document, told.version]) for record, told in reports)


def _first(witnesses: Iterable[Witness]) -> Witness:
    return min(witnesses, key=attrgetter("came", "record"))


def _reported(witnesses: Iterable[Witness]) -> str:
    return max(witness.evidence.published or "" for witness in witnesses)


def _line(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _names(actors: Iterable[LedgerActor]) -> str:
    return ", ".join(actor.name for actor in actors)


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _document(situation: LedgerSituation, found: Sequence[Entry], offset: int, request: Request) -> bytes:
    make, base = ElementMaker(namespace=ATOM, nsmap={None: ATOM}), str(request.base_url).rstrip("/")
    shown = found[offset : offset + ENTRIES]
    own = request.url.path
    links = {"self": f"{own}?offset={offset}" if offset else own}
    if offset + ENTRIES < len(found):
        links["next"] = f"{own}?offset={offset + ENTRIES}"
    root = make.feed(
        make.id(f"{TAG}situation/{quote(situation.name, safe='')}"),
        make.title(_printable(situation.name)),
        make.updated(max((entry.updated for entry in found), default=situation.saved_at)),
        make.author(make.name("onrecord")),
        make.generator("onrecord", version=__version__),
        make.link(rel="alternate", href=f"{base}/brief?{urlencode({'situation': situation.name})}", type="text/html"),
        *(make.link(rel=rel, href=base + quote(path, safe="/?=&"), type=MEDIA_TYPE) for rel, path in links.items()),
        *(_entry(make, entry, base) for entry in shown),
    )
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(make: ElementMaker, entry: Entry, base: str) -> Any:
    return make.entry(
        make.id(entry.id),
        make.title(_printable(entry.title)),
        make.published(entry.published),
        make.updated(entry.updated),
        make.link(rel="alternate", href=base + entry.path, type="text/html"),
        *(make.category(term=term) for term in entry.categories),
        make.content(_evidence(entry, base), type="xhtml"),
    )


def _evidence(entry: Entry, base: str) -> Any:
    """Each report's words, and under them the outlet and day with the way to the place in the document."""
    html = ElementMaker(namespace=XHTML, nsmap={None: XHTML})
    parts = [html.p(_printable(entry.told))]
    for witness in entry.witnesses:
        cited = witness.evidence
        place = ", ".join(filter(None, (cited.outlet or cited.document, cited.published)))
        parts += [
            html.blockquote(html.p(_printable(cited.quote.strip()))),
            html.p(html.a(_printable(place), href=base + _place(cited))),
        ]
    return html.div(*parts)


def _place(told: Evidence) -> str:
    mark = f"{told.spans[0].start}-{told.spans[-1].end}"
    return f"/document?{urlencode({'id': told.document, 'version': told.version, 'mark': mark})}"


def _printable(text: str) -> str:
    """Text that XML can hold: what it cannot, and what would turn the direction of the line, shows as �."""
    return visible(text).translate(_UNPRINTABLE)
