"""`huitou serve`: the intake, the shipper, the worker and the pages, as one command."""

from __future__ import annotations

import importlib
import os
import resource
import socket
import sys
from pathlib import Path
from typing import Any

import click
from django.db import connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

import huitou
from huitou.doors.cli.home import home_option
from huitou.foundation import accounts, sources
from huitou.foundation.access import access_token
from huitou.foundation.processes import KeptAlive, die_with_parent
from huitou.foundation.startup import prepare, start_django
from huitou.kernel import Conflict, InvalidInput, SystemClock

_OWN_NAMES = "127.0.0.1,localhost,[::1]"
_EVERY_ADDRESS = ("0.0.0.0", "::")
# Idle connections count as well until they are closed after 30 seconds; what requests hold in
# memory is limited by the door itself.
_MOST_CONNECTIONS = 8192
_OTHER_FILES = 256
_TRY_IT = (
    '{"event":"Product Viewed","userId":"u1",'
    '"properties":{"product_id":"p1","name":"Teapot","price":48,"currency":"CNY"}}'
)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--no-worker", is_flag=True, help="Leave jobs to `huitou worker` elsewhere.")
@home_option
def command(host: str, port: int, workers: int, no_worker: bool, home: Path) -> None:
    """Run the server until it is interrupted. --workers are the processes that answer requests;
    jobs run in a process of their own.
    """
    _check_address(host, port)
    if host not in _EVERY_ADDRESS:
        os.environ.setdefault("HUITOU_ALLOWED_HOSTS", f"{_OWN_NAMES},{host}")
    folder = start_django(home)
    prepare()
    _say_hello(host, port, folder)
    # A connection to the database does not survive the fork into workers.
    connections.close_all()
    _run(host, port, workers, with_worker=not no_worker)


def _run(host: str, port: int, workers: int, *, with_worker: bool) -> None:
    beside = [KeptAlive([sys.executable, "-m", "huitou", "log", "ship", "--follow"])]
    if with_worker:
        beside.append(KeptAlive([sys.executable, "-m", "huitou", "worker"]))
    server = Granian(
        "huitou.asgi:app",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        backlog=2048,
        backpressure=_connections_allowed(),
        respawn_failed_workers=True,
        # A connection that says nothing would hold up the end; what was not answered is sent again.
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )
    for child in beside:
        server.on_startup(child.start)
    try:
        server.serve(target_loader=load_app)
    finally:
        for child in beside:
            child.stop()


def _connections_allowed() -> int:
    """How many connections a worker may hold, after asking the system for as many files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted - _OTHER_FILES


def load_app(target: str) -> Any:
    """Called in a worker: the app that `target` names, in a process that ends with its parent."""
    die_with_parent()
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def _check_address(host: str, port: int) -> None:
    """Find out before anything is started whether the address can be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise InvalidInput(
            f"{host!r} is not an address of this machine: {error.strerror}.",
            remedy="Use --host 127.0.0.1, or 0.0.0.0 for every address.",
            field="host",
        ) from None
    except OSError as error:
        raise Conflict(
            f"Port {port} of {host} cannot be opened: {error.strerror}.",
            remedy=f"End the other program, or choose another port with --port {port + 1}.",
            code="serve.port",
        ) from None


def _first_owner() -> str:
    """Until somebody works here, whoever reads this line makes the owner."""
    return "" if accounts.staff_members(limit=1) else f"start?key={access_token()}"


def _say_hello(host: str, port: int, folder: Path) -> None:
    shown = "127.0.0.1" if host in _EVERY_ADDRESS else f"[{host}]" if ":" in host else host
    base = f"http://{shown}:{port}"
    click.echo(f"huitou {huitou.__version__}, data in {folder}")
    click.echo(f"Shop: {base}/")
    click.echo(f"Console: {base}/console/{_first_owner()}")
    click.echo(f"Report: {base}/report?key={access_token()}")
    click.echo(f"Intake: {base}/v1/batch")
    if host in _EVERY_ADDRESS and "HUITOU_ALLOWED_HOSTS" not in os.environ:
        click.echo("The report answers to 127.0.0.1 only; name others in HUITOU_ALLOWED_HOSTS.")
    if not sources.list_keys():
        issued = sources.issue_key("default", clock=SystemClock())
        click.echo("A first source, default, was made. Its write key is shown this once:")
        click.echo(f"  {issued.key}")
        click.echo("Send a first event:")
        click.echo(
            f"  curl -u {issued.key}: {base}/v1/track -H 'Content-Type: application/json' "
            f"-d '{_TRY_IT}'"
        )
    sys.stdout.flush()
