"""Who said what, to whom, on whose word: texts of our own, one construction each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.coder import layers
from onrecord.coder.statements import Attribution, find_statements
from onrecord.coder.statements.circumstances import without_adjunct
from onrecord.records import Document, Metadata, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coder.pipeline import Coder
    from onrecord.coder.quotes import Quotations
    from onrecord.records import CodedDocument, Spans


def text_of(coded: CodedDocument, spans: Spans | None) -> str | None:
    return " … ".join(span.of(coded.text) for span in spans) if spans else None


def triples(coded: CodedDocument) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (text_of(coded, s.source_span), text_of(coded, s.cue_span), text_of(coded, s.content_span))
        for s in coded.statements
    ]


def only(coded: CodedDocument) -> Statement:
    assert len(coded.statements) == 1, triples(coded)
    return coded.statements[0]


def name(coded: CodedDocument, actor: str | None) -> str | None:
    return coded.actor(actor).name if actor else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The foreign minister said that the talks had failed.",
            ("The foreign minister", "said", "that the talks had failed"),
        ),
        ("Norway wants to reopen the embassy.", ("Norway", "wants", "to reopen the embassy")),
        ("Austria vowed to defend the treaty.", ("Austria", "vowed", "to defend the treaty")),
        (
            "The envoy called for the release of all prisoners.",
            ("The envoy", "called for", "the release of all prisoners"),
        ),
        ("The senator backed the deal.", ("The senator", "backed", "the deal")),
        (
            "Inspectors have repeatedly warned that the stocks are growing.",
            ("Inspectors", "have repeatedly warned", "that the stocks are growing"),
        ),
        (
            "The minister asked whether the border would reopen.",
            ("The minister", "asked", "whether the border would reopen"),
        ),
        (
            "Diplomats urged the parties to return to the table.",
            ("Diplomats", "urged", "the parties to return to the table"),
        ),
        (
            "The talks collapsed on Monday, according to Swiss officials.",
            ("Swiss officials", "according to", "The talks collapsed on Monday"),
        ),
        (
            "The two delegations, the spokesman said, would meet again.",
            ("the spokesman", "said", "The two delegations … would meet again"),
        ),
        (
            "The president is expected to visit Oslo.",
            (None, "is expected", "The president … to visit Oslo"),
        ),
        (
            "The proposal was criticized by the opposition.",
            ("the opposition", "was criticized by", "The proposal"),
        ),
    ],
)
def test_indirect_statements(coder: Coder, text: str, expected: tuple[str | None, str, str]) -> None:
    coded = coder.code(text)
    statement = only(coded)
    assert triples(coded) == [expected]
    assert statement.kind == "indirect"
    assert (statement.source is None) == (expected[0] is None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will not sign this," the minister said.', ("the minister", "said", '"We will not sign this,"')),
        ("“Will they sign?” asked Anna Lind.", ("Anna Lind", "asked", "“Will they sign?”")),
        ("Anna Lind said: “We will not sign this.”", ("Anna Lind", "said", "“We will not sign this.”")),
        ("Anna Lind added, ''We will not sign this.''", ("Anna Lind", "added", "''We will not sign this.''")),
        (
            '"We tried," the minister said. "They did not."',
            ("the minister", "said", '"We tried," … "They did not."'),
        ),
        (
            '"If they sign," the minister said, "so will we."',
            ("the minister", "said", '"If they sign," … "so will we."'),
        ),
        (
            "The minister continued:\n\n“We have waited for a year and nothing has come of it.”",
            ("The minister", "continued", "“We have waited for a year and nothing has come of it.”"),
        ),
        (
            '"We have waited for a year," the minister said.\n\n"Nothing has come of it, and nothing will come."',
            ("the minister", "said", '"We have waited for a year," … "Nothing has come of it, and nothing will come."'),
        ),
        (
            '"We have waited.\n\n"Nothing has come of it," the minister said.',
            ("the minister", "said", '"We have waited. … "Nothing has come of it,"'),
        ),
        ("Anna Lind: “We will not sign this.”", ("Anna Lind", ":", "“We will not sign this.”")),
        ("Anna Lind — “We will not sign this.”", ("Anna Lind", "—", "“We will not sign this.”")),
    ],
)
def test_direct_statements(coder: Coder, text: str, expected: tuple[str, str, str]) -> None:
    coded = coder.code(text)
    source, cue, content = triples(coded)[0]
    assert len(coded.statements) == 1
    assert (source, cue, content) == expected
    assert coded.statements[0].kind == "direct"


def test_a_signed_quotation_has_the_signer_as_source(coder: Coder) -> None:
    coded = coder.code("“We will not sign this paper today.”\n\n- Anna Lind\n\nThe talks go on in Geneva.")
    assert triples(coded)[0] == ("Anna Lind", "-", "“We will not sign this paper today.”")


def test_each_line_s_signature_holds_for_its_own_quotation(coder: Coder) -> None:
    coded = coder.code("“We will not sign this paper.” — Anna Lind\n“We will, and we will do so today.”— Ola Dahl.\n")
    assert triples(coded) == [
        ("Anna Lind", "—", "“We will not sign this paper.”"),
        ("Ola Dahl", "—", "“We will, and we will do so today.”"),
    ]


def test_a_signature_may_follow_its_dash_after_a_hard_space(coder: Coder) -> None:
    coded = coder.code(
        "“A wall around the office would be cheaper.” ―\xa0Clara Ruiz\n“It would be quieter, too.” ―\xa0Jan Novak"
    )
    assert [text_of(coded, s.source_span) for s in coded.statements] == ["Clara Ruiz", "Jan Novak"]


def test_a_reprinted_transcript_has_a_speaker_a_turn(coder: Coder) -> None:
    turns = ("KELLER: Why did the ministry sell “Blue Harbour” so late?", "BRANDT: Because nobody had asked us before.")
    coded = coder.code("Part of the interview:\n\n" + "\n\n".join(f'"{turn}' for turn in turns) + '"')
    assert [text_of(coded, s.source_span) for s in coded.statements] == ["KELLER", "BRANDT"]


def test_a_colon_leads_into_the_next_paragraph(coder: Coder) -> None:
    before = "The hearing went on for nine hours and was adjourned twice because of noise in the hall. " * 7
    said = "We have a situation in which nobody reads the reports, and the reports are all that we have left."
    coded = coder.code(f'{before}\n\nMayor Ellen Park said:\n\n"{said} {said}"')
    assert any(text_of(coded, s.source_span) == "Mayor Ellen Park" and s.kind == "direct" for s in coded.statements)


@pytest.mark.parametrize(
    ("cue", "kept"),
    [
        ("said at a rally in Ohio", "said"),
        ("said on Twitter", "said"),
        ("said in a statement", "said in a statement"),
        ("called for", "called for"),
    ],
)
def test_a_cue_ends_where_its_place_begins(coder: Coder, cue: str, kept: str) -> None:
    text = f"The senator {cue} a new law."
    doc = coder.parse(Document(Metadata(id="d"), text))
    found = doc.char_span(text.index(cue), text.index(cue) + len(cue))
    assert found is not None
    assert without_adjunct(found).text == kept


def test_a_scare_quote_makes_its_statement_mixed_and_is_none_itself(coder: Coder) -> None:
    coded = coder.code("The ministry said that the “bullying” tactics had to stop.")
    assert only(coded).kind == "mixed"
    assert not coder.code("The “bullying” tactics lasted for three years.").statements


def test_a_content_takes_in_the_whole_quotation_that_it_runs_into(coder: Coder) -> None:
    coded = coder.code("The ministry said it had reached “a limit. There will be no more talks.” The embassy closed.")
    assert triples(coded)[0][2] == "it had reached “a limit. There will be no more talks.”"


def test_no_source_is_never_the_nearest_name(coder: Coder) -> None:
    coded = coder.code("Anna Lind arrived in Geneva. The treaty is expected to be signed on Monday.")
    statement = next(s for s in coded.statements if "signed" in (text_of(coded, s.content_span) or ""))
    assert statement.source is None
    assert statement.source_span is None


def test_lonely_speech_has_no_source(coder: Coder) -> None:
    coded = coder.code(
        "The square was empty.\n\n“Nobody here believes that any of the promises will ever be kept again.”"
    )
    assert [s.source for s in coded.statements] == [None]


def test_headlines_name_their_speaker(coder: Coder) -> None:
    coded = coder.code("Norway: No new sanctions before the summer\n\nThe parliament met on Monday in Oslo.")
    assert triples(coded)[0] == ("Norway", ":", "No new sanctions before the summer")
    kicker = coder.code("The Latest: Norway opens new talks in Oslo\n\nThe parliament met on Monday in Oslo.")
    assert not any(cue == ":" for _, cue, _ in triples(kicker))


def test_headings_and_credits_hold_no_statements(coder: Coder) -> None:
    coded = coder.code(
        "The square was empty.\n\nWhat People Are Saying\n\nPhoto by Anna Lind/AFP via Getty Images\n\nIt rained."
    )
    assert not coded.statements


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("The minister told Newsweek that the talks had failed.", "Newsweek"),
        ('"The talks have failed," the minister told Sweden.', "Sweden"),
        ("The minister said to reporters that the talks had failed.", "reporters"),
        ("In a letter to Sweden, the minister wrote that the talks had failed.", "Sweden"),
        ("The minister told a story about the failed talks.", None),
        ("The minister said that Sweden had left.", None),
    ],
)
def test_addressees(coder: Coder, text: str, addressee: str | None) -> None:
    coded = coder.code(text)
    found = [name(coded, s.addressee) for s in coded.statements]
    assert found[:1] == [addressee] or (addressee is None and not found)
    assert all(not s.via for s in coded.statements)


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("In an interview with Sky News, the minister said that he would go.", "In an interview with Sky News"),
        ("The minister said at a news conference that he would go.", "at a news conference"),
        (
            "The minister took up the plan during a ceremony for veterans, saying that he would go.",
            "during a ceremony for veterans",
        ),
        (
            "In a clip from her speech to the union, Anna Lind said: “I will go there.”",
            "In a clip from her speech to the union",
        ),
        ("The minister said that he had gone to the summit.", None),
        (
            "Anna Lind said at a news conference that talks had failed. “We will not sign this paper,” Lind said.",
            "at a news conference",
        ),
        (
            "Anna Lind said at a news conference that talks had failed. On Friday Lind said: “We will not sign this.”",
            None,
        ),
        ("Anna Lind said at a news conference that talks had failed. “We will not sign,” Ola Dahl said.", None),
    ],
)
def test_occasions(coder: Coder, text: str, occasion: str | None) -> None:
    coded = coder.code(text)
    found = coded.statements[-1].occasion
    assert (found.of(coded.text) if found else None) == occasion


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The minister said that he would go.", "says"),
        ("The minister asked whether they would go.", "asks"),
        ("“Will they ever go?” the minister said.", "asks"),
        ("The minister demanded that they go.", "demands"),
        ("The minister promised to go.", "promises"),
        ("The general vowed to avenge the attack.", "threatens"),
        ("The general said: “If they come, we will strike back at once.”", "threatens"),
        ("The minister accused Sweden of spying.", "accuses"),
        ("The minister denied that he had gone.", "denies"),
        ("The minister did not deny that he had gone.", "says"),
        ("The minister did not condemn the raid.", "says"),
        ("Nobody accused Sweden of spying.", "says"),
        ("The minister confirmed that he had gone.", "confirms"),
        ("The minister declined to comment.", "no_comment"),
        ("The ministry did not respond to a request for comment.", "no_comment"),
        ("The minister wants to go.", "attitude"),
        ("The senator opposes the treaty.", "attitude"),
    ],
)
def test_speech_acts(coder: Coder, text: str, act: str) -> None:
    assert only(coder.code(text)).act == act


def test_a_carried_statement_stands_within_its_carrier_s(coder: Coder) -> None:
    coded = coder.code("Reuters reported that the Norwegian minister said that the talks had failed.")
    outer, inner = coded.statements
    assert (name(coded, outer.source), outer.within, outer.via) == ("Reuters", None, ())
    assert inner.within == outer.id
    assert inner.via == (outer.source,)
    assert text_of(coded, inner.content_span) == "that the talks had failed"


def test_one_who_is_quoted_as_saying_is_the_speaker(coder: Coder) -> None:
    coded = coder.code("Reuters quoted Anna Lind as saying that the talks had failed.")
    inner = coded.statements[-1]
    assert name(coded, inner.source) == "Anna Lind"
    assert [name(coded, actor) for actor in inner.via] == ["Reuters"]


def test_a_credited_outlet_is_in_the_chain_and_not_in_the_content(coder: Coder) -> None:
    coded = coder.code("Anna Lind claimed that the talks had failed, as reported by Reuters.")
    speech = next(s for s in coded.statements if name(coded, s.source) == "Anna Lind")
    assert [name(coded, actor) for actor in speech.via] == ["Reuters"]
    assert text_of(coded, speech.content_span) == "that the talks had failed"


def test_nothing_is_nested_without_a_carrier(coder: Coder) -> None:
    coded = coder.code("Anna Lind said that the minister had promised to go.")
    assert only(coded).within is None


def test_a_statement_has_its_own_date(coder: Coder) -> None:
    coded = coder.code("On February 3, Anna Lind said that the talks had failed.", published="2025-03-08")
    assert only(coded).date == "2025-02-03"
    assert only(coded).dated_by == "expression"


def test_another_finder_can_take_the_encoder_s_place(coder: Coder) -> None:
    def tagger(doc: Doc, quotations: Quotations) -> tuple[Attribution, ...]:
        return (Attribution((Span(0, 9),), (Span(10, 17),), (Span(18, 27),), "tagger"),)

    doc = coder.nlp(_prepared(coder, "Anna Lind refuses all talks today."))
    (statement,) = find_statements(doc, tagger)
    assert (statement.method, statement.act, statement.kind) == ("tagger", "attitude", "indirect")


def _prepared(coder: Coder, text: str) -> Doc:
    doc = coder.nlp.make_doc(text)
    layers.META.set(doc, Metadata(id="seam"))
    return doc
