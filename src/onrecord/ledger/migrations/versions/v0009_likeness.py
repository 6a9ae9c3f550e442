"""Which reports tell of one event is learned anew: what is joined is read anew, so that it is as if made from scratch.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from onrecord.ledger.migrations.anew import read_anew

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Has all documents read anew."""
    read_anew()
