"""Who speaks and who acts where the text says it in a roundabout way: texts of our own, one construction each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder
    from onrecord.records import CodedDocument

DAY = "2022-05-10"


def code(coder: Coder, text: str) -> CodedDocument:
    return coder.code(text, published=DAY)


OTHER = "Its neighbours did not answer at first."
"""A text of one sentence is read for its main act alone."""


def names(coded: CodedDocument) -> set[str]:
    return {actor.name for actor in coded.actors}


def speakers(coded: CodedDocument, cue: str) -> list[str | None]:
    said = [s for s in coded.statements if s.cue_span and cue in s.cue_span[0].of(coded.text)]
    return [coded.actor(s.source).name if s.source else None for s in said]


def sides(coded: CodedDocument, trigger: str) -> tuple[set[str], set[str]]:
    event = next(e for e in coded.events if trigger in e.trigger.of(coded.text))
    return {coded.actor(a).name for a in event.actors}, {coded.actor(r).name for r in event.recipients}


def test_a_title_waits_for_the_name_behind_an_honorific(coder: Coder) -> None:
    coded = code(coder, "Norway's prime minister, Dr Ingrid Solheim, rejected the offer on Monday.")
    assert speakers(coded, "rejected") == ["Ingrid Solheim"]
    assert "Norway's prime minister" not in names(coded)


def test_a_long_title_is_no_name(coder: Coder) -> None:
    coded = code(coder, "Deputy Foreign Minister Lars Brandt said that Denmark would not take part.")
    (role,) = coded.actor(next(a.id for a in coded.actors if a.name == "Lars Brandt")).roles
    assert role.title == "Deputy Foreign Minister"


def test_an_office_that_somebody_runs_for_is_nobody(coder: Coder) -> None:
    text = "President Ana Ruiz of Spain spoke on Monday. Four candidates for president said that they would not."
    assert speakers(code(coder, text), "said") == ["Four candidates"]
    ruiz = next(a for a in code(coder, text).actors if a.name == "Ana Ruiz")
    assert all(span.of(text) != "president" for span in ruiz.mentions)


def test_waters_named_after_a_country_are_not_its_government(coder: Coder) -> None:
    coded = code(coder, "A freighter sank in the Gulf of Thailand on Monday. Japan offered help.")
    assert names(coded) == {"Japan"}


def test_headings_and_datelines_name_no_actors(coder: Coder) -> None:
    text = "OSLO, May 10 (Fjord Wire) - Sweden thanked Finland for its help.\n\nWhat People Are Saying\n\nIt was kind."
    assert names(code(coder, text)) == {"Sweden", "Finland"}


def test_an_adverb_is_no_part_of_a_name(coder: Coder) -> None:
    coded = code(coder, "The ban will end once inspectors confirm that the plant is shut.")
    assert speakers(coded, "confirm") == ["inspectors"]


def test_two_of_its_promises_are_no_two_people(coder: Coder) -> None:
    text = "Ana Ruiz met Lars Brandt on Monday. Spain will keep two of its promises."
    people = [a for a in code(coder, text).actors if a.kind == "person"]
    assert all(span.of(text) != "two" for person in people for span in person.mentions)


def test_ministers_of_several_countries_are_of_each(coder: Coder) -> None:
    text = "The foreign ministers of Norway, Sweden and Denmark rejected the plan on Monday."
    coded = code(coder, text)
    event = next(e for e in coded.events if e.type == "REJECT")
    assert {coded.actor(a).country for a in event.actors} == {"NOR", "SWE", "DNK"}


def test_parties_to_a_deal_belong_to_no_country_and_no_opposition(coder: Coder) -> None:
    coded = code(coder, "Iran is angry. The remaining parties to the Iran deal said on Monday that they would stay in.")
    party = next(a for a in coded.actors if "parties" in a.name)
    assert (party.country, party.sector) == (None, None)


def test_who_is_told_of_is_not_who_goes_on(coder: Coder) -> None:
    text = "Lars Brandt told reporters that envoy Ola Dahl would lead the team. The talks would be short, he said."
    assert speakers(code(coder, text), "said") == ["Lars Brandt"]


def test_nobody_takes_up_no_mediator(coder: Coder) -> None:
    text = "Lars Brandt spoke to reporters on Monday. No mediator was needed, he said."
    assert speakers(code(coder, text), "said") == ["Lars Brandt"]


def test_a_speaker_does_not_name_itself_in_its_quotation(coder: Coder) -> None:
    text = (
        "Sweden's embassy in Oslo denied the report on Monday. "
        "“Sweden rejects this baseless story and regrets its publication,” it said in a statement."
    )
    (said,) = [s for s in code(coder, text).statements if s.cue_span and s.cue_span[0].of(text).startswith("said")]
    assert said.source is not None
    assert code(coder, text).actor(said.source).name != "Sweden"


def test_first_persons_in_a_quotation_are_its_speaker(coder: Coder) -> None:
    text = (
        "“We condemn this attack and we will not forget it,” Norway's prime minister, Ingrid Solheim, said on Monday."
    )
    coded = code(coder, text)
    event = next(e for e in coded.events if e.trigger.of(text) == "condemn")
    assert {coded.actor(a).country for a in event.actors} == {"NOR"}


def test_a_predicate_after_a_relative_clause_has_its_subject(coder: Coder) -> None:
    coded = code(coder, "President Ana Ruiz, who ordered the raid, threatened on Monday to strike 12 sites. " + OTHER)
    assert speakers(coded, "threatened") == ["Ana Ruiz"]
    assert sides(coded, "threatened")[0] == {"Ana Ruiz"}


def test_the_state_in_a_title_is_no_verb_of_saying(coder: Coder) -> None:
    text = "“We would be wrong to leave this table,” U.S. Secretary of State Antony Blinken told reporters on Monday."
    coded = code(coder, text)
    assert [s.cue_span[0].of(text) for s in coded.statements if s.cue_span] == ["told"]


def test_a_statement_on_a_day_says_nothing_of_the_day(coder: Coder) -> None:
    text = "The accord was set out in a joint statement on Monday."
    assert all(span.of(text) != "Monday" for s in code(coder, text).statements for span in s.content_span)


def test_a_text_speaks_for_its_author(coder: Coder) -> None:
    assert speakers(code(coder, "Talks were useful, the EU statement said on Monday."), "said") == ["European Union"]


def test_what_is_promised_is_nobody_addressed(coder: Coder) -> None:
    coded = code(coder, "Sweden has promised a payment channel.")
    assert [s.addressee for s in coded.statements] == [None]


def test_an_agreement_announced_is_made_and_talks_announced_are_to_come(coder: Coder) -> None:
    made = code(coder, "Norway and Sweden announced an agreement on Monday that will limit fishing. " + OTHER)
    assert {e.factuality for e in made.events if e.type == "AGREE"} == {"CT+"}
    meant = code(coder, "Norway announced talks with Sweden on fishing.")
    assert {e.factuality for e in meant.events if e.type == "CONSULT"} == {"PR+"}


def test_nothing_was_signed(coder: Coder) -> None:
    coded = code(coder, "Norway met Sweden in Oslo on Monday. Nothing was signed.")
    assert {e.factuality for e in coded.events if e.trigger.of(coded.text) == "signed"} <= {"CT-"}


def test_nobody_acts_on_the_own_country_by_leaving_a_pact(coder: Coder) -> None:
    coded = code(coder, "President Donald Trump withdrew the United States from the arms treaty with Russia on Monday.")
    actors, recipients = sides(coded, "withdrew")
    assert actors == {"Donald Trump"}
    assert "United States" not in recipients


def test_a_year_in_apposition_counts_the_years_after(coder: Coder) -> None:
    coded = code(coder, "Norway has raised its quotas since 2019, a year after Sweden withdrew from the accord.")
    assert [e.date for e in coded.events if "withdrew" in e.trigger.of(coded.text)] == ["2018"]


def test_a_condition_by_inversion_asks_for_nothing(coder: Coder) -> None:
    coded = code(coder, "Should the other parties fail to pay, Sweden would stop its deliveries, Lars Brandt said.")
    assert not [e for e in coded.events if e.trigger.of(coded.text) == "Should"]


def test_an_attack_that_kills_is_done_to_the_killed(coder: Coder) -> None:
    coded = code(coder, "A Swedish air strike killed General Omar Haddad near the border on Monday.")
    hit = {coded.actor(r).name for e in coded.events if e.type == "ASSAULT" for r in e.recipients}
    assert hit == {"Omar Haddad"}
