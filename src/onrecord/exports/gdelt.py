"""Events and mentions in the columns of GDELT 2.0, tab-separated and without a header, as GDELT publishes them.

The columns are those of the codebook (GDELT Event Database, format 2.0, 2015): 61 of an event, 16 of a mention. GDELT's
events are dyads: an event of several actors is several rows, each with a number of its own. What the record does not
know is empty: tone, places of actors, ethnic and religious codes, sentences by number.

CAMEO, GDELT's ontology, has neither factuality nor grades of certainty, so only dated facts are written; a date without
a day has a year or month and no ``SQLDATE``. An event whose CAMEO code is not known has the root code of its PLOVER
type, "not specified below".
"""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from onrecord.exports.facts import DAY, is_dated_fact
from onrecord.exports.separated import write_row
from onrecord.ontology import plover
from onrecord.ontology.actors import country_names
from onrecord.ontology.codes import country_codes, goldstein

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from onrecord.exports.separated import Cell
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerActor, LedgerEvent
    from onrecord.records import Location

_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _PLACE),
    *("DATEADDED", "SOURCEURL"),
)
MENTION_COLUMNS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)

ID_DIGITS = 13
"""Hexadecimal digits of an event's number: 52 bits, which every reader's numbers hold exactly (R, JavaScript)."""
EUROPEAN_UNION = "EUR"
LAST_ROOTS = ((5, 1), (8, 2), (13, 3), (20, 4))
"""The last CAMEO root of each of GDELT's four classes."""
WEB, CITATION = 1, 2
COUNTRY = 1
"""GDELT's type of a place that is a whole country."""

Added = dict[tuple[str, int], str]
Pair = tuple["LedgerActor | None", "LedgerActor | None"]


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """One row a dyad of an event, or of a mention of it."""
    added = {(document.id, document.version): _moment(document.added_at) for document in ledger.documents()}
    for event in filter(is_dated_fact, ledger.events()):
        for pair in product(event.actors or (None,), event.recipients or (None,)):
            for row in ROWS[what](ledger, event, pair, added):
                write_row(stream, row)


def _event_rows(ledger: Ledger, event: LedgerEvent, pair: Pair, added: Added) -> Iterator[tuple[Cell, ...]]:
    first = event.mentions[0]
    yield (
        number(event, pair),
        *_dates(event.date or ""),
        *_actor(pair[0]),
        *_actor(pair[1]),
        _is_root(event),
        *_codes(event.cameo or plover.types()[event.type].cameo),
        len(event.mentions),
        len({mention.evidence.outlet for mention in event.mentions} - {None}) or None,
        event.documents,
        None,
        *_NOWHERE,
        *_NOWHERE,
        *_place(event.place),
        _first_added(event, added),
        first.evidence.url or first.document,
    )


def _mention_rows(ledger: Ledger, event: LedgerEvent, pair: Pair, added: Added) -> Iterator[tuple[Cell, ...]]:
    for mention in event.mentions:
        source = mention.evidence
        yield (
            number(event, pair),
            _first_added(event, added),
            added[mention.document, mention.version],
            WEB if source.url else CITATION,
            _host(source.url) or source.outlet,
            source.url or mention.document,
            *(None, None, None),
            mention.trigger.start,
            1,
            round(100 * mention.confidence),
            len(ledger.text(mention.document, mention.version)),
            *(None, None, None),
        )


ROWS: dict[str, Callable[[Ledger, LedgerEvent, Pair, Added], Iterator[tuple[Cell, ...]]]] = {
    "events": _event_rows,
    "mentions": _mention_rows,
}


def number(event: LedgerEvent, pair: Pair) -> int:
    """A dyad's number, from the ids of event, actor and recipient."""
    ids = "\n".join((event.id, *(actor.id if actor else "" for actor in pair)))
    return int(hashlib.sha256(ids.encode()).hexdigest()[:ID_DIGITS], base=16)


def _dates(date: str) -> tuple[Cell, ...]:
    """SQLDATE, MonthYear, Year and FractionDate (the codebook's: a year is 365 days, a month thirty)."""
    year, month, day = (*date.split("-"), "", "")[:3]
    fraction = f"{int(year) + (30 * (int(month) - 1) + int(day)) / 365:.4f}" if len(date) == DAY else None
    return (year + month + day if day else None, year + month if month else None, year, fraction)


def _actor(actor: LedgerActor | None) -> tuple[Cell, ...]:
    if actor is None:
        return (None,) * len(_ACTOR)
    code = cameo_actor(actor)
    types = (*code.types, None, None, None)[:3]
    return (code.whole, actor.name, code.country, code.group, None, None, None, *types)


class CameoActor(NamedTuple):
    """A CAMEO actor code in its parts."""

    whole: str
    country: str
    group: str | None
    types: tuple[str, ...]


def cameo_actor(actor: LedgerActor) -> CameoActor:
    """CAMEO's code of an actor: its country's and its sector's, which is a role of the same name.

    International organisations begin with IGO; the European Union is the known group EEC among them.
    """
    country = country_codes(actor.country).cameo
    role = "" if actor.sector in (None, "OTH") else str(actor.sector)
    if country == EUROPEAN_UNION:
        within = "" if role == "IGO" else role
        return CameoActor("IGOEUREEC" + within, country, "EEC", ("IGO", within) if within else ("IGO",))
    whole = role + country if role == "IGO" else country + role
    return CameoActor(whole, country, None, (role,) if role else ())


def _is_root(event: LedgerEvent) -> int | None:
    """Whether a report's lead tells it; not known where no mention's section is."""
    sections = {mention.section for mention in event.mentions} - {None}
    return int("lede" in sections) if sections else None


def _codes(cameo: str) -> tuple[Cell, ...]:
    """EventCode, EventBaseCode, EventRootCode, QuadClass, GoldsteinScale."""
    root = cameo[:2]
    quad = next(quad for last, quad in LAST_ROOTS if int(root) <= last)
    return (cameo, cameo[:3], root, quad, goldstein().get(cameo))


_NOWHERE: tuple[Cell, ...] = (None,) * len(_PLACE)


def _place(place: Location | None) -> tuple[Cell, ...]:
    """The name as reported; of what type it is, is known of countries alone."""
    if place is None:
        return _NOWHERE
    kind = COUNTRY if (place.country, place.name) in _country_names() else None
    return (kind, place.name, country_codes(place.country).fips, None, None, None, None, None)


@cache
def _country_names() -> frozenset[tuple[str, str]]:
    return frozenset((row.code, row.form) for row in country_names() if row.kind == "name")


def _host(url: str | None) -> str | None:
    """The name of the site; None for what is no address."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _first_added(event: LedgerEvent, added: Added) -> str:
    return min(added[mention.document, mention.version] for mention in event.mentions)


def _moment(added_at: str) -> str:
    """``2025-03-08T13:21:05+00:00`` as GDELT's YYYYMMDDHHMMSS."""
    return "".join(filter(str.isdigit, added_at.split("+")[0]))
