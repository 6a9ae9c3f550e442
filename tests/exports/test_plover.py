"""PLOVER written and read again, and its two dialects read as one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.exports.facts import is_dated_fact
from onrecord.exports.plover import QUAD_CODE
from onrecord.exports.plover_reading import PloverActor, PloverEvent, read
from onrecord.ontology.plover import intensity
from onrecord.records import Span

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerActor
    from tests.exports.conftest import Export

MANUAL: dict[str, Any] = {
    "id": "x-1",
    "date": "2015-04-02",
    "source": [{"code": "NOR", "sector": "GOV", "actor_text": "Norway's minister"}],
    "recipient": [{"code": "IGO", "actor_text": "the council"}],
    "event": ["REJECT"],
    "event_text": ["turned down"],
    "context": ["diplomatic"],
    "mode": [],
    "text": "Norway's minister turned down the council.",
    "text_info": {"start": 0, "end": 42},
    "cite_info": {"publication": "The Gazette", "language": "en"},
}
GOLD = """{
    "id": "x-1",
    "date": "2015-04-02",
    "source": [{"actorText": "Norway's minister", "code": "NOR", "sector": "GOV"}],
    "target": [{"actorText": "the council", "code": "IGO"}],
    "event": "REJECT",
    "eventText": "turned down",
    "context": "diplomatic",
    "mode": "",
    "text": "Norway's minister turned down the council.",
    "textInfo": {"markup": "(SRC: Norway's minister) (EVT: turned down) (TAR: the council).", "start": 0, "end": 42},
    "language": "en",
    "publication": "The Gazette",
    "comment": "",
},
"""


def events(text: str) -> list[PloverEvent]:
    found = list(read(text.splitlines()))
    assert not [one for one in found if isinstance(one, DocumentError)]
    return [one for one in found if isinstance(one, PloverEvent)]


def test_what_is_written_is_read_again(record: Ledger, exported: Export) -> None:
    facts = [event for event in record.events() if is_dated_fact(event)]
    again = events(exported("plover"))
    assert facts
    assert [one.id for one in again] == [event.id for event in facts]
    for one, event in zip(again, facts, strict=True):
        assert (one.types, one.date, one.factuality) == ((event.type,), event.date, event.factuality)
        assert (one.contexts, one.modes) == (event.contexts, (event.mode,) if event.mode else ())
        assert (one.quad, one.scale) == (QUAD_CODE[event.quad], intensity(event.type))
        assert (one.place, one.sentence) == (event.place, event.latest.sentence)
        assert set(one.words) == {mention.trigger_text for mention in event.mentions}
        assert list(map(told, one.sources)) == list(map(known, event.actors))
        assert list(map(told, one.recipients)) == list(map(known, event.recipients))
        assert (one.citation, one.title) == (event.latest.document, event.latest.evidence.title)
        assert (one.url, one.publication) == (event.latest.evidence.url, event.latest.evidence.outlet)


def test_an_actor_has_the_office_of_the_day(exported: Export) -> None:
    actors = {actor.text: actor.office for event in events(exported("plover")) for actor in event.sources}
    assert actors["John Kerry"] == "foreign minister"
    assert actors["Ion Ionescu"] is None


def told(actor: PloverActor) -> tuple[str | None, ...]:
    return (actor.identifier, actor.text, actor.sector)


def known(actor: LedgerActor) -> tuple[str | None, ...]:
    return (actor.id, actor.name, actor.sector)


def test_both_dialects_say_the_same() -> None:
    (manual,) = events(json.dumps(MANUAL))
    (gold,) = events(GOLD)
    assert manual == gold
    assert gold.sources == (PloverActor("NOR", "GOV", "Norway's minister"),)
    assert (gold.words, gold.modes, gold.sentence) == (("turned down",), (), Span(0, 42))


def test_what_gold_records_leave_open_is_not_known() -> None:
    blank = '{"actorText": "", "code": "---", "sector": "***"}'
    named = '{"actorText": "the rebels", "code": "---", "sector": "***"}'
    (gold,) = events(GOLD.replace('[{"actorText": "the council", "code": "IGO"}]', f"[{blank}, {named}]"))
    assert gold.recipients == (PloverActor(None, None, "the rebels"),)
    (gold,) = events(GOLD.replace('[{"actorText": "the council", "code": "IGO"}]', '""'))
    assert gold.recipients == ()


def test_the_manual_s_own_spelling_of_identifier_is_read() -> None:
    (event,) = events(json.dumps({**MANUAL, "source": [{"identifer_id": "Q1", "office": "minister"}]}))
    assert event.sources == (PloverActor(None, None, None, "Q1", "minister"),)


def test_a_file_of_gold_records_and_a_list_of_objects() -> None:
    assert [one.id for one in events(GOLD + GOLD.replace("x-1", "x-2").rstrip(",\n"))] == ["x-1", "x-2"]
    listed = "[\n" + json.dumps(MANUAL) + ",\n" + json.dumps({**MANUAL, "id": "x-2"}) + "\n]\n"
    assert [one.id for one in events(listed)] == ["x-1", "x-2"]


def test_a_wrong_record_is_named_and_the_rest_read() -> None:
    lines = [
        json.dumps(MANUAL),
        "{not json",
        json.dumps({**MANUAL, "date": "in spring"}),
        json.dumps({**MANUAL, "source": ["Norway"]}),
        json.dumps({**MANUAL, "text_info": {"start": 9, "end": 3}}),
        json.dumps({"id": "x", "event": ["AID"]}),
        json.dumps({**MANUAL, "id": "x-9"}),
    ]
    found = list(read(lines, "gold.txt"))
    assert [one.id for one in found if isinstance(one, PloverEvent)] == ["x-1", "x-9"]
    wrong = [str(one) for one in found if isinstance(one, DocumentError)]
    assert [reason.split(" ")[0] for reason in wrong] == [f"gold.txt:{number}:" for number in (2, 3, 4, 5, 6)]
    assert "'date'" in wrong[-1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("start", "end", "code", "name")), inner)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from((*MANUAL, "target", "textInfo", "quad_code", "event_scale", "event_loc")), JSON))
def test_no_record_raises(changes: dict[str, Any]) -> None:
    (found,) = read([json.dumps({**MANUAL, **changes})])
    assert isinstance(found, PloverEvent | DocumentError)
