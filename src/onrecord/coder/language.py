"""Is a text English? The coder reads no other language, and would find nonsense in one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 4000
"""Characters that are looked at."""

FEWEST_LETTERS = 60
"""Letters below which nothing is said: a headline of names is no language."""

SURE = 0.95
"""Probability from which a text is in another language. The 447 annotated articles reach 0.99 for English, lists of
names and noise stay below 0.5 for any language."""


def other_language(text: str) -> str | None:
    """The ISO 639-1 code of the language if the text is surely in another than English, else None."""
    sample = text[:SAMPLE]
    if sum(character.isalpha() for character in sample) < FEWEST_LETTERS:
        return None
    language, probability = _identifier().classify(sample.lower())
    return language if language != "en" and probability >= SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    # Imported here, since it reads a model of five megabytes and only coding needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
