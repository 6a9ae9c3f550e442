r"""Makes the tables of what tells that two reports tell of one event.

    pip install '.[training]'
    python -m training.coreference --data ../shared

Codes the annotated reports of the ``train`` part with each of the events' networks, since one ledger may hold what
either found, and writes the weights of all observations (logistic regression with an L2 penalty, nothing is random) and
the share of wire reports in which each word stands: numbers and single words.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import onrecord
from onrecord.coding import code_inputs
from onrecord.ledger import database, snapshot
from onrecord.ledger.derived import Derived, Reports
from onrecord.ledger.identity import words
from onrecord.ledger.likeness import observations
from onrecord.ontology import coreference
from onrecord.records import NetworkSize
from training.coreference.gold import every_report, read, reports
from training.coreference.pairs import examples
from training.events.regression import fit
from training.events.tables import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.likeness import Portrait

PENALTY = 2.0
COMMON = 0.01
"""Words are listed that at least this share of reports has."""


def run(data: Path) -> None:
    """Both tables; the words first, since the observations weigh them."""
    write("common_words.csv", ("stem", "share"), _shares(data))
    gold = read("train")
    found = [
        one for network in get_args(NetworkSize) for one in examples(gold, portraits(data, gold.documents, network))
    ]
    rows = [dict(observations(one.one, one.other)) for one in found]
    weights = fit(rows, [one.same for one in found], PENALTY, ("bias",), counts=[one.counts for one in found])
    write("coreference_weights.csv", ("feature", "weight"), sorted(weights.items()))


def portraits(data: Path, documents: Iterable[str], network: NetworkSize) -> dict[str, Portrait]:
    """The portraits of all coded mentions of these wire reports."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, location = Path(folder, "reports.jsonl"), str(Path(folder, "ledger.db"))
        inputs.write_text("".join(reports(data, documents)), "utf-8")
        with onrecord.open_ledger(location) as ledger:
            for coded in code_inputs(onrecord.load(network=network), [str(inputs)], on_error=_refuse):
                ledger.add(coded)
        engine = database.connect(database.locate(location))
        with database.reading(engine, location) as connection:
            taken = snapshot.take(connection)
            return Derived.of(taken, Reports(taken.versions, lambda _: {})).portraits


def _refuse(error: Exception) -> None:
    raise error


def _shares(data: Path) -> Iterable[tuple[str, float]]:
    texts = [json.loads(line)["text"] for line in every_report(data)]
    seen = Counter(one for text in texts for one in {coreference.stem(word) for word in words(text).split()})
    return sorted((one, round(n / len(texts), 4)) for one, n in seen.items() if n >= COMMON * len(texts))


def main() -> None:
    """Reads, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    run(parser.parse_args().data)


if __name__ == "__main__":
    main()
