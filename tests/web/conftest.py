"""The workbench over the sample corpus, which is coded once: asked in process, and served to a browser."""

from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from fastapi.testclient import TestClient

import onrecord
from onrecord.coding import code_inputs
from onrecord.ledger.scope import Scope
from onrecord.web.app import make_app
from onrecord.web.settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from onrecord.coder.pipeline import Coder
    from onrecord.errors import DocumentError

TOKEN = "a token for these tests"
SETTINGS = Settings(token=TOKEN, author="A. Tester", hosts=(*LOOPBACK, "testserver"), requests_a_minute=100_000)
SITUATION = "Iran talks"
REVISED = "lt-20190613-tankers"
"""A document of the sample with two versions."""


@pytest.fixture(scope="session")
def sample(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample corpus, in which one situation is followed. Tests that write take a copy."""
    path = tmp_path_factory.mktemp("web") / "sample.db"
    folder = resources.as_file(resources.files("onrecord.sample"))
    with folder as inside, chdir(inside), onrecord.open_ledger(str(path)) as ledger:
        for coded in code_inputs(coder, ["corpus"], _raise):
            ledger.add(coded)
        ledger.save_situation(SITUATION, Scope(actors=("IRN", "USA")))
    return path


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample that a test may write to."""
    return Path(shutil.copy(sample, tmp_path / "own.db"))


@pytest.fixture(scope="session")
def client(sample: Path) -> TestClient:
    """A reader who has not shown the token."""
    return TestClient(make_app(str(sample), SETTINGS), follow_redirects=False)


@pytest.fixture
def writer(own: Path) -> TestClient:
    """A reader who has shown it, over a ledger of their own."""
    client = TestClient(make_app(str(own), SETTINGS))
    client.get("/sign-in", params={"token": TOKEN})
    return client


@dataclass(frozen=True, slots=True)
class Served:
    """A workbench at an address of this machine."""

    address: str

    @property
    def entrance(self) -> str:
        """The address that lets one judge."""
        return f"{self.address}/sign-in?token={TOKEN}"


@contextmanager
def serve(ledger: Path) -> Iterator[Served]:
    """Serves a ledger on a free port, in a thread."""
    config = uvicorn.Config(make_app(str(ledger), SETTINGS), port=0, log_level="error")
    server = uvicorn.Server(config)
    bound = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Served(f"http://127.0.0.1:{bound.getsockname()[1]}")
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def served(sample: Path) -> Iterator[Served]:
    """The sample in a browser's reach; nobody writes to it."""
    with serve(sample) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; skips where it or Playwright is absent."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: no page was opened")
    chromium = os.environ.get("ONRECORD_TEST_CHROMIUM", "/usr/bin/chromium")
    if not Path(chromium).exists():
        pytest.skip(f"no Chromium at {chromium} (ONRECORD_TEST_CHROMIUM names another): no page was opened")
    with playwright.sync_playwright() as started:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = started.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


def _raise(error: DocumentError) -> None:
    raise error
