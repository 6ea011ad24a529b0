"""`huitou query`: one sub-command for every family of questions.

The families are known here by name alone; the one that is asked is loaded when it is called.
"""

from __future__ import annotations

import click

# name: one line of help. A test holds this against the families that there are.
FAMILIES = {
    "retention": "Of the people who did one thing, how many did another k periods later.",
    "stickiness": "On how many days (weeks, ..) of a range people were active.",
    "lifecycle": "Who is new, returning, resurrecting or dormant, by period.",
    "engagement": "How many are active a day, a week, a month; sessions and dwell.",
    "funnel": "How many people take each step in time, and how long it takes them.",
    "paths": "Where people go from step to step.",
    "cohort": "Who is in a group of people that a rule describes.",
    "customer_value": "What customers are worth, by their first purchase.",
    "growth": "How people bring people: stages, K, waits, the spread tree.",
    "drivers": "Which early behaviour goes with coming back.",
    "groups": "What people of each age, place, channel, .. do and buy.",
}


class FamilyCommands(click.Group):
    """A click group that makes a family's command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(FAMILIES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in FAMILIES:
            return None
        from huitou.doors.cli.query_command import command_of

        return command_of(name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Questions"):
            formatter.write_dl(list(FAMILIES.items()))


@click.command("query", cls=FamilyCommands)
def command() -> None:
    """Ask the event log a question.

    Every answer says what it counted and as of which version of the log; asked again with --as-of
    and that version it is the same, whatever has arrived since. `huitou query QUESTION --help`
    explains a question and its options.
    """
