"""Irregular verbs are compared by their verb, by weights learned so: what is joined is read anew.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

from onrecord.ledger.migrations.anew import VIEWS_SINCE_0015, read_anew

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Has all documents read anew."""
    read_anew(VIEWS_SINCE_0015)
