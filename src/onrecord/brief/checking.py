"""Whether a sentence's evidence bears it out. One that it does not is withheld, and counted.

The check reads the stored text again and trusts nothing that the sentence's maker knew:

1. the quoted words still stand at their spans in the stored version of the document;
2. every word of the sentence stands in its evidence, is a name or a date that is itself borne out, or is one of the
   few words that the brief's own phrases use (``ontology/data/brief_words.csv``);
3. every name it uses is one of the actor's names, and one of them stands in the evidence;
4. every date it states is that of a time expression in the evidence, or the day a cited document was published;
5. the speaker is named, or meant by a pronoun or title, in the evidence;
6. it is no more certain than the passage it tells again: every negation, modal and hedge of that passage is kept;
7. a count equals the number of records it counts, and a share that of those of them that it states first;
8. no quotation is opened and not closed, as where a sentence was cut out of somebody's speech;
9. a status it gives an agreement is told by one of that status's words in the evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.brief.phrases import day
from onrecord.ontology.agreements import nouns, words_for
from onrecord.ontology.tables import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.brief.report import Sentence
    from onrecord.ledger.views import Evidence
    from onrecord.records import AgreementStatus, CodedDocument

    Texts = Callable[[Evidence], CodedDocument]

STEM = 4
IRREGULAR: dict[AgreementStatus, frozenset[str]] = {
    "withdrawn": frozenset({"withdrew", "left", "tore", "quit", "broke"}),
    "signed": frozenset({"struck", "made"}),
    "in_force": frozenset({"kept", "held", "took"}),
    "violated": frozenset({"broke"}),
}
"""Past tenses that no stem reaches."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_MONTH_OF_MAY = re.compile(r"\bMay\b")
_FILLED = re.compile(r"\[([^\]]*)\]")


class BriefWord(NamedTuple):
    """A word and its use: 'phrase' for the brief's own phrases, 'marker' for negations, modals and hedges."""

    word: str
    use: str


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the evidence holds: its words, and the dates it gives."""

    words: frozenset[str]
    text: str
    dates: frozenset[str]


def fault(sentence: Sentence, coded: Texts, names: Callable[[str], frozenset[str]]) -> str | None:
    """Why the sentence may not stand, or None if its evidence bears it out.

    Args:
        sentence: what is to be checked.
        coded: the coded document version that a piece of evidence lies in.
        names: all names by which the ledger knows the actor called so.
    """
    if not sentence.evidence:
        return "it has no evidence"
    basis = _basis(sentence, coded)
    checks: tuple[Iterator[str], ...] = (
        _moved(sentence, coded),
        _unnamed(sentence, basis, names),
        _undated(sentence, basis),
        _unspoken(sentence, basis, coded, names),
        _uncounted(sentence),
        _ungrounded(sentence, basis),
        _unfounded(sentence, basis),
        _overstated(sentence),
        _half_quoted(sentence),
    )
    return next((reason for check in checks for reason in check), None)


def words(text: str) -> list[str]:
    """The words of a text in lower case, straight apostrophes, without a possessive's ending."""
    found = (match.lower().replace("’", "'") for match in _WORD.findall(text))
    return [word.removesuffix("'s") for word in found]


@cache
def _brief_words(use: str) -> frozenset[str]:
    return frozenset(row.word for row in read("brief_words.csv", BriefWord) if row.use == use)


def bears_date(evidence: Evidence, coded: CodedDocument, date: str) -> bool:
    """Whether a time expression in the evidence, or its day of publication, gives that date."""
    return _gives(_dates(evidence, coded), date)


def _gives(dates: frozenset[str], date: str) -> bool:
    """Whether one of the dates is the date, or one is a prefix of the other."""
    return any(known.startswith(date) or date.startswith(known) for known in dates)


def _dates(evidence: Evidence, coded: CodedDocument) -> frozenset[str]:
    values = (t.value for t in coded.times if any(span.overlaps(t.span) for span in evidence.spans))
    known = {(evidence.published or "")[:10], *((value or "")[:10] for value in values)}
    return frozenset(date for date in known if date)


def _basis(sentence: Sentence, coded: Texts) -> _Basis:
    text = " ".join(evidence.quote for evidence in sentence.evidence)
    dates = frozenset().union(*(_dates(evidence, coded(evidence)) for evidence in sentence.evidence))
    return _Basis(frozenset(words(text)), text, dates)


def _moved(sentence: Sentence, coded: Texts) -> Iterator[str]:
    for evidence in sentence.evidence:
        text = coded(evidence).text
        if any(span.end > len(text) or span.of(text) not in evidence.quote for span in evidence.spans):
            yield f"the evidence no longer stands in {evidence.document}"


def _unnamed(sentence: Sentence, basis: _Basis, names: Callable[[str], frozenset[str]]) -> Iterator[str]:
    for name in sentence.claims.names:
        variants = names(name) | {name}
        if not any(_stands(variant, basis.text) for variant in variants):
            yield f"{name} is not named in the evidence"


def _undated(sentence: Sentence, basis: _Basis) -> Iterator[str]:
    for date in (*sentence.claims.dates, *([sentence.date[:10]] if sentence.date else [])):
        if not _gives(basis.dates, date):
            yield f"the evidence does not give the date {day(date)}"


def _unspoken(sentence: Sentence, basis: _Basis, coded: Texts, names: Callable[[str], frozenset[str]]) -> Iterator[str]:
    speaker = sentence.claims.speaker
    if speaker is None or any(_stands(variant, basis.text) for variant in names(speaker) | {speaker}):
        return
    if not any(_means(coded(evidence), evidence, speaker) for evidence in sentence.evidence):
        yield f"{speaker} is not the speaker in the evidence"


def _means(coded: CodedDocument, evidence: Evidence, name: str) -> bool:
    """Whether a mention inside the evidence (a pronoun, a title) is of the actor of that name."""
    mentions = (mention for actor in coded.actors if actor.name == name for mention in actor.mentions)
    return any(span.overlaps(mention) for mention in mentions for span in evidence.spans)


def _uncounted(sentence: Sentence) -> Iterator[str]:
    count = sentence.claims.count
    if count is not None and count != len(set(sentence.about)):
        yield f"it counts {count}, but cites {len(set(sentence.about))} records"
    among = sentence.claims.among
    if among is not None and not _states_share(sentence.text, set(among), set(sentence.about)):
        yield f"it does not state {len(set(among))} of {len(set(sentence.about))}"


def _states_share(text: str, among: set[str], about: set[str]) -> bool:
    figures = [int(figure) for figure in re.findall(r"\d+", _FILLED.sub(" ", text))]
    return among <= about and figures[:2] == [len(among), len(about)]


def _unfounded(sentence: Sentence, basis: _Basis) -> Iterator[str]:
    allowed = set(basis.words | _brief_words("phrase") | _counted(sentence))
    for date in sentence.claims.dates:
        allowed |= set(words(day(date)))
    for name in (*sentence.claims.names, *sentence.claims.labels, sentence.claims.speaker or ""):
        allowed |= set(words(name))
    allowed |= {word for evidence in sentence.evidence for word in words(evidence.outlet or "")}
    strange = [word for word in words(sentence.text) if word not in allowed]
    if strange:
        yield f"not in the evidence: {', '.join(dict.fromkeys(strange))}"


def tells_status(text: str, status: AgreementStatus) -> bool:
    """Whether a text has a word that gives an agreement that status, in any of its forms; "agreement" is none."""
    stems = tuple(lemma[: max(STEM, len(lemma) - 2)] for lemma in words_for(status))
    forms = (*stems, *IRREGULAR.get(status, ()))
    return any(word.startswith(forms) for word in words(text) if word not in nouns())


def _ungrounded(sentence: Sentence, basis: _Basis) -> Iterator[str]:
    for status in sentence.claims.statuses:
        if not tells_status(basis.text, status):
            yield f"the evidence does not say that it was {status.replace('_', ' ')}"


def _counted(sentence: Sentence) -> frozenset[str]:
    if sentence.claims.count is None:
        return frozenset()
    return frozenset(match for match in re.findall(r"\d+", sentence.text) if int(match) <= sentence.claims.count)


def _overstated(sentence: Sentence) -> Iterator[str]:
    """A marker that stands in the passage told again and not in the telling makes the telling too certain."""
    told = words(_FILLED.sub(" ", sentence.text))
    for passage in sentence.passages:
        markers = (word for word in words(_MONTH_OF_MAY.sub(" ", passage)) if word in _brief_words("marker"))
        lost = [word for word in markers if word not in told]
        if lost:
            yield f"the evidence is less certain: {', '.join(dict.fromkeys(lost))}"


def _half_quoted(sentence: Sentence) -> Iterator[str]:
    text = sentence.text
    if text.count("“") != text.count("”") or text.count('"') % 2:
        yield "it holds half a quotation"


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
