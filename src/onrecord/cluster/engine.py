"""Shards to workers by Ray Data: an actor a worker, a task a shard, receipts as they come. No other module knows Ray.

Ray Data hands out shards, restarts what dies and gives its shard to somebody again; each worker writes its shard
itself, since only who writes can make a shard count once, whatever is tried twice.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import sys
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.cluster.folder import Receipt
from onrecord.cluster.plan import Shard
from onrecord.cluster.worker import Work, Worker
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
}
"""Nothing is reported to anybody; what goes wrong is raised, so that it need not be printed as well."""

LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""With this Ray keeps to 127.0.0.1, as it does by itself on macOS and Windows; else it listens on every network."""

LOOPBACK_ADDRESS = "127.0.0.1"
STORE_BYTES = 100 * 1024 * 1024
"""Ray's shared memory on a cluster of our own: shards and receipts are all that passes through it."""

NEVER = -1
PATIENCE = 10.0
"""Seconds in which a cluster has to answer."""

AT_HAND = 2
"""Shards with each worker: the one that it codes, and one that lies ready when that is done. Without it a worker waits
a tenth of a second for every shard, for a driver that gets no core while all are at work.
"""

TRIES = 3


@dataclass(frozen=True, slots=True)
class Where:
    """Which cluster: an address, or None for one on this machine; and how many workers, None for one a core."""

    address: str | None = None
    workers: int | None = None


class _Mapped:
    """The callable class that Ray Data keeps in an actor: shards in, receipts out, or why there is none.

    Errors are handed over as words: of one that is raised, Ray keeps its own wrapping and a traceback.
    """

    def __init__(self, work: Work) -> None:
        self._worker = Worker(work)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        done = [self._code(msgspec.json.decode(shard, type=Shard)) for shard in batch["shard"]]
        return {"receipt": [receipt for receipt, _ in done], "error": [error for _, error in done]}

    def _code(self, shard: Shard) -> tuple[str, str]:
        try:
            return msgspec.json.encode(self._worker.code(shard)).decode(), ""
        except ConfigurationError as error:
            return "", str(error)
        except Exception as error:  # whatever it is, the driver has to say it before all workers are stopped
            return "", f"{socket.gethostname()} failed at shard {shard.name}: {type(error).__name__}: {error}"


def code_shards(work: Work, shards: Sequence[Shard], where: Where) -> Iterator[Receipt]:
    """Codes shards on a cluster; receipts come in the order in which shards are finished.

    Until it is done nothing reaches standard output, where Ray would write of every worker that dies: receipts tell it.

    Raises:
        ConfigurationError: if Ray is not installed, the cluster cannot be reached, or a worker cannot work.
    """
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), _connected(where) as workers:
        import ray
        from ray import data

        size = min(workers, len(shards))
        items = [{"shard": msgspec.json.encode(shard).decode()} for shard in shards]
        _settle(data.DataContext.get_current())
        mapped = data.from_items(items, override_num_blocks=len(items)).map_batches(
            _Mapped,
            batch_size=1,
            fn_constructor_args=(work,),
            num_cpus=1,
            compute=data.ActorPoolStrategy(
                min_size=1, max_size=size, initial_size=size, max_tasks_in_flight_per_actor=AT_HAND
            ),
        )
        try:
            for row in mapped.iter_rows():
                if row["error"]:
                    raise ConfigurationError(row["error"])
                yield msgspec.json.decode(row["receipt"], type=Receipt)
        except ray.exceptions.RayError as error:
            raise ConfigurationError(f"the cluster failed: {' '.join(str(error).split())[:500]}") from error


def _settle(context: Any) -> None:
    """A shard may take hours, in which nothing comes out; Ray Data gives up after half an hour if it is not told."""
    context.execution_no_progress_timeout_s = NEVER
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)


@contextmanager
def _connected(where: Where) -> Iterator[int]:
    """Connects, or starts a cluster on loopback; gives the number of workers."""
    os.environ.update(QUIET)
    if where.address is None:
        os.environ.update(LOOPBACK)
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    try:
        import ray
    except ImportError as error:
        raise ConfigurationError("a cluster needs Ray: pip install 'onrecord[cluster]'") from error
    _check(where.address)
    with TemporaryDirectory(prefix="onrecord-", dir=_short_folder(), ignore_cleanup_errors=True) as folder:
        how = {"address": where.address} if where.address else _local(where, folder)
        _start(ray, how)
        try:
            with _stopped_by_signal():
                yield where.workers or _cores(ray)
        finally:
            ray.shutdown()


def _start(ray: ModuleType, how: dict[str, Any]) -> None:
    """Connects or starts; Ray gives a node half a minute to come up, which a busy machine may exceed at first."""
    for tries_left in reversed(range(TRIES)):
        try:
            with _hushed():
                ray.init(**how, log_to_driver=False, logging_level=logging.CRITICAL)
        except Exception as error:  # Ray raises anything, down to a bare Exception
            ray.shutdown()
            if not tries_left:
                raise ConfigurationError(f"no cluster: {' '.join(str(error).split())[:300]}") from error
        else:
            return


def _check(address: str | None) -> None:
    """Knocks at the door, where Ray itself would wait for minutes."""
    host, sign, port = (address or "").rpartition(":")
    if not (sign and port.isdigit()):
        return
    try:
        socket.create_connection((host.removeprefix("ray://"), int(port)), timeout=PATIENCE).close()
    except OSError as error:
        raise ConfigurationError(f"no cluster answers at {address}: {error.strerror or error}") from error


def _cores(ray: ModuleType) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _local(where: Where, folder: str) -> dict[str, Any]:
    return {
        "address": "local",
        "num_cpus": where.workers or os.cpu_count(),
        "include_dashboard": False,
        "object_store_memory": STORE_BYTES,
        "_node_ip_address": LOOPBACK_ADDRESS,
        "_temp_dir": folder,
    }


@contextmanager
def _stopped_by_signal() -> Iterator[None]:
    """Has SIGTERM stop the run as Ctrl-C does: Ray's own handler aborts the process."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _hushed() -> Iterator[None]:
    """Keeps standard error shut: Ray's core tells there that it was asked to be quiet."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _short_folder() -> str | None:
    """Ray's sockets lie in its folder, and the name of a socket has at most a hundred characters or so."""
    return "/tmp" if sys.platform != "win32" and Path("/tmp").is_dir() else None
