"""Measures actors on annotated wire articles: found, country, sector, and whom pronouns and bare titles mean.

Gold actors and recipients are asked for by their own mention (``span``; where a file gives none, the first place of
``text`` in the trigger's sentence, else in the article). Of the mentions that denote somebody, the share with the right
country and sector is counted; a compound is right if one of its members is. Of mentions that are a pronoun or a bare
title and whose ``name`` is given, the share that resolves to an actor who shares a word of three letters with the name,
or the country. On the PLOVER sentences, which give countries of their own notation, only ISO codes are compared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from onrecord.coder import layers
from onrecord.coder.pipeline import Coder
from onrecord.ontology.actors import countries
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from onrecord.records import Actor

SETS = ("wire_train", "wire_dev", "plover_sentences")
Form = Literal["name", "first person", "pronoun", "bare title", "other"]

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


def read_cases(data: Path, name: str) -> dict[str, tuple[Document, list[Case]]]:
    """Documents of one set with their gold cases, by document id."""
    documents = [json.loads(line) for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]
    gold_file = data / f"{name}.gold.json"
    annotated = json.loads(gold_file.read_text(encoding="utf-8")) if gold_file.exists() else documents
    gold = {entry["id"]: entry["events"] for entry in annotated}
    return {
        row["id"]: (
            Document(Metadata(row["id"], published=row.get("published")), row["text"]),
            list(_cases(row["id"], row["text"], gold.get(row["id"], ()))),
        )
        for row in documents
    }


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
    named = [verdict for verdict in verdicts if verdict.case.name]
    forms = Counter(verdict.case.form for verdict in named)
    return {
        "cases": len(verdicts),
        "found": _share(len(found), len(verdicts)),
        "country": _share(sum(verdict.country for verdict in found), len(found)),
        "sector": _share(sum(verdict.sector for verdict in with_sector), len(with_sector)),
        "coreference": {
            form: {"cases": forms[form], "resolved": _share(_resolved(named, form), forms[form])}
            for form in ("pronoun", "bare title", "first person")
            if forms[form]
        },
    }


def _resolved(verdicts: Iterable[Verdict], form: Form) -> int:
    return sum(verdict.resolved for verdict in verdicts if verdict.case.form == form)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w{3,}", name.lower()) if word != "the")


def evaluate(data: Path, sets: Iterable[str], coder: Coder) -> dict[str, list[Verdict]]:
    """Codes each set and judges its cases."""
    results: dict[str, list[Verdict]] = {}
    for name in sets:
        verdicts: list[Verdict] = []
        for document, cases in read_cases(data, name).values():
            verdicts.extend(judge(_parsed(document, coder), cases))
        results[name] = verdicts
    return results


def _parsed(document: Document, coder: Coder) -> Doc:
    doc = coder.nlp.make_doc(document.text)
    layers.META.set(doc, document.meta)
    return coder.nlp(doc)


def _wrong(verdicts: Iterable[Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        if not (verdict.actors and verdict.country and (verdict.sector or not verdict.case.sector)):
            case = verdict.case
            ours = ", ".join(f"{actor.name} {actor.country} {actor.sector}" for actor in verdict.actors) or "nobody"
            yield f"{case.document} {case.text!r} {case.name} {case.country} {case.sector} | {ours}"


def main() -> int:
    """Command line; exit status 2 where the data is not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with events/")
    parser.add_argument("--errors", type=int, default=0, help="list so many wrong cases of each set")
    options = parser.parse_args()
    data = options.data / "events"
    if not data.is_dir():
        print(f"{data}: no such folder", file=sys.stderr)
        return 2
    results = evaluate(data, SETS, Coder.load())
    for verdicts in results.values():
        for line in list(_wrong(verdicts))[: options.errors]:
            print(line, file=sys.stderr)
    print(json.dumps({name: figures(verdicts) for name, verdicts in results.items()}, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
