"""Acts within acts: who accuses somebody of a deed, praises it or prevents it did not do it.

"Russia condemned moves to arm Ukraine", "accused the EU of ignoring attacks on Serbs", "Jordan averted an attack":
nothing names the doer, and the likeliest actor near is the wrong one. Of 94 deeds and meetings that the annotated
articles have within an accusation or praise, the judge did three, and in those the parse hangs a clause too low.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import syntax
from onrecord.coder.events.joining import SAID
from onrecord.ontology.event_lexicon import word_classes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.joining import Weighed
    from onrecord.coder.events.sides import SideChooser
    from onrecord.coder.events.triggers import Trigger
    from onrecord.coder.lookup import ActorLookup
    from onrecord.records import EventType

JUDGING: frozenset[EventType] = frozenset({"ACCUSE", "SUPPORT"})

ABOUT = frozenset({"of", "for", "over", "about", "against"})
"""Prepositions before what is judged; others say when and where somebody judges ("during his meeting with X")."""


def with_sides(acts: Sequence[Weighed], sides: SideChooser, index: ActorLookup) -> list[Weighed]:
    """The acts with the sides that :class:`SideChooser` chooses among those who can have done them."""
    chosen = [one.between(sides.choose(one.candidate)) for one in acts]
    known = {one.candidate.trigger.token.i: one.candidate for one in chosen}
    return [_without_others(one, known, sides, index) for one in chosen]


def _without_others(one: Weighed, known: Mapping[int, Candidate], sides: SideChooser, index: ActorLookup) -> Weighed:
    trigger = one.candidate.trigger
    if trigger.type in SAID:
        return one
    others = _judges(trigger, known) | _preventers(trigger, index)
    if others.isdisjoint(one.candidate.arguments.actors):
        return one
    return one.between(sides.choose(one.candidate, others))


def _judges(trigger: Trigger, known: Mapping[int, Candidate]) -> frozenset[str]:
    """Who accuses or praises, where the deed is what somebody is accused of or praised for."""
    frame = syntax.frame(trigger.token, known)
    if frame is None:
        return frozenset()
    judging, hanging = known[frame[0].i], frame[1]
    is_judged = hanging.lower_ in ABOUT if hanging.dep_ == "prep" else hanging.dep_ != "conj"
    if not is_judged or judging.trigger.type not in JUDGING:
        return frozenset()
    return frozenset(judging.arguments.actors) - frozenset(judging.arguments.recipients)


def _preventers(trigger: Trigger, index: ActorLookup) -> frozenset[str]:
    """Who averts, foils or thwarts the deed."""
    verb = trigger.token.head
    if trigger.token.dep_ not in {"dobj", "nsubjpass"} or syntax.lemma(verb) not in word_classes()["preventing"]:
        return frozenset()
    return frozenset(key for doer in syntax.doers(verb) for key in index.ids(doer))
