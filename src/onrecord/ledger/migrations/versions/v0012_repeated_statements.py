"""An index by which those statements are counted that report what another has reported.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index."""
    again = sa.text("place > 0")
    op.create_index(
        "ix_said_statements_again", "said_statements", ["place"], sqlite_where=again, postgresql_where=again
    )
