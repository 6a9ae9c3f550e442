"""Schema revisions of the ledger, run by Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

if TYPE_CHECKING:
    from sqlalchemy import Connection


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file: the scripts of this package, run on ``connection``."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection) -> None:
    """Brings an empty database or an older ledger to the newest revision, in the connection's transaction."""
    command.upgrade(config(connection), "head")
