"""Which mentions mean the same agreement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.ontology.agreements import GENERAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.coder.agreements.mentions import Mention

REACH = 4
"""Mentions back at most to which "the deal" may point when several agreements are in play."""


@dataclass(slots=True)
class Group:
    """The mentions of one agreement, in order, as they are found."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of the nouns that name it."""
        return frozenset().union(*(mention.kinds for mention in self.mentions))

    @property
    def propers(self) -> set[str]:
        """Its proper names and the acronyms introduced for them, in lower case."""
        named = {name for mention in self.mentions for name in (mention.proper, mention.alias) if name}
        return {name.lower() for name in named}

    @property
    def topics(self) -> frozenset[str]:
        """What the mentions say it is about."""
        return frozenset().union(*(mention.topics for mention in self.mentions))

    @property
    def about(self) -> frozenset[str]:
        """Words of the mentions' complements."""
        return frozenset().union(*(mention.about for mention in self.mentions))

    @property
    def variants(self) -> frozenset[str]:
        """Stages it is told from others by."""
        return frozenset().union(*(mention.variants for mention in self.mentions))

    @property
    def stages(self) -> frozenset[str]:
        """Whether the mentions call it new, existing or proposed."""
        return frozenset().union(*(mention.stages for mention in self.mentions))

    @property
    def years(self) -> set[str]:
        """Years it is known by."""
        return {mention.year for mention in self.mentions if mention.year}

    @property
    def partners(self) -> set[str]:
        """Actors that the mentions themselves name as its sides."""
        return {partner for mention in self.mentions for partner in mention.partners}

    @property
    def is_established(self) -> bool:
        """Whether the text takes it as known, and does not only introduce or imagine it."""
        return any(mention.definite and mention.is_firm for mention in self.mentions)


def join(mentions: Iterable[Mention]) -> list[Group]:
    """Groups of mentions that mean the same agreement; what points to none of them is left out."""
    groups: list[Group] = []
    waiting: list[Mention] = []
    for mention in mentions:
        home = _home(mention, groups)
        if home is not None:
            home.mentions.append(mention)
        elif mention.names_one:
            groups.append(Group([mention]))
        else:
            waiting.append(mention)
    _settle(waiting, groups)
    return groups


def _settle(waiting: list[Mention], groups: list[Group]) -> None:
    """Mentions that came before the name: they can mean only the one agreement that the document has."""
    if len(groups) == 1:
        fitting = [mention for mention in waiting if mention.definite and _fits(mention, groups[0])]
        groups[0].mentions = sorted([*groups[0].mentions, *fitting], key=lambda mention: mention.span)


def _home(mention: Mention, groups: list[Group]) -> Group | None:
    apposed = [group for group in groups if any(_is_apposed(mention, other) for other in group.mentions)]
    if apposed:
        return apposed[-1]
    named = [group for group in groups if _same_name(mention, group)]
    if named:
        return named[-1]
    fitting = [group for group in groups if _fits(mention, group)]
    if mention.is_generic:
        return _pointed_to(fitting, groups)
    matching = [group for group in fitting if _shares(mention, group, alone=len(fitting) == 1)]
    return matching[-1] if matching else None


def _is_apposed(mention: Mention, other: Mention) -> bool:
    """Whether the one names the other: "the deal, known as the Joint Plan of Action"."""
    here, there = mention.head, other.head
    if here.dep_ == "appos" and here.head == there:
        return True
    if here.dep_ not in {"oprd", "pobj", "attr", "dobj"} or not mention.proper:
        return False
    verb = here.head.head if here.dep_ == "pobj" else here.head
    return verb.lemma_ in {"call", "name", "know", "dub", "term", "title"} and verb.head == there


def _same_name(mention: Mention, group: Group) -> bool:
    names = {name.lower() for name in (mention.proper, mention.alias) if name}
    return bool(names & group.propers)


def _fits(mention: Mention, group: Group) -> bool:
    """Whether nothing that the mention says contradicts what is known of the agreement."""
    if mention.proper and group.propers:
        return False
    if "new" in mention.stages ^ group.stages and not {"new", "existing"} <= mention.stages:
        return mention.is_generic and not mention.stages
    return _kinds_fit(mention, group) and not any(
        (
            not mention.is_generic and all(other.plural != mention.plural for other in group.mentions),
            mention.year and group.years and mention.year not in group.years,
            mention.variants and group.variants and not mention.variants & group.variants,
            mention.topics and group.topics and not mention.topics & group.topics,
            mention.partners and group.partners and not set(mention.partners) & group.partners,
        )
    )


def _kinds_fit(mention: Mention, group: Group) -> bool:
    return bool(mention.kinds & group.kinds) or GENERAL in mention.kinds or GENERAL in group.kinds


def _shares(mention: Mention, group: Group, *, alone: bool) -> bool:
    """Whether the mention says something that is known of the agreement, or adds to the only one that fits."""
    same = mention.topics & group.topics or set(mention.partners) & group.partners or mention.year in group.years
    if not mention.definite:
        return bool(same) and not group.is_established
    return bool(same or mention.about & group.about) or (alone and not mention.proper and _adds(mention, group))


def _adds(mention: Mention, group: Group) -> bool:
    """A definite mention with words of its own may fill in what the group leaves open, never add a second topic."""
    return not (mention.topics and group.topics) and not (mention.about and group.about)


def _pointed_to(fitting: list[Group], groups: list[Group]) -> Group | None:
    if len(fitting) <= 1:
        return fitting[0] if fitting else None
    established = [group for group in fitting if group.is_established]
    if len(established) == 1:
        return established[0]
    recent = sorted((mention.span, number) for number, group in enumerate(groups) for mention in group.mentions)
    near = [groups[number] for _, number in recent[-REACH:] if groups[number] in fitting]
    return near[-1] if near else None
