"""Event data of other projects, read row by row: ICEWS, GDELT 2.0 and POLECAT. They are no documents, and nothing of
them is coded here; the ledger keeps them beside one's own record.

opening (files, gzip, zip) → formats (which data set) → icews, gdelt, polecat (one row, one record)
"""

from onrecord.foreign.formats import DATASETS
from onrecord.foreign.reading import read
from onrecord.foreign.records import AnyRow, Dataset, ForeignEvent, ForeignMention, ForeignParty, ForeignRow, Part

__all__ = [
    "DATASETS",
    "AnyRow",
    "Dataset",
    "ForeignEvent",
    "ForeignMention",
    "ForeignParty",
    "ForeignRow",
    "Part",
    "read",
]
