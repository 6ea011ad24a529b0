"""Starting Django, for every process that needs the tables: the server, its workers, a command."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def start_django(home: Path | None = None) -> Path:
    """Start Django over the data folder `home` (else $HUITOU_HOME, else ./huitou-data) and return
    the folder. The choice is left in the environment, where child processes find it.
    """
    if home is not None:
        os.environ["HUITOU_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitou.settings")
    django.setup()
    folder: Path = settings.HOME
    return folder


def prepare() -> None:
    """Bring the tables up to date. Processes that start at once wait here for the first."""
    with (settings.HOME / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("migrate", interactive=False, verbosity=0)


def pending_migrations() -> list[str]:
    """What `prepare` would apply, by name, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
