"""Sample files of every format, and what may happen to them on the way: for the fuzz tests and the longer fuzz run."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING

from .test_newswire import MARKUP, NITF, STORY, in_nitf, in_plain, in_xhtml, news_item, ninjs
from .test_syndication import ATOM, EVENT, ITEM, MENTION, rss
from .warcs import page, response

if TYPE_CHECKING:
    from random import Random

NEWS = Path(__file__).parent / "pages" / "news"
TOKENS = (
    *(b"<!ENTITY x 'y'>", b"&x;", b"]]>", b"<![CDATA[", b"\0", b"<h1>", b"</article>", b"<time datetime='", b"{"),
    *(b"-1", b"99999999999", b'"', b"<script>", b"<a href='http://[::1'>", b"Feb 31 2024", b"\r\n\r\n", b"[", b"\t"),
    b"\xff\xfe",
)
MOST_CHANGES, LONGEST_PIECE = 12, 60


def samples() -> dict[str, bytes]:
    """One whole file of each format, by name."""
    records = [response(f"https://haven.test/{name}", page(name)) for name in ("Aldport", "Bayton", "Capeville")]
    found = {
        "warc": b"".join(records),
        "warc.gz": b"".join(map(gzip.compress, records)),
        "nitf": NITF.encode(),
        "newsml": f"<newsMessage>{news_item(in_xhtml())}{news_item(in_plain())}</newsMessage>".encode(),
        "newsml-nitf": news_item(in_nitf()).encode(),
        "rss": rss(ITEM, ITEM).encode(),
        "atom": ATOM.encode(),
        "ninjs": ninjs(body_html=MARKUP, headline="Talks").encode(),
        "jsonl": (ninjs(body_text=STORY) + "\n").encode() * 3,
        "csv": b'id,text,title\n1,"The envoys, met",a\n2,They left,b\n3,They met,c\n',
        "addresses": f"https://haven.test/1\n{MENTION}\n{EVENT}\n".encode(),
        "text": STORY.encode("utf-16"),
    }
    found |= {path.name: path.read_bytes() for path in sorted(NEWS.glob("*.html"))}
    return found | _parquet()


def _parquet() -> dict[str, bytes]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return {}
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["a", "b"] * 20, "text": ["The envoys met.", "They left."] * 20}), stream)
    return {"parquet": stream.getvalue()}


def mutated(data: bytes, others: list[bytes], random: Random) -> bytes:
    """The file with bytes changed, cut out, repeated, put in, or spliced in from another file."""
    changed = bytearray(data)
    for _ in range(random.randint(1, MOST_CHANGES)):
        start = random.randint(0, len(changed))
        end = min(len(changed), start + random.randint(1, LONGEST_PIECE))
        kind = random.randrange(5)
        if kind == 0:
            changed[start:end] = random.randbytes(random.randint(1, 8))
        elif kind == 1:
            del changed[start:end]
        elif kind == 2:
            changed[start:start] = changed[start:end] * random.randint(1, 30)
        elif kind == 3:
            other = random.choice(others)
            begin = random.randrange(len(other))
            changed[start:start] = other[begin : begin + 200]
        else:
            changed[start:start] = random.choice(TOKENS)
    return bytes(changed)
