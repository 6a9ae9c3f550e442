"""One poll of one source, and one page that a source lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources import read, zip_file
from onrecord.sources.address_list import addresses
from onrecord.sources.feed import Feed
from onrecord.sources.fetching.errors import FetchError
from onrecord.sources.options import Options
from onrecord.sources.paths import files, open_file
from onrecord.sources.sniff import Head
from onrecord.sources.syndication import own_words, parse
from onrecord.sources.zip_file import members
from onrecord.watch.state import Listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.records import Document
    from onrecord.sources.fetching.client import Answer
    from onrecord.sources.fetching.pages import Pages
    from onrecord.sources.syndication import Channel, Entry
    from onrecord.watch.configuration import Source
    from onrecord.watch.state import State

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Found:
    """A document of a source, or why there is none."""

    source: str
    unit: Document | DocumentError


@dataclass(frozen=True, slots=True)
class Read:
    """All that stood under a key was found; ``error`` says why it has to be tried again."""

    source: str
    key: str
    error: FetchError | None = None


@dataclass(frozen=True, slots=True)
class Poller:
    """Polls sources; may be used from several threads."""

    pages: Pages
    state: State

    def poll(self, source: Source) -> Iterator[Found | Read]:
        """Takes in what a source lists. Files and entries' own words are read at once, pages are left to be fetched.

        Raises:
            DocumentError: if the source itself cannot be read.
        """
        if source.fetched:
            self._take_in(source)
        elif source.files:
            yield from self._files(source)
        else:
            yield from self._entries(source)

    def page(self, source: Source, item: Listed) -> Iterator[Found | Read]:
        """Fetches a page that a source lists."""
        unit = self.pages.document(item.key)
        failure = unit if isinstance(unit, FetchError) else None
        if failure is None or failure.asked:
            yield Found(source.name, _completed(unit, source.outlet, item.published))
        yield Read(source.name, item.key, failure if failure is not None and not failure.lasting else None)

    def _take_in(self, source: Source) -> None:
        """What a feed or list names is kept before the feed's validators are, so that a crash loses nothing."""
        if not source.remote:
            self.state.expect(source.name, self._listed_in_file(source))
            return
        answer = self._changed(source)
        if answer is None:
            return
        if source.feed:
            entries = parse(answer.body, source.name).entries
            self.state.expect(source.name, [listed for entry in entries if (listed := _listed(entry))])
        else:
            self.state.expect(source.name, _addresses(Feed.of_bytes(source.name, answer.body)))
        self._keep_validators(source, answer)

    def _listed_in_file(self, source: Source) -> Iterator[Listed]:
        stream, size = open_file(source.name)
        with stream:
            yield from _addresses(Feed.of(source.name, stream, size))

    def _entries(self, source: Source) -> Iterator[Found | Read]:
        """The entries' own words."""
        answer = self._changed(source)
        if answer is None:
            return
        channel = parse(answer.body, source.name)
        entries = {listed.key: entry for entry in channel.entries if (listed := _listed(entry))}
        self.state.expect(source.name, [listed for entry in channel.entries if (listed := _listed(entry))])
        for item in self.state.open(source.name):
            if item.key in entries:
                yield Found(source.name, self._own_words(entries[item.key], channel, source))
            yield Read(source.name, item.key)
        self._keep_validators(source, answer)

    def _own_words(self, entry: Entry, channel: Channel, source: Source) -> Document | DocumentError:
        where = entry.address or entry.id or source.name
        unit = own_words(entry, channel, where, Options(self.pages.limits))
        return unit if isinstance(unit, DocumentError) else _completed(unit, source.outlet, None)

    def _files(self, source: Source) -> Iterator[Found | Read]:
        found = list(files(source.name))
        yield from (Found(source.name, unit) for unit in found if isinstance(unit, DocumentError))
        listed = [_stamped(path) for path in found if not isinstance(path, DocumentError)]
        self.state.expect(source.name, listed, again_after=0)
        for item in self.state.open(source.name):
            for unit in read([item.key], max_chars=self.pages.limits.max_chars):
                yield Found(source.name, _completed(unit, source.outlet, None))
            yield Read(source.name, item.key)

    def _changed(self, source: Source) -> Answer | None:
        """The answer of a server, unless it says that nothing has changed."""
        answer = self.pages.polite.get(source.name, self.state.validators(source.name))
        return None if answer.status == _NOT_MODIFIED else answer

    def _keep_validators(self, source: Source, answer: Answer) -> None:
        headers = answer.headers
        self.state.keep_validators(source.name, headers.get("etag"), headers.get("last-modified"))


def _listed(entry: Entry) -> Listed | None:
    key = entry.address or entry.id
    return Listed(key, entry.updated or entry.title or "", entry.published) if key else None


def _addresses(feed: Feed) -> Iterator[Listed]:
    """The addresses of a list, which may be packed as GDELT's are."""
    lists = members(feed) if zip_file.recognises(Head.of(feed.head)) else [feed]
    for one in lists:
        if isinstance(one, Feed):
            yield from (Listed(found, "") for found in addresses(one) if isinstance(found, str))


def _stamped(path: str) -> Listed:
    try:
        status = Path(path).stat()
    except OSError:
        return Listed(path, "")  # reading it will say what is wrong with it
    return Listed(path, f"{status.st_size} {status.st_mtime_ns}")


def _completed(unit: Document | DocumentError, outlet: str | None, published: str | None) -> Document | DocumentError:
    """The document with what its source says of it, where it does not say so itself."""
    if isinstance(unit, DocumentError):
        return unit
    meta = unit.meta
    return replace(unit, meta=replace(meta, outlet=meta.outlet or outlet, published=meta.published or published))
