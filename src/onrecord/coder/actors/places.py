"""Where a country's or city's name is a place and no actor, and which country a place lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ontology.actors import current_code

if TYPE_CHECKING:
    from onrecord.coder.actors.names import Named
    from onrecord.coder.actors.scan import Scan
    from onrecord.coder.actors.scene import Scene

_WHERE = frozenset(
    {"in", "near", "inside", "outside", "across", "around", "throughout", "within", "into", "onto", "via", "through"}
    | {"off", "along", "beyond", "above"}
)
_WHERE_TO = frozenset({"to", "from", "toward", "towards", "for", "of", "on", "at"})
_MOTION = frozenset(
    {"arrival", "arrive", "come", "depart", "departure", "drive", "escape", "flee", "flight", "fly", "go", "head"}
    | {"leave", "march", "move", "pass", "return", "route", "ship", "stop", "transfer"}
    | {
        "transit",
        "travel",
        "way",
        "withdraw",
        "withdrawal",
        "report",
        "broadcast",
        "mile",
        "kilometer",
    }
    | {"kilometre", "km", "north", "south", "east", "west", "suburb", "outskirts", "city", "capital", "bring", "take"}
)
_FEATURES = frozenset(
    {"gulf", "sea", "strait", "straits", "bay", "channel", "cape", "lake", "coast", "coastline", "shore", "shores"}
    | {"waters", "port", "peninsula", "desert", "island", "islands"}
)
"""Nouns that make a place of the country after "of": "the Gulf of Oman", "off the coast of Libya"."""
_MODIFIES = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})


def head_of(scan: Scan, start: int, end: int) -> int:
    """The token of ``[start, end)`` that hangs on something outside; the last one if several do."""
    return next((at for at in range(end - 1, start - 1, -1) if not start <= scan.head[at] < end), end - 1)


def _governed(scan: Scan, start: int, end: int) -> int:
    """The token by whose place in the sentence a name's is judged: the name's head; for a member of a coordination of
    names its first member; for the country after a comma ("Najaf, Iraq") the city.
    """
    at = head_of(scan, start, end)
    for _ in range(16):
        above = scan.head[at]
        follows_city = scan.dep[at] == "appos" and above + 2 == start and scan.text[above + 1] == ","
        joins_name = scan.dep[at] == "conj" and scan.tag[above] in {"NNP", "NNPS"}
        if not (follows_city or joins_name):
            break
        at = above
    return at


def is_place(scan: Scan, named: Named) -> bool:
    """Whether the name says where and not who: "in Iran", "returned to Tehran"; never "urged Iran", "with Tehran"."""
    head = _governed(scan, named.start, named.end)
    use = named.use
    if scan.dep[head] in _MODIFIES:
        return use == "region"
    if scan.dep[head] != "pobj":
        return False
    preposition = scan.head[head]
    word = scan.lower[preposition]
    if says_where(scan, preposition):
        return True
    if use == "region":
        return word in _WHERE_TO
    return use in {"capital", "seat"} and (word == "at" or (word in _WHERE_TO and _moves(scan, preposition)))


def says_where(scan: Scan, preposition: int) -> bool:
    """Whether a preposition makes a place of whatever follows it: "in", "near", "the Gulf of"."""
    word = scan.lower[preposition]
    return word in _WHERE or (word == "of" and scan.lower[scan.head[preposition]] in _FEATURES)


def _moves(scan: Scan, preposition: int) -> bool:
    """Whether the preposition hangs on a word of motion or distance."""
    governor = scan.doc[scan.head[preposition]]
    return governor.lemma_.lower() in _MOTION


def modifies(scan: Scan, named: Named) -> bool:
    """Whether the name stands before a noun as its modifier ("Iranian officials", "the Iran deal")."""
    return scan.dep[head_of(scan, named.start, named.end)] in _MODIFIES


def place_of(scene: Scene, at: int) -> tuple[str, str | None] | None:
    """The place that the name at a token means and its country; None for a name that is no place.

    A place that the ontology does not know takes the country that the text gives it: "Najaf, Iraq", "the Iraqi city of
    Najaf".
    """
    named = scene.named_at.get(at)
    if named is None or named.use in {"adjective", "demonym"} or named.label not in {"country", "place"}:
        return None
    country = named.country()
    name = scene.scan.words(named.start, named.end)
    return name, current_code(country.id if country else _stated_country(scene, named))


def _stated_country(scene: Scene, named: Named) -> str | None:
    scan = scene.scan
    nearby = [named.end + 1] if named.end < len(scan) and scan.text[named.end] == "," else []
    if scan.lower[named.start - 1 : named.start] == ["of"]:
        nearby += range(named.start - 2, max(-1, named.start - 6), -1)
    for at in nearby:
        other = scene.named_at.get(at)
        country = other.country() if other else None
        if country is not None:
            return country.id
    return None
