"""Fetching: politely, within bounds of time, size and place; servers that misbehave are reported and left."""

from __future__ import annotations

import threading
import time
import tracemalloc
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import DocumentError
from onrecord.records import Document
from onrecord.sources import read
from onrecord.sources.fetching import politeness, robots
from onrecord.sources.fetching.addresses import is_public, target
from onrecord.sources.fetching.archive import Archive
from onrecord.sources.fetching.client import Bounds, get
from onrecord.sources.fetching.errors import FetchError
from onrecord.sources.fetching.pages import Pages
from onrecord.sources.fetching.politeness import Polite
from onrecord.sources.limits import Limits
from tests.misbehaving import MISBEHAVIOUR, PARAGRAPH, Site, body, bomb, page, redirect, serving

if TYPE_CHECKING:
    from pathlib import Path

QUICK = Bounds("onrecord/test", connect=1.0, read=1.0, whole=2.0, allow_private=True)
LIMITS = Limits(1_000_000)


def pages(archive: Archive | None = None, delay: float = 0.0) -> Pages:
    return Pages(Polite(QUICK, delay=delay), LIMITS, archive)


@pytest.mark.parametrize("number", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "number",
    [
        *(
            "127.0.0.1",
            "10.0.0.1",
            "172.16.5.5",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1"),
    ],
)
def test_private_addresses(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://127.0.0.1/",
            "http://localhost/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]/",
            "http://0/",
        ),
        *("http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/", "http://localhost.:80/"),
    ],
)
def test_private_networks_are_reached_only_if_allowed(address: str) -> None:
    with pytest.raises(FetchError, match=r"private address|does not resolve"):
        target(address, allow_private=False)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "haven.test",
            "file:///etc/passwd",
            "ftp://haven.test/",
            "gopher://haven.test/",
            "//haven.test/",
            "http://",
        ),
        *("http://user:secret@haven.test/", "http://haven.test:99999/", "http://[::1/", "http://" + "a" * 5000),
    ],
)
def test_what_is_no_address_of_a_page(address: str) -> None:
    with pytest.raises(FetchError):
        target(address, allow_private=True)


def test_a_redirect_into_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every hop is checked: here the first is allowed, as a public server's would be, and the second is not."""
    inner = Site({"/secret": body(page())})
    outer = Site()
    with serving(inner, outer):
        outer.routes = {"/robots.txt": body(b""), "/a": redirect(f"{inner.origin}/secret")}
        allowed = int(outer.origin.rpartition(":")[2])

        def checked(address: str, *, allow_private: bool) -> object:
            return target(address, allow_private=f":{allowed}/" in address)

        monkeypatch.setattr("onrecord.sources.fetching.client.target", checked)
        found = Pages(Polite(Bounds("x"), delay=0), LIMITS).document(f"{outer.origin}/a")
    assert isinstance(found, FetchError)
    assert found.lasting or "robots" in found.reason
    assert inner.asked == {}


def test_a_page_is_a_document_and_its_bytes_are_kept(tmp_path: Path) -> None:
    site = Site({"/a": body(page(7)), "/b": redirect("/a")})
    with serving(site):
        found = pages(Archive(tmp_path / "pages")).document(f"{site.origin}/b")
    assert isinstance(found, Document)
    assert found.meta.id == f"{site.origin}/a"
    assert found.meta.published == "2025-03-08T13:21:00-05:00"
    (again,) = read([str(tmp_path / "pages")])
    assert again == found


@pytest.mark.parametrize("kind", sorted(MISBEHAVIOUR))
def test_servers_that_misbehave_are_reported_in_time(kind: str) -> None:
    site = Site({"/page": MISBEHAVIOUR[kind]})
    with serving(site):
        started = time.monotonic()
        found = pages().document(f"{site.origin}/page")
        took = time.monotonic() - started
    assert took < 8
    if kind == "deep":
        assert isinstance(found, DocumentError) or PARAGRAPH in found.text
    else:
        assert isinstance(found, DocumentError)
        assert "\n" not in str(found)


def test_a_length_that_is_too_short_cuts_the_page() -> None:
    def answer(handler: object) -> None:
        return body(page() + b"<p>The rest.</p>", Content_Length=str(len(page())))(handler)  # type: ignore[arg-type]

    site = Site({"/page": answer})
    with serving(site):
        found = pages().document(f"{site.origin}/page")
    assert isinstance(found, Document)
    assert "The rest" not in found.text


def test_a_gzip_bomb_is_bounded() -> None:
    site = Site({"/page": body(bomb(), Content_Encoding="gzip")})
    with serving(site):
        tracemalloc.start()
        found = pages().document(f"{site.origin}/page")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert isinstance(found, FetchError)
    assert found.lasting
    assert peak < 100_000_000


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(FetchError, match="no answer"):
        get("http://127.0.0.1:9/", QUICK)
    with pytest.raises(FetchError, match="does not resolve"):
        get("http://no-such-host.invalid/", QUICK)


def test_robots_are_obeyed() -> None:
    rules = b"User-agent: *\nDisallow: /secret\nCrawl-delay: 0.3\n\nUser-agent: other\nDisallow: /\n"
    site = Site({"/robots.txt": body(rules, Content_Type="text/plain"), "/a": body(page()), "/secret/b": body(page())})
    with serving(site):
        fetch = pages()
        assert isinstance(fetch.document(f"{site.origin}/a"), Document)
        refused = fetch.document(f"{site.origin}/secret/b")
        assert isinstance(fetch.document(f"{site.origin}/a"), Document)
    assert isinstance(refused, FetchError)
    assert "robots.txt forbids it" in refused.reason
    assert site.asked == {"/robots.txt": 1, "/a": 2}
    assert site.times[-1] - site.times[-2] >= 0.29


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_cannot_be_had(status: int, allowed: bool) -> None:
    site = Site({"/robots.txt": body(b"", status), "/a": body(page())})
    with serving(site):
        found = pages().document(f"{site.origin}/a")
    assert isinstance(found, Document) == allowed


@pytest.mark.parametrize(
    "rules",
    [
        b"User-agent: *\nDisallow: /" + b"*a" * 10_000,
        b"User-agent: *\n" + b"Disallow: /x\n" * 30_000,
        b"\xff\xfe\0" * 1000,
        b"User-agent: *\nCrawl-delay: 1e9\nCrawl-delay: soon\n",
    ],
)
def test_hostile_robots_are_bounded(rules: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(politeness, "LONGEST_DELAY", 0.1)
    site = Site({"/robots.txt": body(rules), "/" + "a" * 2000: body(page())})
    with serving(site):
        started = time.monotonic()
        fetch = pages()
        for _ in range(2):
            assert isinstance(fetch.document(f"{site.origin}/{'a' * 2000}"), Document)
    assert time.monotonic() - started < 5


def test_a_host_is_asked_once_at_a_time_and_not_too_often() -> None:
    site = Site({f"/{n}": body(page(n)) for n in range(4)})
    with serving(site):
        fetch = pages(delay=0.2)
        threads = [threading.Thread(target=fetch.document, args=(f"{site.origin}/{n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    asked = site.times[1:]
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(asked))


def test_a_host_that_fails_is_left_alone() -> None:
    site = Site({"/a": body(b"", 500), "/b": body(page())})
    with serving(site):
        fetch = pages()
        for _ in range(politeness.FAILURES_BEFORE_BACK_OFF):
            fetch.document(f"{site.origin}/a")
        before = site.asked.total()
        found = fetch.document(f"{site.origin}/b")
        assert site.asked.total() == before
    assert isinstance(found, FetchError)
    assert not found.lasting
    assert 0 < (found.wait or 0) <= politeness.FIRST_BACK_OFF
    assert fetch.polite.resting() == 1


@pytest.mark.parametrize(("value", "least", "most"), [("120", 100, 120), ("soon", 25, 30), ("9" * 300, 3000, 3600)])
def test_retry_after_is_heeded_within_reason(value: str, least: float, most: float) -> None:
    site = Site({"/a": body(b"", 429, Retry_After=value)})
    with serving(site):
        fetch = pages()
        fetch.document(f"{site.origin}/a")
        again = fetch.document(f"{site.origin}/a")
    assert isinstance(again, FetchError)
    assert least <= (again.wait or 0) <= most
    assert site.asked["/a"] == 1


def test_hosts_at_rest_are_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(politeness, "MOST_HOSTS", 3)
    sites = [Site({"/a": body(page())}) for _ in range(6)]
    failing = Site({"/a": body(b"", 429, Retry_After="60")})
    with serving(failing, *sites):
        fetch = pages()
        fetch.document(f"{failing.origin}/a")
        for site in sites:
            assert isinstance(fetch.document(f"{site.origin}/a"), Document)
        assert fetch.polite.resting() == 1


def test_rules_are_asked_for_again_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "KEPT", 0.0)
    site = Site({"/a": body(page())})
    with serving(site):
        fetch = pages()
        for _ in range(2):
            fetch.document(f"{site.origin}/a")
    assert site.asked["/robots.txt"] == 2


def test_a_list_of_addresses_from_the_command_s_way_in(tmp_path: Path) -> None:
    site = Site({"/a": body(page(1)), "/b": body(page(2), Content_Type="text/plain; charset=utf-8")})
    with serving(site):
        name = tmp_path / "list.txt"
        name.write_text(f"{site.origin}/a\n{site.origin}/gone\n{site.origin}/b\n", encoding="utf-8")
        found = list(read([str(name)], fetch=pages().document))
    assert [isinstance(unit, Document) for unit in found] == [True, False, True]
