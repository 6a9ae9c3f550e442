"""Documents on sport or markets: their words of contest and loss name no political act."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.ontology.event_lexicon import word_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

SHARES = {"sport": 0.049, "market": 0.09}
"""Share of nouns and verbs that must be a topic's own. In the annotated articles all 17 above 0.049 for sport hold no
event and all but two below hold some other topic; of the ten above 0.09 for markets one holds events, two."""

FEWEST = 4
"""Words of the topic that a document must have, however short it is."""


def topics_of(doc: Doc) -> Iterator[str]:
    """The topics, of those that hold hardly any event, that the document is about."""
    words = Counter(token.lemma_.lower() for token in doc if token.pos_ in {"NOUN", "PROPN", "VERB"})
    total = words.total()
    for topic, share in SHARES.items():
        own = sum(times for word, times in words.items() if word in word_classes()[f"{topic}_word"])
        if own >= max(FEWEST, share * total):
            yield topic
