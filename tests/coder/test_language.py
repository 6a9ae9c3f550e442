"""Texts in other languages are refused, and nothing else is. The texts are our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.coder.language import other_language
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder

GERMAN = "Der Außenminister sagte am Montag, die Gespräche seien gescheitert, und warf dem Nachbarn vor, zu lügen."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Le ministre a déclaré lundi que les négociations avaient échoué et que son pays retirait ses troupes.", "fr"),
        ("Министр иностранных дел заявил в понедельник, что переговоры провалились и войска останутся.", "ru"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Monday that the talks had failed and that the troops would stay.",
        "THE MINISTER SAID ON MONDAY THAT THE TALKS HAD FAILED AND THAT THE TROOPS WOULD STAY.",
        "“Wir schaffen das,” the chancellor had said; on Monday she told reporters that she stood by it.",
        "Abdullah, Ahmad, Khatami, Lavrov, Hu Jintao, Chirac, Merkel, Erdogan, Olmert, Siniora, Mbeki, Tandja",
        "Guten Tag",
        "a " * 500,
        '"' * 500,
        "12.5 34.1 56 " * 50,
    ],
)
def test_english_names_and_noise_are_not_refused(text: str) -> None:
    assert other_language(text) is None


def test_the_coder_says_which_language_it_does_not_read(coder: Coder) -> None:
    with pytest.raises(DocumentError, match=r"\(de\)"):
        coder.code(GERMAN)
