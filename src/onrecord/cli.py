"""The command line: thin, pipeable, and silent unless there is something to say.

Exit status: 0 all done; 1 some inputs could not be read (each named on standard error); 2 usage or configuration error.
Heavy modules are imported inside the commands, so that ``onrecord --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.version import __version__

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="Reads diplomatic news reporting and keeps the record: **who said what, who did what to whom, on whose word, "
    "and when**. Try `onrecord demo` first.",
)


class CodeFormat(StrEnum):
    """Output formats of ``code``."""

    jsonl = "jsonl"
    table = "table"
    html = "html"


class Network(StrEnum):
    """Sizes of the events' network."""

    small = "small"
    large = "large"


class BriefFormat(StrEnum):
    """Output formats of ``brief``."""

    md = "md"
    html = "html"
    json = "json"


class FindFormat(StrEnum):
    """Output formats of ``find``."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class ListFormat(StrEnum):
    """Output formats of ``diff`` and ``actors show``."""

    table = "table"
    jsonl = "jsonl"


Inputs = Annotated[
    list[str], typer.Argument(help="Files, folders, patterns, or - for standard input.", show_default=False)
]
LedgerOption = Annotated[str, typer.Option("--ledger", "-l", help="A SQLite path or a database URL.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to standard output.")]
Published = Annotated[str | None, typer.Option(help="ISO date for documents that carry none.", metavar="DATE")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to code on.")]
Model = Annotated[str | None, typer.Option(help="An installed spaCy pipeline instead of the bundled one.")]
Dictionaries = Annotated[
    list[Path] | None,
    typer.Option("--dictionary", "-d", help="Actors of your own: CSV, YAML or PETRARCH's format. May be repeated."),
]
Events = Annotated[
    Network, typer.Option("--network", help="What finds events: large finds more, in nearly twice the time.")
]
Columns = Annotated[
    str | None,
    typer.Option(help="Which column or key is which field: text=body,title=headline.", metavar="FIELD=COLUMN,..."),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch the pages that lists of addresses and feeds name.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from private networks, too.")]
Keep = Annotated[
    Path | None,
    typer.Option(help="Append documents that are not coded here, as JSON Lines.", metavar="PATH"),
]
Gate = Annotated[
    bool, typer.Option("--gate", help="Pass over documents that by their words hold no politics; says how many.")
]
Since = Annotated[str | None, typer.Option(help="From this ISO date on (2015, 2015-04, 2015-04-02).", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Up to and with this ISO date.", metavar="DATE")]


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version and leave.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of unexpected errors.")] = False,
) -> None:
    """Options that stand before the command."""
    if debug:
        os.environ["ONRECORD_DEBUG"] = "1"


@app.command(epilog="Example: `onrecord code article.html --format table`")
def code(
    inputs: Inputs,
    format_: Annotated[
        CodeFormat | None, typer.Option("--format", "-f", help="Default: table on a terminal, else jsonl.")
    ] = None,
    published: Published = None,
    jobs: Jobs = 1,
    model: Model = None,
    network: Events = Network.small,
    dictionary: Dictionaries = None,
    columns: Columns = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    keep: Keep = None,
    gate: Gate = False,
    output: Output = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an --output that a stopped run has left.")
    ] = False,
) -> None:
    """Code documents, without a ledger: one coded document for each article."""
    from onrecord.commands import code as command

    own = tuple(dictionary or ())
    coding = command.Coding(published, jobs, model, network.value, own, columns, fetch, allow_private, keep, gate)
    command.run(inputs, format_ and format_.value, coding, output=output, resume=resume)


@app.command(epilog="Example: `onrecord add articles/ --ledger iran.db`")
def add(
    inputs: Inputs,
    ledger: LedgerOption = "onrecord.db",
    published: Published = None,
    jobs: Jobs = 1,
    model: Model = None,
    network: Events = Network.small,
    dictionary: Dictionaries = None,
    columns: Columns = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    keep: Keep = None,
    gate: Gate = False,
) -> None:
    """Code documents and add them to a ledger; safe to repeat."""
    from onrecord.commands import add as command
    from onrecord.commands.code import Coding

    own = tuple(dictionary or ())
    coding = Coding(published, jobs, model, network.value, own, columns, fetch, allow_private, keep, gate)
    command.run(inputs, ledger, coding)


cluster_app = typer.Typer(no_args_is_help=True, help="A corpus on many machines, by way of Ray.")
app.add_typer(cluster_app, name="cluster")


@cluster_app.command("code", epilog="Example: `onrecord cluster code 'cc-news/*.warc.gz' --output coded/ --workers 2`")
def cluster_code(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders or patterns that every worker reaches.", show_default=False)
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder of the datasets, which every worker reaches.")
    ],
    workers: Annotated[int | None, typer.Option(min=1, help="Default: one a core of the cluster.")] = None,
    address: Annotated[
        str | None, typer.Option(help="Of a Ray cluster that runs. Default: one on this machine, for this run.")
    ] = None,
    shard_size: Annotated[
        float, typer.Option(min=0.001, help="MiB of input that are finished or not as a whole.")
    ] = 16,
    published: Published = None,
    model: Model = None,
    network: Events = Network.small,
    dictionary: Dictionaries = None,
    columns: Columns = None,
    gate: Gate = False,
) -> None:
    """Code a corpus to Parquet datasets; the same command again goes on where it stopped."""
    from onrecord.commands import cluster as command
    from onrecord.commands.code import Coding

    coding = Coding(
        published, model=model, network=network.value, dictionaries=tuple(dictionary or ()), columns=columns, gate=gate
    )
    command.run(inputs, output, coding, command.Spreading(address, workers, shard_size))


@app.command(epilog="Example: `onrecord watch feeds.yaml --ledger iran.db`")
def watch(
    configuration: Annotated[Path, typer.Argument(help="A YAML file that lists sources.", show_default=False)],
    ledger: LedgerOption = "onrecord.db",
    once: Annotated[bool, typer.Option("--once", help="Poll what is due, then leave; for cron.")] = False,
    allow_private: AllowPrivate = False,
    state: Annotated[
        Path | None, typer.Option(help="Where to remember what was seen. Default: beside the ledger.", metavar="PATH")
    ] = None,
    model: Model = None,
    network: Events = Network.small,
    dictionary: Dictionaries = None,
) -> None:
    """Poll feeds, lists and folders, and add what is new to a ledger, until stopped."""
    from onrecord.commands import watch as command
    from onrecord.commands.code import Coding

    watching = command.Watching(state, allow_private, once)
    coding = Coding(model=model, network=network.value, dictionaries=tuple(dictionary or ()))
    command.run(configuration, ledger, coding, watching)


@app.command("import", epilog="Example: `onrecord import events.2015.tab --from icews --ledger iran.db`")
def import_(
    inputs: Inputs,
    from_: Annotated[
        str | None, typer.Option("--from", help="icews, gdelt or polecat. Default: told by each file's first row.")
    ] = None,
    ledger: LedgerOption = "onrecord.db",
) -> None:
    """Import event data of other projects, beside the record; safe to repeat."""
    from onrecord.commands import foreign as command

    command.run(inputs, ledger, from_)


@app.command(epilog="Example: `onrecord compare --ledger iran.db --actors IRN,USA --since 2015`")
def compare(
    ledger: LedgerOption = "onrecord.db",
    actors: Annotated[
        str | None, typer.Option(help="Countries: IRN for its dyads with all, IRN,USA for those between them.")
    ] = None,
    since: Since = None,
    until: Until = None,
    format_: Annotated[
        FindFormat | None, typer.Option("--format", "-f", help="Default: table on a terminal, else jsonl.")
    ] = None,
    output: Output = None,
) -> None:
    """Count the record's events beside those of imported data sets, by month, dyad and quad category."""
    from onrecord.commands import foreign as command

    command.compare(ledger, actors=actors, since=since, until=until, fmt=format_ and format_.value, output=output)


Actors = Annotated[str | None, typer.Option(help="Countries (ISO alpha-3) or names: IRN,USA.")]
Contexts = Annotated[str | None, typer.Option(help="PLOVER contexts: military,economic.")]


@app.command(epilog="Example: `onrecord brief --ledger iran.db --actors IRN,USA --since 2018`")
def brief(
    situation: Annotated[
        str | None, typer.Argument(help="A saved situation, or a title for what the options ask.", show_default=False)
    ] = None,
    ledger: LedgerOption = "onrecord.db",
    format_: Annotated[BriefFormat, typer.Option("--format", "-f", help="Markdown, a page, or data.")] = BriefFormat.md,
    since: Annotated[
        str | None,
        typer.Option(help="From this ISO date on; last: only what came since the last brief.", metavar="DATE"),
    ] = None,
    until: Until = None,
    actors: Actors = None,
    contexts: Contexts = None,
    output: Output = None,
) -> None:
    """Write a situation's brief from the record, every sentence with its evidence."""
    from onrecord.commands import brief as command

    only_new = since == command.LAST
    scope = command.scope(actors=actors, contexts=contexts, since=None if only_new else since, until=until)
    command.run(situation, ledger, scope, format_.value, only_new=only_new, output=output)


situations_app = typer.Typer(
    no_args_is_help=True, help="Scopes that are followed under a name, for briefs again and again."
)
app.add_typer(situations_app, name="situations")
Name = Annotated[str, typer.Argument(help="The situation's name.", show_default=False)]


@situations_app.command(epilog='Example: `onrecord situations save "Iran talks" --actors IRN,USA --ledger iran.db`')
def save(
    name: Name,
    ledger: LedgerOption = "onrecord.db",
    actors: Actors = None,
    contexts: Contexts = None,
    since: Since = None,
    until: Until = None,
    query: Annotated[
        str | None, typer.Option(help="Words that statements and events must have, as find takes them.")
    ] = None,
) -> None:
    """Save a scope under a name; one that bore it is superseded and stays."""
    from onrecord.commands import brief, situations

    scope = brief.scope(actors=actors, contexts=contexts, since=since, until=until, query=query)
    situations.save(ledger, name, scope)


@situations_app.command("list", epilog="Example: `onrecord situations list --ledger iran.db`")
def list_situations(ledger: LedgerOption = "onrecord.db", output: Output = None) -> None:
    """List the situations that are followed, and when the last brief of each was written."""
    from onrecord.commands import situations as command

    command.listing(ledger, output=output)


@situations_app.command(epilog='Example: `onrecord situations show "Iran talks" --ledger iran.db`')
def show(name: Name, ledger: LedgerOption = "onrecord.db", output: Output = None) -> None:
    """Show all that was saved under a name, superseded scopes too."""
    from onrecord.commands import situations as command

    command.show(ledger, name, output=output)


@situations_app.command(epilog='Example: `onrecord situations remove "Iran talks" --ledger iran.db`')
def remove(name: Name, ledger: LedgerOption = "onrecord.db") -> None:
    """Stop following a situation; its row is stamped, not deleted."""
    from onrecord.commands import situations as command

    command.remove(ledger, name)


@app.command(epilog="Example: `onrecord find sanctions --ledger iran.db --actor USA --since 2018-05`")
def find(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            help="Words to look for: sanctions, talk*, Zarif OR Kerry; in quotation marks of the shell "
            "'\"an exact phrase\"' and 'sanctions -Iran', which leaves out.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerOption = "onrecord.db",
    like: Annotated[
        str | None, typer.Option(help="A sentence of your own: finds what tells the like, best first.", metavar="TEXT")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Who said it.")] = None,
    actor: Annotated[str | None, typer.Option(help="Who did it or had it done to them.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom it was said or done.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="PLOVER event types: REJECT,THREATEN.")] = None,
    since: Since = None,
    until: Until = None,
    format_: Annotated[
        FindFormat | None, typer.Option("--format", "-f", help="Default: table on a terminal, else jsonl.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Rows at most; the total is always told.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="Rows to skip: the next page begins where one ended.")] = 0,
    rejected: Annotated[bool, typer.Option("--rejected", help="Show what people have rejected, too.")] = False,
    output: Output = None,
) -> None:
    """Search statements and events of a ledger; what several outlets quote is one row."""
    from onrecord.commands import find as command

    scope = command.scope(
        query=" ".join(query or ()),
        source=source,
        actor=actor,
        recipient=recipient,
        types=type_,
        since=since,
        until=until,
        rejected=rejected,
    )
    command.run(ledger, scope, format_ and format_.value, like=like, limit=limit, offset=offset, output=output)


@app.command(epilog="Example: `onrecord diff meridian-2015-07-14 --ledger iran.db`")
def diff(
    document: Annotated[str, typer.Argument(help="The document's id.", show_default=False)],
    ledger: LedgerOption = "onrecord.db",
    older: Annotated[
        int | None, typer.Option("--from", min=1, help="The earlier version. Default: each with the one before it.")
    ] = None,
    newer: Annotated[int | None, typer.Option("--to", min=1, help="The later version.")] = None,
    format_: Annotated[
        ListFormat | None, typer.Option("--format", "-f", help="Default: table on a terminal, else jsonl.")
    ] = None,
    output: Output = None,
) -> None:
    """Show what a document's versions have otherwise: statements, events, sentences."""
    from onrecord.commands import diff as command

    command.run(ledger, document, older, newer, format_ and format_.value, output=output)


actors_app = typer.Typer(no_args_is_help=True, help="Who is in a ledger, and people's judgements on who is who.")
app.add_typer(actors_app, name="actors")
Author = Annotated[str | None, typer.Option("--by", "--author", help="Who judges. Default: your account's name.")]
Reason = Annotated[str, typer.Option("--because", "--reason", help="Why; it is kept.", show_default=False)]
One = Annotated[str, typer.Argument(help="An actor: its id, or a name that nobody else bears.", show_default=False)]


@actors_app.command("list", epilog="Example: `onrecord actors list Zarif,USA --ledger iran.db`")
def list_actors(
    names: Annotated[str | None, typer.Argument(help="Names or countries: Zarif,USA.", show_default=False)] = None,
    ledger: LedgerOption = "onrecord.db",
    format_: Annotated[
        FindFormat | None, typer.Option("--format", "-f", help="Default: table on a terminal, else jsonl.")
    ] = None,
    output: Output = None,
) -> None:
    """List actors with the offices that reports give them, and when."""
    from onrecord.commands import actors as command

    command.show(ledger, names, format_ and format_.value, output=output)


@actors_app.command("show", epilog="Example: `onrecord actors show Zarif --ledger iran.db`")
def show_actor(
    actor: One,
    ledger: LedgerOption = "onrecord.db",
    format_: Annotated[
        ListFormat | None, typer.Option("--format", "-f", help="Default: table on a terminal, else jsonl.")
    ] = None,
    output: Output = None,
) -> None:
    """Show one actor: offices over time, names, and the reasons and judgements that made it."""
    from onrecord.commands import actors as command

    command.show_one(ledger, actor, format_ and format_.value, output=output)


@actors_app.command(epilog='Example: `onrecord actors merge "Javad Zarif" Zarif --reason "one minister" -l iran.db`')
def merge(one: One, other: One, reason: Reason, ledger: LedgerOption = "onrecord.db", author: Author = None) -> None:
    """Judge two actors to be one; it can be taken back."""
    from onrecord.commands import actors as command

    command.judge("same", ledger, one, other, author=author, reason=reason)


@actors_app.command(epilog='Example: `onrecord actors separate ac_1f... ac_2c... --reason "his brother" -l iran.db`')
def separate(one: One, other: One, reason: Reason, ledger: LedgerOption = "onrecord.db", author: Author = None) -> None:
    """Judge two actors to be different, whatever their names say."""
    from onrecord.commands import actors as command

    command.judge("different", ledger, one, other, author=author, reason=reason)


@actors_app.command(epilog='Example: `onrecord actors withdraw jd_5e... --reason "a slip" --ledger iran.db`')
def withdraw(
    judgement: Annotated[str, typer.Argument(help="The judgement's id.", show_default=False)],
    reason: Reason,
    ledger: LedgerOption = "onrecord.db",
    author: Author = None,
) -> None:
    """Take a judgement back; what was added since stays."""
    from onrecord.commands import actors as command

    command.withdraw(ledger, judgement, author=author, reason=reason)


@actors_app.command(epilog="Example: `onrecord actors judgements --ledger iran.db`")
def judgements(ledger: LedgerOption = "onrecord.db", output: Output = None) -> None:
    """List all judgements, those withdrawn too."""
    from onrecord.commands import actors as command

    command.judgements(ledger, output=output)


review_app = typer.Typer(no_args_is_help=True, help="People's verdicts on records: right, wrong, or to be corrected.")
app.add_typer(review_app, name="review")
Records = Annotated[
    list[str], typer.Argument(metavar="ID...", help="Statements, events, or mentions of events.", show_default=False)
]
Event = Annotated[str, typer.Argument(help="An event, or a mention of one.", show_default=False)]
Names = Annotated[str | None, typer.Option(help="Ids or names: Iran,John Kerry. Empty for nobody.", show_default=False)]


@review_app.command("next", epilog="Example: `onrecord review next --ledger iran.db --actor IRN`")
def next_review(
    ledger: LedgerOption = "onrecord.db",
    actor: Annotated[str | None, typer.Option(help="Who did it or had it done to them.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="PLOVER event types: REJECT,THREATEN.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, help="Events shown, where standard output is no terminal.")] = 1,
    author: Author = None,
    reason: Annotated[
        str | None, typer.Option("--because", "--reason", help="Why, for the whole session. Default: asked each time.")
    ] = None,
) -> None:
    """Show the least certain event that nobody has reviewed; on a terminal, review one after the other by key."""
    from onrecord.commands import review as command
    from onrecord.commands.find import scope

    asked = scope(actor=actor, types=type_, since=since, until=until)
    command.show_next(ledger, asked, author=author, reason=reason, limit=limit)


@review_app.command(epilog='Example: `onrecord review accept ev_1f... --because "read it" --ledger iran.db`')
def accept(ids: Records, reason: Reason, ledger: LedgerOption = "onrecord.db", author: Author = None) -> None:
    """Say that records are right as they are."""
    from onrecord.commands import review as command

    command.decide("accept", ledger, ids, {}, author=author, reason=reason)


@review_app.command(epilog='Example: `onrecord review reject st_1f... --because "not his words" --ledger iran.db`')
def reject(ids: Records, reason: Reason, ledger: LedgerOption = "onrecord.db", author: Author = None) -> None:
    """Say that records are wrong: they vanish from the record, but for `find --rejected`."""
    from onrecord.commands import review as command

    command.decide("reject", ledger, ids, {}, author=author, reason=reason)


@review_app.command(
    epilog='Example: `onrecord review correct ev_1f... --date 2015-03-30 --because "the day of the talks" -l iran.db`'
)
def correct(
    ids: Records,
    reason: Reason,
    ledger: LedgerOption = "onrecord.db",
    author: Author = None,
    type_: Annotated[str | None, typer.Option("--type", help="A PLOVER type.", show_default=False)] = None,
    date: Annotated[str | None, typer.Option(help="2015-03-30. Empty for unknown.", show_default=False)] = None,
    factuality: Annotated[str | None, typer.Option(help="FactBank: CT+, PR-, Uu.", show_default=False)] = None,
    actors: Names = None,
    recipients: Names = None,
    source: Names = None,
    kind: Annotated[str | None, typer.Option(help="direct, mixed or indirect.", show_default=False)] = None,
    act: Annotated[str | None, typer.Option(help="says, denies, threatens ...", show_default=False)] = None,
) -> None:
    """Say what fields of records should be: an event's first five, a statement's last three."""
    from onrecord.commands import review as command

    given = {
        "type": type_,
        "date": date,
        "factuality": factuality,
        "actors": actors,
        "recipients": recipients,
        "source": source,
        "kind": kind,
        "act": act,
    }
    command.decide("correct", ledger, ids, given, author=author, reason=reason)


@review_app.command(epilog='Example: `onrecord review same ev_1f... ev_2c... --because "one meeting" --ledger iran.db`')
def same(one: Event, other: Event, reason: Reason, ledger: LedgerOption = "onrecord.db", author: Author = None) -> None:
    """Say that two events are one."""
    from onrecord.commands import review as command

    command.pair("same", ledger, one, other, author=author, reason=reason)


@review_app.command(epilog='Example: `onrecord review different em_1f... em_2c... --because "two calls" -l iran.db`')
def different(
    one: Event, other: Event, reason: Reason, ledger: LedgerOption = "onrecord.db", author: Author = None
) -> None:
    """Say that two events, or two mentions of what looks like one, are not the same."""
    from onrecord.commands import review as command

    command.pair("different", ledger, one, other, author=author, reason=reason)


@review_app.command("withdraw", epilog='Example: `onrecord review withdraw rv_5e... --because "a slip" -l iran.db`')
def withdraw_review(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of reviews.", show_default=False)],
    reason: Reason,
    ledger: LedgerOption = "onrecord.db",
    author: Author = None,
) -> None:
    """Take reviews back; what was added since stays."""
    from onrecord.commands import review as command

    command.withdraw(ledger, ids, author=author, reason=reason)


@review_app.command(epilog="Example: `onrecord review replay before.db --ledger iran.db`")
def replay(
    other: Annotated[str, typer.Argument(help="The ledger that has the reviews.", show_default=False)],
    ledger: LedgerOption = "onrecord.db",
) -> None:
    """Take over the reviews of another ledger, say one of the same documents before they were coded anew."""
    from onrecord.commands import review as command

    command.replay(ledger, other)


@review_app.command("list", epilog="Example: `onrecord review list --ledger iran.db`")
def list_reviews(ledger: LedgerOption = "onrecord.db", output: Output = None) -> None:
    """List all reviews, those withdrawn too, and those whose record is no longer found."""
    from onrecord.commands import review as command

    command.list_all(ledger, output=output)


@app.command(epilog="Example: `onrecord export --ledger iran.db --to csv --what statements --output statements.csv`")
def export(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="jsonl, csv, codebook (of csv), parquet, plover, gdelt, polecat, ftm or jsonld.",
            show_default=False,
        ),
    ],
    ledger: LedgerOption = "onrecord.db",
    what: Annotated[
        str,
        typer.Option(
            help="events, statements, utterances, accounts, agreements, commitments, positions, series, actors or "
            "documents; of gdelt also mentions. What a format does not have is refused with what it has."
        ),
    ] = "events",
    output: Output = None,
) -> None:
    """Take the record away in another program's format."""
    from onrecord.commands import export as command

    command.run(ledger, to, what, output=output)


@app.command(epilog="Example: `onrecord serve --ledger iran.db --port 8000`")
def serve(
    ledger: LedgerOption = "onrecord.db",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 8000,
    host: Annotated[str, typer.Option(help="Anything but this machine itself needs --token.")] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(envvar="ONRECORD_TOKEN", help="What people enter with. Default, on this machine: a new one."),
    ] = None,
) -> None:
    """Serve the workbench: the record in a browser, to look, check and correct."""
    from onrecord.commands import serve as command

    command.run(ledger, host=host, port=port, token=token)


@app.command(epilog="Example: `onrecord mcp --ledger iran.db`")
def mcp(ledger: LedgerOption = "onrecord.db") -> None:
    """Answer a language model's questions over standard input and output (Model Context Protocol)."""
    from onrecord.commands import mcp as command

    command.run(ledger)


@app.command(epilog="Example: `onrecord demo --ledger demo.db`")
def demo(
    ledger: Annotated[
        str | None,
        typer.Option("--ledger", "-l", help="A path where there is nothing yet. Default: a fresh onrecord-demo.db."),
    ] = None,
    jobs: Jobs = 1,
) -> None:
    """Code the sample corpus into a fresh ledger and print its brief."""
    from onrecord.commands import demo as command

    command.run(ledger, jobs=jobs)


@app.command(epilog="Example: `onrecord evaluate attribution --data ../shared`")
def evaluate(
    what: Annotated[str, typer.Argument(help="attribution, times, actors or events.", show_default=False)],
    data: Annotated[Path, typer.Option(help="The folder that holds the gold data and the scorers.")] = Path(
        "../shared"
    ),
    part: Annotated[str, typer.Option(help="Which part of the gold: dev or train.")] = "dev",
    jobs: Jobs = 1,
    network: Events = Network.small,
) -> None:
    """Code gold data and print the scorer's figures."""
    from onrecord.commands import evaluate as command

    command.run(what, data, part, jobs=jobs, network=network.value)


@app.command(epilog="Example: `onrecord schema --output coded-document.schema.json`")
def schema(output: Output = None) -> None:
    """Print the JSON Schema of a coded document."""
    from onrecord.commands import schema as command

    command.run(output=output)


@app.command(epilog="Example: `onrecord doctor`")
def doctor() -> None:
    """Say what is installed and whether it works."""
    from onrecord.commands import doctor as command

    command.run()


def run() -> None:
    """The console script: turns errors into one line and an exit status."""
    from onrecord.commands.status import guarded

    sys.exit(guarded(lambda: app(standalone_mode=False)))
