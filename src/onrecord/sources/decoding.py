"""Bytes to text: UTF-8 first, then what the bytes declare, then a guess that must be clear."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NoReturn

from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

# UTF-32's marks begin with UTF-16's and so come first.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The legacy encodings of the web (WHATWG); DOS and Macintosh pages only bring the guess into doubt.
GUESSED = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp874", "koi8_r", "cp932", "euc_jp", "cp949", "big5", "gb18030"),
)
SAMPLE_WORDS, NEIGHBOURS = 1000, 6

# Tried on a sentence or two in 18 languages and encodings: right guesses had a chaos of 0 to 0.04, and where the guess
# was wrong (Polish, Turkish, Mac Roman) or right by luck (Czech), a rival stood within these margins.
MOST_CHAOS, CHAOS_MARGIN, COHERENCE_MARGIN = 0.1, 0.06, 0.15

ENGLISH_SHARE = 0.2
"""Most words with a letter beyond ASCII that English has (names, borrowings); Czech, French and Turkish have 0.4 on."""

# What Windows-1252 makes of text in another encoding: Icelandic letters, signs and quotation marks within a word, a
# capital with an accent after a small letter or at a word's end.
_NOT_ENGLISH = re.compile(
    "[^\x00-\x7f\xa0À-ÖØ-öø-ÿŒœŠšŽž“”‘’–—…•«»€£§°©®™·¼½¾²³×]|[ðþýÐÞÝ]"
    "|[A-Za-z][²³¼½¾£§°·]|[£¼½¾§][A-Za-z]|[a-z][À-ÖØ-Þ“«]|[À-ÖØ-Þ](?![A-Za-zÀ-ÿ’'])|[”»…][a-z]"
)
_FOREIGN_WORD = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽž]")

_DECLARED = re.compile(
    rb"(?:<meta[^>]{1,200}?charset|<\?xml[^>]{1,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_HEADER_BYTES = 8192


def decode(data: bytes, where: str) -> str:
    """The text of ``data``, without a leading byte order mark and otherwise unchanged.

    A last character that was cut short is dropped.

    Raises:
        DocumentError: if the encoding cannot be told; it says which ones are possible and what to do.
    """
    text = _decode_known(data)
    if text is not None:
        return text
    if _marked(data) or _mostly_utf8(data):
        encoding = _marked(data) or "utf-8"
        drop = f"to drop them: {_iconv(encoding.removesuffix('-sig'), '-c ')}"
        raise DocumentError(where, f"damaged {encoding} text: some bytes are no characters; {drop}")
    return _try(data, _guess(data, where)) or _refuse(where, "unknown encoding")


def decode_html(data: bytes, where: str, charset: str | None = None) -> str:
    """The same for a page: what the page or its server declares comes before a guess, and stray bytes are replaced.

    The page's own word counts before ``charset``, the server's: it was written with the page. Either is passed over
    where the bytes contradict it.

    Raises:
        DocumentError: if no encoding is declared and none can be told.
    """
    text = _decode_known(data)
    if text is not None:
        return text
    said = [encoding for encoding in (_marked(data), _declared(data), _encoding(charset)) if encoding]
    agreeing = next((text for encoding in said if (text := _try(data, encoding)) is not None), None)
    if agreeing is not None:
        return agreeing
    encoding = next(iter(said), None) or ("utf-8" if _mostly_utf8(data) else _guess(data, where))
    return data.decode(encoding, errors="replace")


def _decode_known(data: bytes) -> str | None:
    encoding = _marked(data) or "utf-8"
    text = _try(data, encoding)
    if text is None and (_marked(data) or _mostly_utf8(data)):
        return _try_cut(data, encoding)
    return text


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _declared(data: bytes) -> str | None:
    """The page's own charset."""
    match = _DECLARED.search(data[:_HEADER_BYTES])
    return _encoding(match[1].decode("ascii")) if match else None


def _encoding(name: str | None) -> str | None:
    """The codec of that name, if it is one of text; Latin-1 is read as Windows-1252, as the HTML standard has it."""
    try:
        codec = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    if not codec._is_text_encoding:
        return None
    return "cp1252" if codec.name in {"iso8859-1", "ascii"} else codec.name


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _try_cut(data: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except UnicodeDecodeError:
        return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes beyond ASCII are UTF-8 for one half at least, so that no other encoding is to be guessed."""
    text = data.decode("utf-8", errors="replace")
    replaced = text.count("\ufffd")
    return sum(1 for c in text if c > "\x7f") - replaced >= replaced


def _guess(data: bytes, where: str) -> str:
    if _is_english(data):
        return "cp1252"
    from charset_normalizer import from_bytes

    matches = list(from_bytes(_sample(data), cp_isolation=list(GUESSED)))
    if not matches or matches[0].chaos > MOST_CHAOS:
        _refuse(where, "neither UTF-8 nor any encoding that could be told")
    best = matches[0]
    rivals = [match.encoding for match in matches[1:] if _rivals(match, best)]
    if rivals:
        _refuse(where, f"not UTF-8, and it could be {' or '.join([best.encoding, *rivals[:2]])}", best.encoding)
    return best.encoding


def _is_english(data: bytes) -> bool:
    """Whether it reads as English in Windows-1252, by far the likeliest of the encodings that are not UTF-8."""
    text = _try(data, "cp1252")
    if text is None or _NOT_ENGLISH.search(text):
        return False
    words = text.split()
    return sum(1 for word in words if _FOREIGN_WORD.search(word)) <= ENGLISH_SHARE * len(words)


def _rivals(match: CharsetMatch, best: CharsetMatch) -> bool:
    near = match.chaos <= best.chaos + CHAOS_MARGIN
    return near and match.coherence >= best.coherence - COHERENCE_MARGIN


def _sample(data: bytes) -> bytes:
    """The words that are not ASCII, each with its neighbours: the guess looks at a few stretches of a text only."""
    words = data.split()  # in none of these encodings does a character hold a blank or a line's end
    telling = [i for i, word in enumerate(words) if not word.isascii()][:SAMPLE_WORDS]
    kept = sorted({j for i in telling for j in range(max(0, i - NEIGHBOURS), min(len(words), i + NEIGHBOURS + 1))})
    return b" ".join(words[j] for j in kept)


def _refuse(where: str, finding: str, likeliest: str = "windows-1252") -> NoReturn:
    raise DocumentError(where, f"{finding}; convert it to UTF-8, for instance: {_iconv(likeliest)}")


def _iconv(encoding: str, flags: str = "") -> str:
    return f"iconv {flags}-f {encoding.upper().replace('_', '-')} -t UTF-8"
