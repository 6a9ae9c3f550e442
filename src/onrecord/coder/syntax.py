"""Who does what in a parse: subjects, objects and their kin, through passives, relatives, control and ellipsis.

Every function answers with the head tokens of phrases. Works on spaCy's English dependency labels (ClearNLP style) and
looks at a token's neighbours only, never at whole subtrees, so that a sentence of any length costs linear time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ontology.event_lexicon import word_classes

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
RELATIVES = frozenset({"who", "whom", "which", "that"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
VERBAL = frozenset({"VERB", "AUX"})
MISREAD_LEMMAS = {"hop": "hope"}
"""What spaCy's lemmatiser makes of "hopes" and "hoped": all 25 verbs "hop" of the training articles are "hope"."""

FRAME_ENDS = frozenset({"ROOT", "nsubj", "parataxis", "mark"})
"""Where a phrase no longer belongs to the act above it, beside relative and adverbial clauses with a tense."""

MAX_STEPS = 12
"""How far a chain of coordinated or controlling verbs is followed; longer ones are lists, not sentences."""


def lemma(token: Token) -> str:
    """The token's lemma in lower case, past known errors of the lemmatiser."""
    found = token.lemma_.lower()
    return MISREAD_LEMMAS.get(found, found)


def children(token: Token, *labels: str) -> list[Token]:
    """The token's dependents under any of the labels."""
    return [child for child in token.children if child.dep_ in labels]


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, also as a reduced relative or as the second of two passives."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN" or is_stranded(verb):
        return False
    if verb.dep_ in {"acl", "amod", "oprd"}:
        return True
    bare = not any(child.dep_ in {"aux", "nsubj"} for child in verb.children)
    return bare and (verb.dep_ == "advcl" or (verb.dep_ == "conj" and is_passive_head(verb.head)))


def is_stranded(verb: Token) -> bool:
    """Whether a participle is the predicate of its sentence after all: "X, who led the team, warned that ...".

    After a long apposition or relative clause the parser takes the past tense for a participle of the subject and
    leaves the sentence without a verb.
    """
    noun = verb.head
    if verb.dep_ != "acl" or noun.dep_ != "ROOT" or noun.pos_ in VERBAL or verb.i <= noun.i:
        return False
    is_bare = not any(child.dep_ in {"agent", "auxpass", "aux"} for child in verb.children)
    return is_bare and verb.nbor(-1).text == "," and noun.sent[-1].text[-1] in '.”"'


def is_passive_head(verb: Token) -> bool:
    """Whether a verb has a passive subject or auxiliary of its own."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def subjects(verb: Token) -> list[Token]:
    """Heads of the verb's grammatical subject, own or understood."""
    current = verb
    for _ in range(MAX_STEPS):
        own = [child for child in current.children if child.dep_ in SUBJECTS]
        if own:
            return [antecedent(subject) for subject in own]
        above = _lender(current)
        if above is None:
            return []
        if isinstance(above, list):
            return above
        current = above
    return []


def _lender(verb: Token) -> Token | list[Token] | None:
    """Where a verb without a subject takes it from: another verb, or phrases found already."""
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "xcomp":
        return _controller(head, "object_control")
    if verb.dep_ == "acl":
        return _of_clause(verb)
    if verb.dep_ == "relcl":
        return [head]
    if verb.dep_ == "pcomp":
        return _controller(head.head, "gerund_control") if head.head.pos_ == "VERB" else host_verb(head)
    if verb.dep_ in {"conj", "advcl", "aux", "auxpass", "ccomp", "dep", "parataxis"} and head.pos_ in VERBAL:
        return head if verb.dep_ != "ccomp" or verb.tag_ == "VBG" else None
    return head if verb.dep_ in {"conj", "acomp", "attr"} and head.pos_ in {"ADJ", "VERB", "AUX"} else None


def _controller(head: Token, controlling: str) -> Token | list[Token]:
    """Whose infinitive or gerund it is: the object's where the verb works on somebody, else the verb's own subject.

    ``controlling`` is the class of such verbs: "urged Iran to ...", "accused Iran of ...".
    """
    if head.lemma_ in word_classes()[controlling]:
        if is_passive(head):
            return [antecedent(child) for child in children(head, "nsubjpass")] or head
        controlled = [child for child in head.children if child.dep_ in OBJECTS]
        if controlled:
            return controlled
        called = prepositional(head, "on", "upon", "for", "to") if head.lemma_ in {"call", "appeal"} else []
        if called:
            return called
    return head


def _of_clause(verb: Token) -> Token | list[Token]:
    """The subject of a participle or infinitive that modifies a noun."""
    noun = verb.head
    if verb.tag_ == "VBG":
        after_comma = verb.i > 0 and verb.nbor(-1).is_punct
        return (host_verb(noun) if after_comma else None) or [noun]
    if is_passive(verb):
        return [noun]
    owners = children(noun, "poss")
    return owners or host_verb(noun) or [noun]


def host_verb(token: Token) -> Token | None:
    """The verb whose clause a phrase stands in as an object or adjunct; None for a subject or a clause of its own."""
    current = token
    for _ in range(MAX_STEPS):
        if current.dep_ in SUBJECTS or current.dep_ == "ROOT":
            return None
        current = current.head
        if current.pos_ in VERBAL:
            return current
    return None


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; the token itself if it is none."""
    if token.lower_ not in RELATIVES or token.pos_ not in {"PRON", "DET", "SCONJ"}:
        return token
    clause = token.head
    for _ in range(MAX_STEPS):
        if clause.dep_ == "relcl":
            return clause.head
        if clause.dep_ == "ROOT":
            return token
        clause = clause.head
    return token


def doers(verb: Token) -> list[Token]:
    """Who acts: the subject of an active verb, the agent of a passive one."""
    if is_passive(verb):
        return [phrase for agent in children(verb, "agent") for phrase in children(agent, "pobj")]
    return subjects(verb)


def patients(verb: Token) -> list[Token]:
    """Whom the act meets: the objects of an active verb, the subject of a passive one."""
    if not is_passive(verb):
        found = [antecedent(child) for child in verb.children if child.dep_ in OBJECTS]
        return found or _shared_object(verb)
    if verb.dep_ == "acl":
        return [verb.head]
    return subjects(verb)


def _shared_object(verb: Token) -> list[Token]:
    """The object of the last of coordinated verbs ("met and praised X"), or the noun a relative clause leaves out."""
    if verb.dep_ == "relcl" and any(child.dep_ == "nsubj" and child.lower_ not in RELATIVES for child in verb.children):
        return [verb.head]
    followers = children(verb, "conj")
    if followers and followers[0].i - verb.i <= 3:
        return [child for child in followers[0].children if child.dep_ in OBJECTS]
    return []


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """Objects of the prepositions that depend on a token, in the order of ``prepositions``."""
    found: dict[str, list[Token]] = {}
    for child in token.children:
        if child.dep_ in {"prep", "dative", "agent", "prt"}:
            found.setdefault(child.lower_, []).extend(_governed(child))
    return [phrase for preposition in prepositions for phrase in found.get(preposition, ())]


def _governed(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield antecedent(child)
        elif child.dep_ == "prep":
            yield from children(child, "pobj")


def of_after_date(noun: Token) -> list[Token]:
    """Objects of an "of" that a date parts from its noun: "the killing in May of two envoys".

    Read off the order of words, since the parse hangs such an "of" on the date, or on a verb before.
    """
    doc, start = noun.doc, noun.i + 1
    if start < len(doc) and doc[start].lower_ in {"in", "on", "during"}:
        start += 1
    end = start
    while end < len(doc) and doc[end].ent_type_ == "DATE" and doc[end].lower_ != "of":
        end += 1
    if not start < end < len(doc) or doc[end].lower_ != "of":
        return []
    return [phrase for phrase in _governed(doc[end]) if phrase.ent_type_ != "DATE"]  # "in the last week of April"


def complements(token: Token) -> list[Token]:
    """Clauses that a token governs: what is said, wanted, refused."""
    found = children(token, "ccomp", "xcomp", "acl")
    found += [clause for child in children(token, "prep") for clause in children(child, "pcomp")]
    return found + [
        clause for clause in children(token, "advcl") if any(child.lower_ == "for" for child in clause.children)
    ]


def coordinated(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it."""
    current: Token | None = token
    for _ in range(MAX_STEPS * 3):
        if current is None:
            return
        yield current
        current = next((child for child in current.children if child.dep_ == "conj"), None)


def frame(token: Token, acts: Container[int]) -> tuple[Token, Token] | None:
    """The act, of those at ``acts`` (token indices), that a word's phrase belongs to, however far above.

    With it the word by which the phrase hangs there; None where a clause of its own begins before.
    """
    current = token
    for _ in range(MAX_STEPS):
        is_infinitive = current.tag_ == "VB"
        if current.dep_ in FRAME_ENDS or (current.dep_ in {"relcl", "advcl"} and not is_infinitive):
            return None
        below, current = current, current.head
        if current.i in acts:
            return current, below
    return None


def is_definite(noun: Token) -> bool:
    """Whether a noun says which one it means: "the attacks", "its plan", "attacks that killed ten"."""
    return any(child.dep_ in {"poss", "relcl"} or child.lower_ in DEFINITE for child in noun.children)


def governor(token: Token) -> Token | None:
    """The word that a clause or phrase is the complement of, past prepositions; None at the top of a sentence."""
    current = token
    for _ in range(MAX_STEPS):
        if current.dep_ == "ROOT":
            return None
        current = current.head
        if current.dep_ != "prep" and current.pos_ not in {"ADP", "PART"}:
            return current
    return None
