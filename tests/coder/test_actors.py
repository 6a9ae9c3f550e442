"""Who is meant: names, titles, pronouns, compounds, places; each through the real pipeline."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coder import layers
from onrecord.coder.actors import find_actors
from onrecord.errors import DocumentError
from onrecord.records import Metadata, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

    from onrecord.coder.actors import ActorIndex
    from onrecord.coder.pipeline import Coder
    from onrecord.records import Actor


@dataclass(frozen=True)
class Reading:
    """One text as read."""

    doc: Doc
    index: ActorIndex

    def span(self, words: str, nth: int = 0) -> DocSpan:
        """The nth place of some words."""
        at = -1
        for _ in range(nth + 1):
            at = self.doc.text.index(words, at + 1)
        span = self.doc.char_span(at, at + len(words))
        assert span is not None
        return span

    def actors(self, words: str, nth: int = 0) -> list[Actor]:
        return [self.index.actor(actor_id) for actor_id in self.index.ids(self.span(words, nth))]

    def actor(self, words: str, nth: int = 0) -> Actor:
        (actor,) = self.actors(words, nth)
        return actor

    def names(self, words: str, nth: int = 0) -> list[str]:
        return [actor.name for actor in self.actors(words, nth)]


def read(coder: Coder, text: str, published: str | None = None) -> Reading:
    doc = coder.nlp.make_doc(text)
    layers.META.set(doc, Metadata("test", published=published))
    doc = coder.nlp(doc)
    return Reading(doc, find_actors(doc))


# -- countries


def test_names_capitals_and_seats_are_one_government(coder: Coder) -> None:
    text = "Iran rejected the offer. Tehran said no. The Iranian government accused the White House of lies."
    reading = read(coder, text)
    iran = reading.actor("Iran")
    assert (iran.name, iran.kind, iran.country, iran.sector) == ("Iran", "government", "IRN", "GOV")
    assert reading.actor("Tehran") == iran
    assert reading.actor("The Iranian government") == iran
    assert reading.actor("the White House").country == "USA"
    assert [span.of(text) for span in iran.mentions][:2] == ["Iran", "Tehran"]


def test_a_place_is_no_actor(coder: Coder) -> None:
    reading = read(
        coder, "Diplomats met in Tehran on Monday. He flew from Geneva to Moscow. Moscow urged Iran to wait."
    )
    for words, nth in (("Tehran", 0), ("Geneva", 0), ("Moscow", 0)):
        assert reading.actors(words, nth) == [], words
    assert reading.index.place(reading.span("Tehran")) == ("Tehran", "IRN")
    assert reading.index.place(reading.span("Geneva")) == ("Geneva", "CHE")
    assert reading.actor("Moscow", 1).country == "RUS"
    assert reading.index.place(reading.span("Diplomats")) is None


def test_an_adjective_gives_its_noun_a_country_and_alone_its_government(coder: Coder) -> None:
    reading = read(coder, "Iranian officials met Russian diplomats.")
    officials = reading.actor("Iranian officials")
    assert (officials.kind, officials.country, officials.sector) == ("government", "IRN", "GOV")
    assert reading.actor("Russian").name == "Russia"


def test_nobody_is_listed_who_only_modifies_or_locates(coder: Coder) -> None:
    coded = coder.code("The Swiss hotel in Vienna was full.")
    assert coded.actors == ()


# -- people


def test_full_name_and_surname_are_one_person_with_a_role(coder: Coder) -> None:
    text = "Russian Foreign Minister Sergey Lavrov visited Oslo. Lavrov told reporters that the talks went well."
    reading = read(coder, text, "2015-05-01")
    lavrov = reading.actor("Lavrov")
    assert reading.actor("Lavrov", 1) == lavrov
    assert (lavrov.kind, lavrov.country, lavrov.sector) == ("person", "RUS", "GOV")
    assert Role("Foreign Minister", "Russia", "current") in lavrov.roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Former President Anna Bergstrom spoke in Oslo.", Role("President", None, "former")),
        ("The late Ruritanian writer Anna Bergstrom was honoured.", None),
        ("Anna Bergstrom, the Norwegian foreign minister, spoke.", Role("foreign minister", "Norway", "current")),
        ("Norway's foreign minister, Anna Bergstrom, spoke.", Role("foreign minister", "Norway", "current")),
        ("Norway's foreign minister Anna Bergstrom spoke.", Role("foreign minister", "Norway", "current")),
        ("Anna Bergstrom, a spokeswoman for Norway, spoke.", Role("spokeswoman", "Norway", "current")),
        ("then-President Anna Bergstrom spoke in Oslo.", Role("President", None, "former")),
    ],
)
def test_roles_around_a_name(coder: Coder, text: str, role: Role | None) -> None:
    person = read(coder, text).actor("Bergstrom")
    assert person.kind == "person"
    if role is not None:
        assert role in person.roles
        assert person.sector == ("OTH" if text.startswith("Former") else "GOV")


def test_a_spokesman_speaks_for_a_country(coder: Coder) -> None:
    peskov = read(coder, "Kremlin spokesman Dmitry Peskov said Moscow was ready.").actor("Peskov")
    assert (peskov.country, peskov.sector) == ("RUS", "GOV")


def test_family_names_that_stand_first(coder: Coder) -> None:
    reading = read(coder, "Vice Premier Zhao Minghua arrived. Zhao met local farmers. Minghua Tan did not come.")
    assert reading.actor("Zhao", 1) == reading.actor("Zhao Minghua")
    assert reading.actor("Minghua Tan") != reading.actor("Zhao Minghua")


def test_two_of_one_surname_are_told_apart_by_title(coder: Coder) -> None:
    text = (
        "Defence Minister Kim Jang-woo met President Kim Dong-hae. "
        "President Kim praised the army. Defence Minister Kim left."
    )
    reading = read(coder, text)
    assert reading.actor("President Kim", 1).name == "Kim Dong-hae"
    assert reading.actor("Defence Minister Kim", 1).name == "Kim Jang-woo"


def test_known_leaders_have_their_country_and_their_term(coder: Coder) -> None:
    text = "Trump wrote to the ayatollahs. He wants talks."
    then = read(coder, text, "2025-03-08").actor("Trump")
    assert (then.country, then.sector) == ("USA", "GOV")
    assert then.roles[0].status == "current"
    assert read(coder, text, "2022-03-08").actor("Trump").roles[0].status == "former"
    assert read(coder, text).actor("Trump").roles[0].status == "unknown"


def test_a_name_that_ends_another_is_the_same_person(coder: Coder) -> None:
    reading = read(coder, "Israeli minister Yosef Ben Amir arrived. Ben Amir met farmers.")
    assert reading.actor("Ben Amir", 1) == reading.actor("Yosef Ben Amir")


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian Ambassador to Japan Nils Berg said the talks went well.",
        "The head of the Norwegian delegation Nils Berg said the talks went well.",
    ],
)
def test_what_a_title_is_of_may_stand_before_the_name(coder: Coder, text: str) -> None:
    berg = read(coder, text).actor("Berg")
    assert (berg.name, berg.country, berg.sector) == ("Nils Berg", "NOR", "GOV")


def test_an_office_and_a_family_name_tell_who_held_it(coder: Coder) -> None:
    text = "Reports said that President Jiang would visit Oslo."
    assert read(coder, text, "1997-04-01").actor("Jiang").country == "CHN"
    assert read(coder, text, "2015-04-01").actor("Jiang").country is None


def test_who_is_told_without_a_country_is_of_the_report_s(coder: Coder) -> None:
    text = (
        "Norway will host talks. Interior Minister Nils Berg said that Norway was ready. "
        "Norwegian officials agreed. Ambassador Anna Lind left."
    )
    reading = read(coder, text)
    assert reading.actor("Berg").country == "NOR"
    assert reading.actor("Lind").country is None


def test_others_are_of_the_report_s_country_unless_they_are_states(coder: Coder) -> None:
    text = (
        "Norway mourned on Monday. A gunman shot two clerks in Norway and wounded five others. Norway's police said "
        "that three other victims had left hospital, and thanked other countries for their help."
    )
    reading = read(coder, text)
    assert reading.actor("five others").country == "NOR"
    assert reading.actor("three other victims").country == "NOR"
    assert [actor.country for actor in reading.actors("other countries")] == [None]


def test_who_speaks_for_an_international_body_has_no_country(coder: Coder) -> None:
    text = "Kofi Annan, the former Ghanaian diplomat, urged both sides to talk."
    annan = read(coder, text, "1999-04-01").actor("Kofi Annan")
    assert (annan.country, annan.sector) == (None, "IGO")


def test_groups_of_countries(coder: Coder) -> None:
    assert read(coder, "The Baltic states joined in.").names("The Baltic states") == ["Estonia", "Lithuania", "Latvia"]


def test_titles_alone_mean_the_last_who_held_them(coder: Coder) -> None:
    text = (
        "Norwegian Prime Minister Anna Bergstrom met Danish Foreign Minister Niels Holm. "
        "The prime minister praised Denmark. The foreign minister thanked her."
    )
    reading = read(coder, text)
    assert reading.names("The prime minister") == ["Anna Bergstrom"]
    assert reading.names("The foreign minister") == ["Niels Holm"]
    unknown = read(coder, "The French foreign minister arrived.").actor("The French foreign minister")
    assert (unknown.kind, unknown.country, unknown.sector) == ("person", "FRA", "GOV")


def test_a_copula_gives_a_role(coder: Coder) -> None:
    person = read(coder, "Anna Bergstrom is the foreign minister of Norway.").actor("Anna Bergstrom")
    assert [(role.title, role.of) for role in person.roles] == [("foreign minister", "Norway")]


def test_pronouns_mean_the_nearest_that_fits(coder: Coder) -> None:
    text = (
        "Mrs. Anna Bergstrom met Mr. Niels Holm in Oslo. She said he was tired. "
        "Norway then signed the pact. It also paid a fee."
    )
    reading = read(coder, text)
    assert reading.names("She") == ["Anna Bergstrom"]
    assert reading.names("he was")[:1] in (["Niels Holm"], [])
    assert reading.names("It also")[:1] in (["Norway"], [])
    assert [reading.index.actor(i).name for i in reading.index.ids(reading.span("It", 0)[0])] == ["Norway"]
    spans = reading.actor("Anna Bergstrom").mentions
    assert Span(text.index("She"), text.index("She") + 3) in spans


def test_the_first_person_is_whose_words_they_are(coder: Coder) -> None:
    text = 'Anna Bergstrom said: "We will sign, and I will pay."'
    reading = read(coder, text)
    person = reading.actor("Anna Bergstrom")
    assert reading.actors("I") == []
    reading.index.attribute([Span(text.index('"'), len(text))], person.id)
    assert reading.names("We") == reading.names("I") == ["Anna Bergstrom"]


def test_who_means_the_noun_before(coder: Coder) -> None:
    reading = read(coder, "Anna Bergstrom, who visited Oslo, praised the army.")
    assert reading.names("who") == ["Anna Bergstrom"]


# -- bodies and groups


def test_acronyms_in_brackets(coder: Coder) -> None:
    text = "The Zembla Relief Commission (ZRC) closed. The ZRC said the International Atomic Energy Agency agreed."
    reading = read(coder, text)
    assert reading.actor("ZRC", 1) == reading.actor("The Zembla Relief Commission")
    agency = reading.actor("the International Atomic Energy Agency")
    assert (agency.kind, agency.country, agency.sector) == ("igo", None, "IGO")


def test_a_body_is_found_again_by_its_noun(coder: Coder) -> None:
    text = "The Chinese Foreign Ministry rejected the report. The ministry said more."
    reading = read(coder, text)
    ministry = reading.actor("The Chinese Foreign Ministry")
    assert (ministry.country, ministry.sector) == ("CHN", "GOV")
    assert reading.actor("The ministry") == ministry


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("Israeli troops fired shots.", "ISR", "MIL"),
        ("Rebel soldiers fired shots.", None, "REB"),
        ("Residents of Baghdad fled.", "IRQ", "CVL"),
        ("Foreign troops in Iraq fired shots.", None, "MIL"),
        ("Gunmen fired shots.", None, "REB"),
    ],
)
def test_groups_take_country_and_sector_from_their_words(
    coder: Coder, text: str, country: str | None, sector: str
) -> None:
    reading = read(coder, text)
    subject = next(token for token in reading.doc if token.dep_ == "nsubj")
    actor = reading.index.actor(reading.index.ids(subject)[0])
    assert (actor.country, actor.sector) == (country, sector)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The rebels released four Chinese hostages.", None),
        ("The rebels accepted a Norwegian offer.", None),
        ("The rebels attacked a barracks in Mali.", "MLI"),
        ("The rebels attacked a Malian barracks. Malian planes bombed a camp.", "MLI"),
        ("The rebels accused the Malian government of lies.", "MLI"),
    ],
)
def test_one_adjective_of_something_else_is_nobodys_country(coder: Coder, text: str, country: str | None) -> None:
    assert read(coder, text).actor("rebels").country == country


@pytest.mark.parametrize("west", ["The West", "Western governments", "Western countries"])
def test_the_west_is_one_actor(coder: Coder, west: str) -> None:
    reading = read(coder, f"{west} imposed sanctions on Belarus. Minsk said that the West had no right to do so.")
    assert reading.actor(west.split()[-1]).id == reading.actor("the West").id


@pytest.mark.parametrize(
    "text",
    [
        "Voters in the West backed the party.",
        "Troops left the West Bank.",
        "He walked to the west.",
        "Kanye West sang.",
    ],
)
def test_the_west_is_no_place_and_no_name(coder: Coder, text: str) -> None:
    reading = read(coder, text)
    (west,) = (token for token in reading.doc if token.lower_ == "west")
    assert "Western countries" not in {reading.index.actor(key).name for key in reading.index.ids(west)}


def test_what_is_western_is_the_wests(coder: Coder) -> None:
    reading = read(coder, "A Western aid freeze hit Gaza. Pilgrims prayed at the Western Wall. It was Western")
    assert reading.actor("Western").name == "Western countries"
    assert "Western countries" not in {actor.name for actor in reading.actors("Western", 1)}


def test_states_stand_beside_another_by_name(coder: Coder) -> None:
    reading = read(coder, "The European Union and Western powers condemned the vote. US and British forces left.")
    assert reading.actor("European Union").country == "EUR"
    assert reading.actor("powers").name == "Western countries"
    assert {actor.country for actor in reading.actors("forces")} == {"USA", "GBR"}


def test_descriptive_actors_are_listed_only_when_asked_for(coder: Coder) -> None:
    reading = read(coder, "Gunmen attacked a bus.")
    assert reading.index.records() == ()
    reading.actors("Gunmen")
    assert [actor.name for actor in reading.index.records()] == ["Gunmen"]


# -- compounds


def test_coordinations_and_counted_pairs(coder: Coder) -> None:
    text = "Britain, France and Germany met. The two Koreas talked."
    reading = read(coder, text)
    assert reading.names("Britain, France and Germany") == ["United Kingdom", "France", "Germany"]
    assert {actor.country for actor in reading.actors("The two Koreas")} == {"PRK", "KOR"}


def test_each_side_is_both(coder: Coder) -> None:
    reading = read(coder, "Iran and Russia held talks. Each side blamed the other.")
    assert {actor.country for actor in reading.actors("Each side")} == {"IRN", "RUS"}
    assert read(coder, "Each side blamed the other.").actors("Each side") == []


@pytest.mark.parametrize(
    "troops", ["Lebanese and Syrian troops", "US and South Korean troops", "Dutch or Irish police"]
)
def test_nations_that_share_a_noun_are_both_read(coder: Coder, troops: str) -> None:
    reading = read(coder, f"{troops} fired shots.")
    assert len({actor.country for actor in reading.actors(troops.split()[-1])} - {None}) == 2


def test_both_countries_are_the_last_two(coder: Coder) -> None:
    reading = read(coder, "Iran and Russia signed a pact. Both countries praised it.")
    assert {actor.country for actor in reading.actors("Both countries")} == {"IRN", "RUS"}
    assert read(coder, "Both countries praised it.").actors("Both countries") == []


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan fired a missile after India had done so. The United States called on both sides to show restraint.",
        "India fired a missile. Pakistan protested. The Pakistani army shelled a post. China urged both sides to stop.",
        "Annan met Indian and Pakistani leaders in Cairo. China urged both sides to stop.",
    ],
)
def test_who_speaks_of_both_sides_is_neither_and_an_army_is_of_its_states(coder: Coder, text: str) -> None:
    assert {actor.country for actor in read(coder, text).actors("both sides")} == {"PAK", "IND"}


def test_those_of_several_states_are_of_each(coder: Coder) -> None:
    reading = read(coder, "Mediators from France, Russia and the United States met.")
    assert {actor.country for actor in reading.actors("Mediators")} == {"FRA", "RUS", "USA"}


# -- sources of statements


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("A campaign operative said so.", "A campaign operative", "people"),
        ("Sources said so.", "Sources", "people"),
        ("A poll showed that.", "A poll", None),
        ("The report said so.", "The report", None),
    ],
)
def test_sources(coder: Coder, text: str, phrase: str, kind: str | None) -> None:
    reading = read(coder, text)
    source = reading.index.source(reading.span(phrase))
    assert (source is None) == (kind is None)
    if source is not None:
        assert reading.index.actor(source).country is None


# -- bad input


def test_people_named_after_countries(coder: Coder) -> None:
    text = "Vernon Jordan met Chad Smith. Jordan praised Mrs. Georgia Reed. The king stayed in Jordan."
    reading = read(coder, text)
    assert reading.actor("Jordan").kind == "person"
    assert reading.actor("Chad Smith").country is None
    assert reading.actor("Georgia Reed").kind == "person"
    assert reading.actors("Jordan", 2) == []


def test_may_said_in_may(coder: Coder) -> None:
    reading = read(coder, "Prime Minister Theresa May said in May that May would be cold.", "2017-05-02")
    assert reading.actor("Theresa May").country == "GBR"
    assert reading.actors("May", 1) == []


def test_a_hundred_names_that_differ_by_one_letter_stay_apart(coder: Coder) -> None:
    letters = "abcdefghijklmnoprstuvwyz"
    names = [f"Bel{one}n Kor{two}v" for one in letters[:10] for two in letters[10:20]]
    coded = coder.code(" ".join(f"Mr. {name} spoke." for name in names))
    found = {actor.name for actor in coded.actors}
    assert len(found & set(names)) >= 90


def test_time_grows_with_the_text_and_no_faster(coder: Coder) -> None:
    sentence = "President {0}ton Smith of Iran met {0}son Kim in Oslo, and he told the minister that Iran would wait. "
    names = ["".join(letters) for letters in product("abdefgklmn", repeat=3)]
    texts = ["".join(sentence.format(f"Al{name}") for name in names[:count]) for count in (50, 400)]
    costs = []
    for text in texts:
        doc = coder.nlp(_dated(coder, text))
        start = time.process_time()
        find_actors(doc)
        costs.append(time.process_time() - start)
    assert costs[1] < 8 * costs[0] * 4 + 0.1


def _dated(coder: Coder, text: str) -> Doc:
    doc = coder.nlp.make_doc(text)
    layers.META.set(doc, Metadata("test"))
    return doc


@given(st.text(max_size=300))
@settings(max_examples=30)
def test_any_text_codes_and_mentions_are_sorted(coder: Coder, text: str) -> None:
    try:
        coded = coder.code(text)
    except DocumentError:
        assert not text.strip()
        return
    for actor in coded.actors:
        assert list(actor.mentions) == sorted(set(actor.mentions))
        assert all(span.of(coded.text) for span in actor.mentions)


HARD_WORDS = (
    "Iran the president Jordan May 's and ( ) , . said he two Koreas of in Kim - U.S. minister troops both sides we "
    "who IAEA prime secretary state Mr. al his former"
)


@given(st.lists(st.sampled_from([*HARD_WORDS.split(), '"', "\n"]), max_size=40))
@settings(max_examples=60)
def test_any_order_of_hard_words_can_be_asked_about(coder: Coder, words: list[str]) -> None:
    text = "x " + " ".join(words)
    reading = read(coder, text)
    for token in reading.doc:
        for actor_id in reading.index.ids(token):
            assert reading.index.actor(actor_id).name
        reading.index.source(reading.doc[token.i : token.i + 1])
        reading.index.place(token)
    assert len({actor.id for actor in reading.index.records()}) == len(reading.index.records())
