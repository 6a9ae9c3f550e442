"""Where a document speaks of an agreement, and what each place says of which one it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.agreements.naming import YEAR, introduced_acronym, proper_end, proper_name
from onrecord.coder.clauses import span_of
from onrecord.coder.syntax import coordinated
from onrecord.ontology import agreements as words
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_PREMODIFIER_TAGS = frozenset(
    ["JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "VBN", "VBG", "HYPH", "POS", "AFX", ",", "CC", "RB"]
)
_COMPLEMENTS = frozenset({"on", "over", "regarding", "concerning", "about", "for", "of", "to", "against"})
_PARTNERS = frozenset({"with", "between", "among", "amongst"})
_NEGATIVE = frozenset({"no", "any", "neither", "every", "such"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
MAX_COMPLEMENT = 12
"""Words of a complement kept in a name: longer ones run into the next clause of a wrong parse."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an agreement is named.

    ``topics`` are the words that say what it is about, ``about`` those of its complement, ``variants`` those that tell
    one stage from another; ``proper`` is its proper name, ``brought`` says that a clause on it tells how it came about
    ("an accord struck with Japan"), ``alone`` whether its noun needs more to mean an agreement at all. ``definite`` is
    False for one that the text introduces or only imagines.
    """

    head: Token
    span: Span
    name: str
    kinds: frozenset[str]
    definite: bool
    proper: str | None = None
    alias: str | None = None
    topics: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    variants: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    year: str | None = None
    partners: tuple[str, ...] = ()
    inside: Token | None = None
    plural: bool = False
    brought: bool = False
    alone: words.Alone = "yes"

    @property
    def is_generic(self) -> bool:
        """Whether it points back without saying to what: "the deal", "this accord"."""
        return self.definite and not (self.proper or self.topics or self.about or self.year or self.partners)

    @property
    def is_firm(self) -> bool:
        """Whether the words alone mean an agreement, without a word on its fate: not "their economic alliances"."""
        named = self.proper is not None or self.year is not None
        return self.alone == "yes" or (named and self.alone == "named")

    @property
    def names_one(self) -> bool:
        """Whether it says enough to start an agreement of its own."""
        told_apart = self.brought or (self.definite and (self.variants or "existing" in self.stages))
        says = self.proper or self.year or self.partners or self.topics or self.about or told_apart
        return bool(says) and self.inside is None


def find_mentions(doc: Doc) -> tuple[Mention, ...]:
    """Every mention in the sentences of the report, in order."""
    found: list[Mention] = []
    introduced: dict[str, Mention] = {}
    for sentence in layers.report_sentences(doc):
        covered = -1
        for noun, kind in _heads(sentence, frozenset(introduced)):
            mention = _read(noun, kind, introduced.get(noun.text))
            if mention is not None and mention.span.end > covered:
                found.append(mention)
                covered = mention.span.end
                if mention.alias:
                    introduced[mention.alias] = mention
    return tuple(found)


@cache
def _noun_pattern() -> re.Pattern[str]:
    alternatives = sorted((re.escape(noun) for noun in words.nouns()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


@cache
def _alias_pattern() -> re.Pattern[str]:
    alternatives = sorted((re.escape(alias) for alias in words.names()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


def _heads(sentence: DocSpan, introduced: frozenset[str]) -> Iterator[tuple[DocSpan, str]]:
    """Nouns that name an agreement, with their kind; of two in one compound the last ("ceasefire agreement")."""
    found: dict[int, tuple[DocSpan, str]] = {}
    for match in _alias_pattern().finditer(sentence.text):
        piece = sentence.char_span(*match.span())
        if piece is not None:
            found[piece.end] = (piece, "")
    for match in _noun_pattern().finditer(sentence.text):
        piece = sentence.char_span(*match.span())
        if piece is not None and piece.end not in found and _is_noun(piece):
            found[piece.end] = (piece, words.nouns()[match.group().lower()])
    found.update(
        {token.i + 1: (sentence.doc[token.i : token.i + 1], "") for token in sentence if token.text in introduced}
    )
    pieces = [found[end] for end in sorted(found)]
    yield from (pair for pair in pieces if not _is_inner(pair[0], pieces))


def _is_noun(piece: DocSpan) -> bool:
    if any(token.ent_type_ == "PERSON" for token in piece):
        return False
    return all(token.pos_ in {"NOUN", "PROPN", "ADJ", "ADP", "PUNCT"} for token in piece) and any(
        token.pos_ in {"NOUN", "PROPN"} for token in piece
    )


def _is_inner(piece: DocSpan, pieces: list[tuple[DocSpan, str]]) -> bool:
    root = piece.root
    follows = piece.end < len(piece.doc) and any(other.start == piece.end for other, _ in pieces)
    return follows or (root.dep_ in {"compound", "amod", "nmod"} and any(root.head in other for other, _ in pieces))


def _read(noun: DocSpan, kind: str, named: Mention | None) -> Mention | None:
    before = _premodifiers(noun)
    determiner = noun.doc[before.start - 1] if before.start > noun.sent.start else None
    opener = determiner.lower_ if determiner is not None and determiner.tag_ in {"DT", "PRP$", "PDT"} else ""
    if opener in _NEGATIVE or _is_none_of_theirs(before):
        return None
    if named is not None:
        return replace(named, head=noun.root, span=span_of(noun), alias=None, partners=())
    right = proper_end(noun)
    proper = proper_name(before, noun, right, known=not kind)
    return _Reader(noun, kind, before, opener, proper).mention()


def _is_none_of_theirs(before: DocSpan) -> bool:
    """No agreement at all ("a great deal"), or none between political actors ("a business deal")."""
    before_it = before.text.lower().split()
    return before_it[-1:] in (["great"], ["good"]) or any(words.modifiers().get(w) == "private" for w in before_it)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Puts a mention together from its parts."""

    noun: DocSpan
    kind: str
    before: DocSpan
    opener: str
    proper: DocSpan | None

    def mention(self) -> Mention:
        """What the noun phrase says."""
        known = words.names().get(self.noun.text)
        topics, partners = self._topics()
        with_partners, about = self._complements()
        return Mention(
            head=self.noun.root,
            span=self._span(),
            name=known.name if known else self._name(about),
            kinds=self._kinds(),
            definite=self._is_definite(topics),
            proper=known.name if known else (self.proper.text if self.proper is not None else None),
            alias=introduced_acronym(self.noun.doc, self._end()),
            topics=topics | ({known.topic} if known else set()),
            about=frozenset(token.lemma_.lower() for token in about if token.pos_ in {"NOUN", "PROPN", "VERB"}),
            variants=self._with_role("variant"),
            stages=self._with_role("existing") | self._with_role("proposed") | self._with_role("new"),
            year=next((found.group() for found in [YEAR.search(self.before.text or "")] if found), self._year_after()),
            partners=tuple(dict.fromkeys((*partners, *with_partners))),
            inside=self.noun.root.head if self.noun.root.dep_ in {"compound", "nmod"} else None,
            plural=self.noun[-1].tag_ in {"NNS", "NNPS"},
            brought=_maker(self.noun.root) is not None,
            alone=words.alone(self.noun.text.lower()),
        )

    def _end(self) -> int:
        return self.proper.end if self.proper is not None else self.noun.end

    def _span(self) -> Span:
        start = self.proper.start if self.proper is not None else self.before.start
        piece = self.noun.doc[min(start, self.before.start) : self._end()]
        return Span(piece.start_char, piece.end_char)

    def _name(self, about: list[Token]) -> str:
        if self.proper is not None:
            return str(self.proper.text)
        head = self.noun.doc[self.before.start : self.noun.end]
        maker = _maker(self.noun.root)
        tail = about or (_until_clause(maker) if maker is not None else [])
        last = max((token.i for token in tail), default=self.noun.end - 1)
        says = any(word.lower() not in words.modifiers() for word in self.before.text.split())
        return str(head.text if says else self.noun.doc[self.before.start : last + 1].text)

    def _kinds(self) -> frozenset[str]:
        inner = {words.nouns()[word] for word in self.before.text.lower().split() if word in words.nouns()}
        own = {self.kind} if self.kind else set()
        return frozenset(inner | own) or frozenset({words.GENERAL, "treaty", "convention"})

    def _is_definite(self, topics: frozenset[str]) -> bool:
        possessive = any(token.tag_ in {"POS", "PRP$"} for token in self.before) or self.opener in {"its", "their"}
        return self.opener in _DEFINITE or possessive or self.proper is not None or not self.kind

    def _topics(self) -> tuple[frozenset[str], list[str]]:
        topics: set[str] = set()
        partners: list[str] = []
        for word in _words(self.before):
            ids = [] if _is_place_or_broker(word, self.proper) else _word_actors(word)
            partners.extend(ids)
            plain = word.text.lower().strip(",'’")
            if ids or YEAR.fullmatch(plain) or plain in words.modifiers() or not _is_content(word):
                continue
            topics.add(word[-1].lemma_.lower() if len(word) == 1 else plain)
        return frozenset(topics), partners

    def _with_role(self, role: str) -> frozenset[str]:
        return frozenset(
            role if role in {"existing", "proposed", "new"} else word
            for word in self.before.text.lower().split()
            if words.modifiers().get(word) == role
        )

    def _complements(self) -> tuple[list[str], list[Token]]:
        partners: list[str] = []
        about: list[Token] = []
        for child in self.noun.root.rights:
            if child.dep_ == "prep" and child.lower_ in _PARTNERS:
                partners.extend(_pobj_actors(child))
            elif child.i >= self._end() and _is_about(child):
                about.extend(_until_clause(child))
        return partners, about

    def _year_after(self) -> str | None:
        following = self.noun.doc[self._end() : min(self._end() + 4, len(self.noun.doc))].text
        found = re.match(r"(?:of|signed in|reached in|from) ((?:19|20)\d\d)\b", following)
        return found.group(1) if found else None


def _maker(head: Token) -> Token | None:
    """The participle after a noun that says how the agreement came about: "struck", "signed in 1953"."""
    clauses = (child for child in head.rights if child.dep_ == "acl" and child.tag_ == "VBN")
    return next((verb for verb in clauses if (verb.lemma_.lower(), "object") in words.fates()), None)


def _premodifiers(noun: DocSpan) -> DocSpan:
    """The words before the noun that belong to it, without its article or possessive pronoun."""
    doc, start = noun.doc, noun.start
    first = noun.sent.start
    while start > first and _belongs(doc[start - 1], noun):
        start -= 1
    while start < noun.start and doc[start].tag_ in {",", "CC", "HYPH", "RB", "POS"}:
        start += 1
    return doc[start : noun.start]


def _belongs(token: Token, noun: DocSpan) -> bool:
    inside = noun.root.is_ancestor(token) or (token.tag_ == "HYPH")
    return token.tag_ in _PREMODIFIER_TAGS and inside and token.dep_ not in {"appos", "relcl"}


def _words(piece: DocSpan) -> Iterator[DocSpan]:
    """Words as white space parts them: "Israeli-Palestinian" is one."""
    start = piece.start
    for token in piece:
        if token.whitespace_ or token.i == piece.end - 1:
            yield piece.doc[start : token.i + 1]
            start = token.i + 1


def _is_content(word: DocSpan) -> bool:
    return word[-1].pos_ in {"NOUN", "ADJ", "PROPN", "VERB", "NUM"} and any(c.isalpha() for c in word.text)


def _is_place_or_broker(word: DocSpan, proper: DocSpan | None) -> bool:
    """A place in a proper name ("Oslo accords"), or who only brought it about ("US-brokered")."""
    named_after = proper is not None and word.start >= proper.start and len(word) == 1 and word[0].tag_ != "JJ"
    return word[-1].tag_ in {"VBN", "VBD"} or (named_after and word.text in words.places())


def _word_actors(word: DocSpan) -> list[str]:
    index = layers.ACTORS.get(word.doc)
    named = [token for token in word if token.ent_type_ in {"GPE", "NORP", "ORG", "LOC"}]
    ids = [actor for token in named for actor in index.ids(token)]
    return ids or (list(index.ids(word)) if named else [])


def _pobj_actors(preposition: Token) -> list[str]:
    index = layers.ACTORS.get(preposition.doc)
    heads = [token for child in preposition.children if child.dep_ == "pobj" for token in coordinated(child)]
    return [actor for head in heads for actor in index.ids(head)]


def _is_about(child: Token) -> bool:
    infinitive = child.dep_ in {"acl", "relcl"} and child.tag_ == "VB"
    return infinitive or (child.dep_ == "prep" and child.lower_ in _COMPLEMENTS)


def _until_clause(child: Token) -> list[Token]:
    kept: list[Token] = []
    for token in child.subtree:
        ends = token.pos_ == "PUNCT" and token.text not in {"-", "'"}
        if ends or token.tag_ in {"WDT", "WP", "VBD", "MD"} or len(kept) >= MAX_COMPLEMENT:
            break
        kept.append(token)
    return kept
