"""Pictures of the workbench over the sample corpus, for the README and to be looked at.

    python -m benchmarks.screenshots
    python -m benchmarks.screenshots --output /tmp/all --all

Codes the sample into a fresh ledger, serves it, and has Chromium (``ONRECORD_TEST_CHROMIUM``, else /usr/bin/chromium)
open it. Without ``--all`` the README's pictures are written to ``docs/images``; with it every view, at 390 and 1440
pixels, in light and dark.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from contextlib import chdir, contextmanager
from importlib import resources
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import uvicorn
from playwright.sync_api import sync_playwright

import onrecord
from onrecord.coding import code_inputs
from onrecord.ledger.scope import Scope
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from onrecord.errors import DocumentError

TOKEN = "only while pictures are taken"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SITUATION = "Iran talks"
HERE = f"situation={SITUATION.replace(' ', '+')}"
VIEWS = ("brief", "timeline", "course", "said", "contested", "agreements", "ahead", "network", "map", "search")
WIDTHS = {1440: 900, 390: 844}

Theme = Literal["light", "dark"]


class Picture(NamedTuple):
    """What is shown, and what is done before: the first row that matches ``opened`` is opened."""

    name: str
    address: str
    theme: Theme = "light"
    width: int = 1440
    opened: str = ""


README = (
    Picture("brief", f"/brief?{HERE}", opened="details.sentence"),
    Picture("document", "/document?id=lt-20190613-tankers", theme="dark"),
    Picture("timeline", f"/timeline?{HERE}"),
    Picture("review", "/review", theme="dark"),
)
ADDRESSES = {
    "situations": "/",
    **{view: f"/{view}?{HERE}" for view in VIEWS},
    "actors": "/actors",
    "documents": "/documents",
    "document": "/document?id=lt-20190613-tankers",
    "changes": "/document/changes?id=lt-20190613-tankers",
    "review": "/review",
    "reviews": "/reviews",
    "like": "/search?like=The+United+States+imposed+sanctions+on+Iran.",
    "nothing": "/search?q=marsupial",
}


def every_picture() -> Iterator[Picture]:
    """Each view in each width and theme."""
    themes: tuple[Theme, ...] = ("light", "dark")
    for (name, address), width, theme in product(ADDRESSES.items(), WIDTHS, themes):
        yield Picture(f"{name}-{width}-{theme}", address, theme, width)


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> None:
    """Opens a page as somebody who may judge, waits for its charts, and keeps what a screen shows of it."""
    size = {"width": picture.width, "height": WIDTHS[picture.width]}
    context = browser.new_context(viewport=size, color_scheme=picture.theme, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/sign-in?token={TOKEN}")
    page.goto(address + picture.address)
    if picture.opened:
        page.locator(picture.opened).first.locator("summary").click()
    _settle(page)
    page.mouse.move(0, 0)
    page.screenshot(path=folder / f"{picture.name}.png")
    context.close()


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    for chart in page.locator("figure.chart").all():
        chart.locator(".drawn svg").wait_for()


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The workbench on a free port, in a thread."""
    app = make_app(str(ledger), Settings(token=TOKEN, author="A. Reader", requests_a_minute=100_000))
    config = uvicorn.Config(app, port=0, log_level="error")
    server, bound = uvicorn.Server(config), config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def fill(ledger: Path) -> None:
    """Codes the sample, and follows a situation in it."""
    inside = resources.as_file(resources.files("onrecord.sample"))
    with inside as folder, chdir(folder), onrecord.open_ledger(str(ledger)) as opened:
        for coded in code_inputs(onrecord.load(), ["corpus"], _raise):
            opened.add(coded)
        opened.save_situation(SITUATION, Scope(actors=("IRN", "USA")))


def _raise(error: DocumentError) -> None:
    raise error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path("docs/images"))
    parser.add_argument("--all", action="store_true", help="every view, in two widths and two themes")
    asked = parser.parse_args()
    asked.output.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("ONRECORD_TEST_CHROMIUM", "/usr/bin/chromium")
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "sample.db"
        fill(ledger)
        with served(ledger) as address, sync_playwright() as started:
            browser = started.chromium.launch(executable_path=chromium, args=FLAGS)
            for picture in every_picture() if asked.all else README:
                take(browser, address, picture, asked.output)
                print(asked.output / f"{picture.name}.png")
            browser.close()


if __name__ == "__main__":
    main()
