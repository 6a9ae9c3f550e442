"""Measures actors on annotated wire articles: found, country, sector, and whom pronouns and bare titles mean.

Gold actors and recipients are asked for by their own mention (``span``; where a file gives none, the first place of
``text`` in the trigger's sentence, else in the article). Of the mentions that denote somebody, the share with the right
country and sector is counted; a compound is right if one of its members is. Of mentions that are a pronoun or a bare
title and whose ``name`` is given, the share that resolves to an actor who shares a word of three letters with the name,
or the country. On the PLOVER sentences, which give countries of their own notation, only ISO codes are compared.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from onrecord.coder import layers
from onrecord.ontology.actors import countries
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.tokens import Doc

    from onrecord.coder.pipeline import Coder
    from onrecord.records import Actor

SENTENCES = "plover_sentences"
"""The set that comes with every part."""

Form = Literal["name", "first person", "pronoun", "bare title", "other"]

COREFERENCE: tuple[tuple[Form, ...], ...] = (
    ("pronoun",),
    ("bare title",),
    ("pronoun", "bare title"),
    ("first person",),
)

_FIRST = frozenset({"i", "we", "us", "our", "my", "me"})
_THIRD = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"})
_TITLE = re.compile(
    r"(?:the|this|his|its) (?:\w+ )?(?:president|premier|minister|prime minister|chancellor|king|leader|official|envoy|"
    r"spokesman|spokeswoman|ambassador|chief|general|secretary|secretary-general|secretary general|senator|candidate|"
    r"emperor|queen|prince|diplomat|commander|judge|governor|mayor)"
)


class Case(NamedTuple):
    """One gold actor or recipient."""

    document: str
    start: int
    end: int
    text: str
    name: str
    country: str | None
    sector: str | None

    @property
    def form(self) -> Form:
        """How the mention is worded."""
        word = self.text.lower()
        if word in _FIRST and self.text != "US":
            return "first person"
        if word in _THIRD:
            return "pronoun"
        if _TITLE.fullmatch(self.text[:1].lower() + self.text[1:]):
            return "bare title"
        return "name" if any(map(str.isupper, self.text)) else "other"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A gold case and the actors that its mention denotes for us."""

    case: Case
    actors: tuple[Actor, ...]

    @property
    def country(self) -> bool:
        """Whether one of the actors has the gold country."""
        return any(actor.country == self.case.country for actor in self.actors)

    @property
    def sector(self) -> bool:
        """Whether one of the actors has the gold sector."""
        return any(actor.sector == self.case.sector for actor in self.actors)

    @property
    def resolved(self) -> bool:
        """Whether one of the actors is who the gold names."""
        words = _words(self.case.name)
        same_country = self.case.country is not None and self.country
        return same_country or any(words & _words(actor.name) for actor in self.actors)


def measure(data: Path, part: str, coder: Coder) -> dict[str, Any]:
    """The figures of a part ("dev", "train") of the wire articles and of the PLOVER sentences, by set.

    Args:
        data: folder of the files, ``<set>.jsonl`` and ``<set>.gold.json``.
        part: which of the wire articles.
        coder: whose actors are judged.
    """
    sets = (f"wire_{part}", SENTENCES)
    return {name: figures(list(judge_all(read_cases(data, name), coder))) for name in sets}


def read_cases(data: Path, name: str) -> Iterator[tuple[Document, list[Case]]]:
    """Documents of one set with their gold cases."""
    documents = [json.loads(line) for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]
    gold_file = data / f"{name}.gold.json"
    annotated = json.loads(gold_file.read_text(encoding="utf-8")) if gold_file.exists() else documents
    gold = {entry["id"]: entry["events"] for entry in annotated}
    for row in documents:
        document = Document(Metadata(row["id"], published=row.get("published")), row["text"])
        yield document, list(_cases(row["id"], row["text"], gold.get(row["id"], ())))


def _cases(document: str, text: str, events: Iterable[dict[str, Any]]) -> Iterator[Case]:
    for event in events:
        for actor in (*event["actor"], *event["recipient"]):
            span = actor.get("span") or _locate(text, actor["text"], event.get("trigger"))
            country = actor["country"]
            is_code = country is None or country in countries()
            if span and is_code:
                name = actor.get("name") or ""
                yield Case(document, span[0], span[1], actor["text"], name, country, actor["sector"])


def _locate(text: str, wanted: str, trigger: Sequence[int] | None) -> tuple[int, int] | None:
    """The mention in the trigger's sentence, else the first in the text, as a whole word."""
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    first, last = _sentence(text, trigger[0]) if trigger else (0, len(text))
    found = pattern.search(text, first, last) or pattern.search(text)
    return found.span() if found else None


def _sentence(text: str, at: int) -> tuple[int, int]:
    ends = [found.end() for found in re.finditer(r"[.!?][\"”’')]*\s+|\n\s*\n", text)]
    return max((end for end in ends if end <= at), default=0), min((end for end in ends if end > at), default=len(text))


def judge(doc: Doc, cases: Iterable[Case]) -> Iterator[Verdict]:
    """Asks a coded document's actor index for each gold mention."""
    index = layers.ACTORS.get(doc)
    for case in cases:
        span = doc.char_span(case.start, case.end, alignment_mode="expand")
        ids = index.ids(span) if span is not None else ()
        yield Verdict(case, tuple(index.actor(actor_id) for actor_id in ids))


def figures(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The measures over all cases, and how many cases stand behind each."""
    found = [verdict for verdict in verdicts if verdict.actors]
    with_sector = [verdict for verdict in found if verdict.case.sector]
    return {
        "cases": len(verdicts),
        "found": _share(len(found), len(verdicts)),
        "country": _share(sum(verdict.country for verdict in found), len(found)),
        "sector": _share(sum(verdict.sector for verdict in with_sector), len(with_sector)),
        "coreference": {" or ".join(forms): _coreference(verdicts, forms) for forms in COREFERENCE},
    }


def _coreference(verdicts: Iterable[Verdict], forms: Sequence[Form]) -> dict[str, Any]:
    named = [verdict for verdict in verdicts if verdict.case.name and verdict.case.form in forms]
    return {"cases": len(named), "resolved": _share(sum(verdict.resolved for verdict in named), len(named))}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w{3,}", name.lower()) if word != "the")


def judge_all(documents: Iterable[tuple[Document, Sequence[Case]]], coder: Coder) -> Iterator[Verdict]:
    """Parses each document as far as its actors and judges its cases."""
    for document, cases in documents:
        yield from judge(coder.parse(document), cases)


def wrong(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """A line for each case with another country or sector, or with no actor."""
    for verdict in verdicts:
        if not (verdict.actors and verdict.country and (verdict.sector or not verdict.case.sector)):
            case = verdict.case
            ours = ", ".join(f"{actor.name} {actor.country} {actor.sector}" for actor in verdict.actors) or "nobody"
            yield f"{case.document} {case.text!r} {case.name} {case.country} {case.sector} | {ours}"
