"""References to the present, the past and the future without a date: "now", "recently", "soon"."""

from __future__ import annotations

from onrecord.coder.times.rules import rule
from onrecord.coder.times.scene import Hit, Reading, Scene
from onrecord.coder.times.vocabulary import cues


def _listed(hit: Hit, scene: Scene) -> Reading | None:
    """Not "soon after", "shortly before" and "as soon as", which point to something told."""
    if hit.words.form(hit.stop) in cues("not_after_reference"):
        return None
    return Reading("DATE", hit.value("word"))


def _present(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DATE", "PRESENT_REF")


def _past(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DATE", "PAST_REF")


def _future(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DATE", "FUTURE_REF")


RULES = (
    rule("(?P<word>PRESENT|PASTREF|FUTUREREF)", _listed),
    rule("CURRENT|THESE UNITS|AT(?:THE MOMENT|THIS MOMENT|ATPRESENT)", _present),
    rule("(?<=[IN PREP])THE PAST(?!NUM|UNIT|PLURAL|FEW|HALF|AN|COUPLE)", _past),
    rule("THE NEAR?FUTURE|THE NEAR TERM", _future),
)
