"""Where huitou keeps its data: one option for every command."""

from __future__ import annotations

from pathlib import Path

import click

home_option = click.option(
    "--home",
    type=click.Path(path_type=Path),
    envvar="HUITOU_HOME",
    default=Path("huitou-data"),
    show_default=True,
    help="The folder with huitou's data (also HUITOU_HOME).",
)
