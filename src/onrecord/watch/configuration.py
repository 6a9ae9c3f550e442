"""What to watch: the YAML file that lists sources, and what is refused in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from onrecord.errors import ConfigurationError
from onrecord.version import AGENT

if TYPE_CHECKING:
    from pathlib import Path

MOST_SOURCES = 10_000

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def seconds(value: object) -> float:
    """``90``, ``90s``, ``15m``, ``2h`` or ``1d`` in seconds. Raises ValueError for anything else."""
    match = _DURATION.fullmatch(str(value).strip())
    if match is None or isinstance(value, bool):
        raise ValueError(f"{value!r} is no duration such as 90s, 15m or 2h")
    return float(match[1]) * _SECONDS[match[2]]


Duration = Annotated[float, BeforeValidator(seconds)]


class Source(BaseModel):
    """One source: a feed, a list of addresses (a file or an address), or files (a path, folder or pattern)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feed: str | None = None
    addresses: str | None = None
    files: str | None = None
    outlet: str | None = None
    pages: bool = True
    every: Annotated[Duration, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Source:
        given = [value for value in (self.feed, self.addresses, self.files) if value]
        if len(given) != 1:
            raise ValueError("a source is one of feed, addresses and files")
        if self.feed and not _ADDRESS.fullmatch(self.feed):
            raise ValueError(f"feed {self.feed!r} is no address of a feed (https://...); a file goes under files")
        return self

    @property
    def name(self) -> str:
        """What it is called in reports and in the state."""
        return self.feed or self.addresses or self.files or ""

    @property
    def fetched(self) -> bool:
        """Whether its documents are pages that are fetched one by one."""
        return self.pages and not self.files

    @property
    def remote(self) -> bool:
        """Whether polling it asks a server."""
        return bool(_ADDRESS.fullmatch(self.name))


class Configuration(BaseModel):
    """What to watch and how: pause between two polls, pause between two requests to a host, who asks, and
    whether what holds no politics is passed over.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=MOST_SOURCES)]
    every: Annotated[Duration, Field(ge=1)] = 900.0
    delay: Annotated[Duration, Field(ge=0)] = 1.0
    health: Annotated[Duration, Field(ge=1)] = 300.0
    gate: bool = False
    agent: str = AGENT

    @model_validator(mode="after")
    def _each_once(self) -> Configuration:
        names = [source.name for source in self.sources]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"{twice} stands twice")
        return self

    def pause_of(self, source: Source) -> float:
        """Seconds between two polls of a source."""
        return source.every or self.every


def load(path: Path) -> Configuration:
    """The configuration in a file.

    Raises:
        ConfigurationError: if it cannot be read, is no YAML, or says what it may not.
    """
    try:
        given: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Configuration.model_validate(given)
    except OSError as error:
        raise ConfigurationError(f"cannot read {path}: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigurationError(f"{path} is no YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        raise ConfigurationError(f"{path}: {_reason(error)}") from error


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
