"""The root command. A command's module is loaded only when it is called, so that `huitou --help`
and shell completion stay quick; an expected error becomes a sentence and a non-zero exit.
"""

from __future__ import annotations

import importlib
import sys

import click

import huitou
from huitou.kernel import HuitouError

# name: (module under huitou.doors.cli, one line of help). Each module has one `command`.
COMMANDS = {
    "import": ("import_file", "Read a file of orders or events into the log."),
    "report": ("report", "Write the retention report of a file or of the log, as one HTML page."),
    "query": ("query", "Ask the event log: retention, funnels, paths, cohorts and more."),
    "serve": ("serve", "Run the server: event intake, the shipper and the report over the log."),
    "worker": ("worker", "Run jobs and schedules, as `huitou serve` does by itself."),
    "migrate": ("migrate", "Bring the tables up to date."),
    "seed": ("seed", "Fill an empty shop with sample goods."),
    "doctor": ("doctor", "Say whether everything is sound, and what to do if not."),
    "backup": ("backup", "Write everything into one file."),
    "restore": ("restore", "Bring a backup back into an empty data folder."),
    "vault": ("vault", "Make a new key for personal data, and move the data to it."),
    "staff": ("staff", "Add staff, list them, and give somebody a new password."),
    "keys": ("keys", "Issue, list and revoke the write keys of sources."),
    "log": ("log", "Look after the event log: ship, compact, erase a person, verify."),
    "catalogue": ("catalogue", "Import and export products with their variants and prices."),
    "cohorts": ("cohorts", "Save cohorts of people as predicates with versions."),
    "index": ("index", "Look after the activity index: rebuild, check, show."),
    "persons": ("persons", "Merge two people, undo a merge, list refused merges."),
    "sample": ("sample", "Write a generated shop year to try things on."),
    "demo": ("demo", "Generate a shop year, import it and write its report, in one go."),
}


class LazyCommands(click.Group):
    """A click group that knows its commands' names before it loads them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"huitou.doors.cli.{COMMANDS[name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(huitou.__version__, prog_name="huitou")
def huitou_command() -> None:
    """huitou (回头): who comes back, who leaves, and what to do about it."""


def main() -> None:
    """Run the command line; never shows a traceback for an error that a person can cause."""
    try:
        huitou_command(prog_name="huitou")
    except HuitouError as error:
        click.echo(f"huitou: {error.message}\n  {error.remedy}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"huitou: {where}{error.strerror or error}.", err=True)
        click.echo("  Check the path, the permissions and the free space of the disk.", err=True)
        sys.exit(2)
