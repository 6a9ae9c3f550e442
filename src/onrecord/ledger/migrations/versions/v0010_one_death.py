"""Whom an event kills is compared: what is joined is read anew, so that it is as if made from scratch.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

from onrecord.ledger.migrations.anew import read_anew

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Has all documents read anew."""
    read_anew()
