"""The PLOVER tables and the event lexicon: every code known, nothing twice, modes valid for their type."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

import pytest

from onrecord.ontology import event_lexicon, factuality_cues, plover
from onrecord.ontology.tables import read
from onrecord.records import EVENT_TYPES, EventType, NetworkSize, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable

LEXICON = read("event_lexicon.csv", event_lexicon.LexiconRow)
CLASSES = read("event_word_classes.csv", event_lexicon.ClassRow)


def twice(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [row for row, times in Counter(rows).items() if times > 1]


TABLES: list[tuple[str, type[NamedTuple], int]] = [
    ("plover_types.csv", plover.TypeRow, 1),
    ("plover_modes.csv", plover.ModeRow, 2),
    ("plover_contexts.csv", plover.ContextRow, 2),
    ("plover_roles.csv", plover.RoleRow, 3),
    ("cameo_plover.csv", plover.CameoRow, 1),
    ("plover_cameo_contexts.csv", plover.CameoContextRow, 2),
    ("event_lexicon.csv", event_lexicon.LexiconRow, 5),
    ("event_word_classes.csv", event_lexicon.ClassRow, 2),
    ("event_counts.csv", event_lexicon.CountRow, 1),
    ("event_weights.csv", event_lexicon.WeightRow, 1),
    ("event_side_weights.csv", event_lexicon.SideWeightRow, 2),
    ("event_counts_large.csv", event_lexicon.CountRow, 1),
    ("event_weights_large.csv", event_lexicon.WeightRow, 1),
    ("event_side_weights_large.csv", event_lexicon.SideWeightRow, 2),
    ("factuality_cues.csv", factuality_cues.CueRow, 3),
]


@pytest.mark.parametrize(("file", "row", "key"), TABLES)
def test_no_fact_stands_twice(file: str, row: type[NamedTuple], key: int) -> None:
    assert twice(tuple(fact)[:key] for fact in read(file, row)) == []


def test_the_16_types_with_quad_and_intensity() -> None:
    assert set(plover.types()) == set(EVENT_TYPES)
    assert {plover.quad(event_type) for event_type in EVENT_TYPES} == set(get_args(Quad))
    cooperative = {name for name in EVENT_TYPES if plover.intensity(name) > 0}
    assert cooperative == {name for name in EVENT_TYPES if plover.quad(name).endswith("cooperation")}


def test_root_codes_stand_in_the_crosswalk_under_their_type() -> None:
    for event_type, facts in plover.types().items():
        assert plover.crosswalk()[facts.cameo].type == event_type


def test_every_cameo_code_has_a_known_type_and_a_mode_of_that_type() -> None:
    for row in plover.crosswalk().values():
        assert row.type in EVENT_TYPES, row
        assert not row.mode or row.mode in plover.modes()[row.type], row


def test_contexts_of_cameo_codes_are_those_that_words_evoke() -> None:
    known = {context for contexts in plover.context_words().values() for context in contexts}
    implied = {context for contexts in plover.cameo_contexts().values() for context in contexts}
    assert implied <= known
    assert set(plover.cameo_contexts()) <= set(plover.crosswalk())


def faults(row: event_lexicon.LexiconRow) -> Iterable[str]:
    if row.lemma != row.lemma.lower() or row.pos not in {"VERB", "NOUN", "ADJ", "AUX"}:
        yield "word"
    if row.type not in {"", *EVENT_TYPES}:
        yield "type"
    elif row.mode and row.mode not in plover.modes()[cast("EventType", row.type)]:
        yield "mode"
    if row.cameo and plover.crosswalk()[row.cameo].type != row.type:
        yield "cameo"
    if row.object.startswith("@") and row.object[1:] not in event_lexicon.word_classes():
        yield "object"


def test_lexicon_rows_are_sound() -> None:
    assert [(event_lexicon.key_of(row), fault) for row in LEXICON for fault in faults(row)] == []


def test_a_row_without_a_type_has_neither_mode_nor_code() -> None:
    assert [row for row in LEXICON if not row.type and (row.mode or row.cameo)] == []


def test_every_type_has_verbs_and_nouns() -> None:
    for event_type in EVENT_TYPES:
        assert {"VERB", "NOUN"} <= {row.pos for row in LEXICON if row.type == event_type}


@pytest.mark.parametrize("size", get_args(NetworkSize))
def test_counts_belong_to_rows_that_exist(size: NetworkSize) -> None:
    known = {event_lexicon.key_of(row) for row in LEXICON}
    others = ("any ", "refusal of ", "*.")
    assert [key for key in event_lexicon.counts(size) if not key.startswith(others) and key not in known] == []


@pytest.mark.parametrize("size", get_args(NetworkSize))
def test_no_entry_names_more_events_than_it_matches(size: NetworkSize) -> None:
    assert all(0 <= events <= matched for matched, events in event_lexicon.counts(size).values())


def test_factuality_cues_are_sound() -> None:
    rows = read("factuality_cues.csv", factuality_cues.CueRow)
    assert {row.position for row in rows} == {"governor", "auxiliary", "modifier"}
    assert {row.complement for row in rows} <= {"any", "clause", "noun", "indefinite"}
    assert factuality_cues.governors()["refuse", "VERB"].negates
