"""What a noun phrase says of those it denotes: country, sector, and of whom or what they hold their title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.coder.actors.drafts import Draft
    from onrecord.coder.actors.names import Named
    from onrecord.coder.actors.phrases import Phrase
    from onrecord.records import Sector

STATES = frozenset({"country", "nation", "state", "republic", "kingdom", "island", "homeland"})
OPPOSED: tuple[Sector, ...] = ("REB", "OPP", "COP", "MIL", "JUD", "LEG")
"""Sectors that a modifier gives whatever its noun says ("rebel leader", "army spokesman"), strongest first."""

POSTED = frozenset({"ambassador", "envoy", "diplomat", "representative", "correspondent", "delegation", "emissary"})
"""Those who are found in a country that is not their own: "in Vienna" says nothing of theirs."""

_HIGH_OFFICES = frozenset({"president", "minister", "premier", "king", "queen", "emir", "sultan", "chancellor", "pm"})
"""Offices whose sector holds whoever stands behind them ("Islamist prime minister", "Fatah-backed president")."""

_WEAKER = frozenset({("JUD", "MIL"), ("LEG", "MIL")})
_RULING = frozenset({"ruling", "governing", "communist"})

_RELATIONS = frozenset(
    {"ally", "neighbour", "neighbor", "partner", "counterpart", "opponent", "rival", "enemy", "critic"}
)
"""Nouns whose possessor is somebody else: "its allies" are not of its country."""

_POSSESSIVE = frozenset({"'s", "his", "her", "its", "their", "our", "my"})
_OWNING = frozenset({"of", "for", "from"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Countries (several for "Israeli and Palestinian officials"), sector, and the name that a role's ``of`` takes."""

    countries: tuple[str, ...] = ()
    sector: Sector | None = None
    of: str | None = None


def standing_of(phrase: Phrase, drafts: Callable[[Named], Draft | None], owner: Draft | None) -> Standing:
    """Judges a phrase; ``drafts`` gives the actor that a name among its words denotes, ``owner`` its possessor."""
    owners = [*_owners(phrase, drafts), *([owner] if owner else [])]
    if phrase.found.term.singular.split()[-1] in _RELATIONS and phrase.determiner in _POSSESSIVE:
        owners = owners[:-1]  # whose ally or counterpart it is, which is somebody else
    countries = tuple(dict.fromkeys(draft.country for draft in owners if draft.country)) or _place(phrase)
    several = countries if _is_joint(phrase) else countries[:1]
    return Standing(several, _sector(phrase, owners, bool(countries)), owners[0].name if owners else None)


def _owners(phrase: Phrase, drafts: Callable[[Named], Draft | None]) -> Iterator[Draft]:
    after = phrase.after[: None if _is_plural(phrase) else 1] if phrase.preposition in _OWNING else []
    for named in (*phrase.named, *after):
        draft = drafts(named)
        if draft is not None:
            yield draft


def _is_joint(phrase: Phrase) -> bool:
    names = (*phrase.named, *phrase.after)
    is_plural = _is_plural(phrase) or phrase.found.term.words[-1] == "police"
    return is_plural and sum(named.label == "country" for named in names) > 1


def _is_plural(phrase: Phrase) -> bool:
    return phrase.found.term.number == "plural"


def _place(phrase: Phrase) -> tuple[str, ...]:
    """The country of "residents in Baghdad"; troops and envoys in a place are not of it."""
    term = phrase.found.term
    abroad = (term.sector in {"MIL", "IGO"} and "security" not in term.words) or term.singular.split()[-1] in POSTED
    if abroad or phrase.preposition not in {"in", "at", "near"}:
        return ()
    found = next((country for named in phrase.after if (country := named.country())), None)
    return (found.id,) if found else ()


def _sector(phrase: Phrase, owners: Sequence[Draft], has_country: bool) -> Sector | None:
    """The noun's own sector, unless a modifier or the owner says more than a noun of general meaning does."""
    term = phrase.found.term
    noun = term.singular.split()[-1]
    given = _modifier_sectors(phrase)
    held = [draft.sector for draft in owners if draft.sector not in {None, "GOV"}]
    if term.sector in {None, "GOV", "CVL"} and "IGO" in held and noun not in STATES:
        return "IGO"
    if term.sector in {None, "GOV", "MIL"} and noun not in _HIGH_OFFICES:
        said = next((sector for sector in OPPOSED if sector in given and (sector, term.sector) not in _WEAKER), None)
        said = said or (held[0] if held and term.sector != "MIL" else None)
        if said:
            return said
    return term.sector or next(iter(given), None) or ("GOV" if has_country and term.title else None)


def _modifier_sectors(phrase: Phrase) -> list[Sector]:
    nouns = phrase.nouns_after if phrase.preposition in _OWNING else []
    terms = [found.term for found in (*phrase.nouns, *nouns)]
    if _RULING & set(phrase.words):
        terms = [term for term in terms if term.sector != "OPP"]
    return [term.sector for term in terms if term.sector and (term.title is None or term.sector == "REB")]
