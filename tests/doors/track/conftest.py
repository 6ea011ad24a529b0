"""Real servers on 127.0.0.1, asked over real HTTP. No shipper runs beside them, so what was kept is
read straight from the segments.
"""

from __future__ import annotations

import base64
import gzip
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from huitou.engine.events import Decided, EventRow, QuarantineRow
from huitou.engine.events.segments import read_segment, segments
from huitou.engine.events.ship import decided_rows


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """A running server, its data folder and one write key of its source "web"."""

    home: Path
    port: int
    key: str
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def basic(self) -> str:
        return "Basic " + base64.b64encode(f"{self.key}:".encode()).decode()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def post(self, path: str, document: Any, **headers: str) -> Answer:
        """POST a document as JSON with the server's key as Basic user. A header is named in lower
        case with underscores; authorization="" leaves the key out.
        """
        sent = {"content-type": "application/json", "authorization": self.basic}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        if sent.get("content-encoding") == "gzip" and not body.startswith(b"\x1f\x8b"):
            body = gzip.compress(body)
        return self.ask("POST", path, body, {k: v for k, v in sent.items() if v})

    def kept(self) -> Decided:
        """All rows on the disk, in the order in which they were written."""
        return decided_rows([read_segment(path) for path in segments(self.home / "segments")])

    def event(self, message_id: str) -> EventRow:
        (row,) = [row for row in self.kept().events if row.message_id == message_id]
        return row

    def aside(self, message_id: str) -> QuarantineRow:
        (row,) = [row for row in self.kept().quarantined if row.message_id == message_id]
        return row

    def keys(self, *command: str) -> str:
        """Run `huitou keys ...` on this server's folder; returns what it printed."""
        return _huitou("keys", *command, "--home", str(self.home))

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


Start = Callable[..., Server]


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start a server: of the whole ASGI app, or of the app that `target` names in this folder."""
    running: list[Server] = []

    def start(
        target: str = "huitou.asgi:app", home: Path | None = None, **environment: str
    ) -> Server:
        home = home or tmp_path_factory.mktemp("home")
        key = _huitou("keys", "issue", "web", "--home", str(home)).strip()
        port = _free_port()
        command = (
            f"-m granian --interface asgi --host 127.0.0.1 --port {port} --http 1 --no-ws "
            f"--log-level warning {target}"
        )
        process = subprocess.Popen(
            [sys.executable, *command.split()],
            env=os.environ
            | {"HUITOU_HOME": str(home), "PYTHONPATH": str(Path(__file__).parent)}
            | environment,
        )
        server = Server(home, port, key, process)
        running.append(server)
        _wait_until_up(server)
        return server

    yield start
    for server in running:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def server(start_server: Start) -> Server:
    """One server that many tests share; each uses message ids of its own."""
    return start_server()


@pytest.fixture(scope="session")
def npm_package() -> Callable[[str], Path]:
    """Install a package of the npm registry, once per machine, into a folder for tests."""

    def install(package: str) -> Path:
        npm = shutil.which("npm")
        if npm is None or shutil.which("node") is None:
            pytest.skip("node and npm are not installed")
        folder = Path(tempfile.gettempdir()) / "huitou-tests-npm" / package.replace("/", "-")
        if not (folder / "installed").exists():
            folder.mkdir(parents=True, exist_ok=True)
            command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), package]
            done = subprocess.run(command, capture_output=True, text=True, timeout=180)
            if done.returncode:
                pytest.skip(f"{package} cannot be fetched: {done.stderr.strip()[-300:]}")
            (folder / "installed").touch()
        return folder

    return install


def _huitou(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "huitou", *command], capture_output=True, text=True, check=True
    )
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(server: Server) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            if server.ask("OPTIONS", "/v1/batch").status == 204:
                return
        except OSError:
            pass
        assert server.process.poll() is None, "the server ended at its start"
        assert time.monotonic() < deadline, "the server did not start in time"
        time.sleep(0.05)
