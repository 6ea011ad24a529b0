"""Segments: whole records only, whatever happened to the file."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.engine.events import GroupCommit
from huitou.engine.events.segments import (
    SegmentWriter,
    is_sealed,
    read_segment,
    remove_segments,
    segments,
)
from huitou.kernel import StorageRefused, SystemClock

CLOCK = SystemClock()
some_records = st.lists(st.binary(min_size=1, max_size=50), max_size=8)


def written(folder: Path, records: list[bytes]) -> Path:
    writer = SegmentWriter(folder, CLOCK)
    writer.write(records)
    writer.close()
    return writer.path


@given(records=some_records)
def test_what_was_written_is_read(
    records: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = read_segment(written(tmp_path_factory.mktemp("s"), records))
    assert list(content.records) == records
    assert not content.torn


@given(records=some_records, data=st.data())
def test_a_cut_file_gives_the_whole_records_before_the_cut(
    records: list[bytes], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.mktemp("s"), records)
    size = path.stat().st_size
    cut = data.draw(st.integers(0, size))
    os.truncate(path, cut)
    content = read_segment(path)
    ends = [size - sum(len(r) + 8 for r in records[n:]) for n in range(len(records) + 1)]
    assert list(content.records) == records[: sum(end <= cut for end in ends[1:])]
    assert content.torn == (cut > ends[0] and cut not in ends)


def test_a_flipped_bit_ends_the_segment_and_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, [b"first", b"second"])
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert read_segment(path).records == (b"first",)
    assert read_segment(path).torn


def test_zeros_after_a_power_cut_are_no_record(tmp_path: Path) -> None:
    path = written(tmp_path, [b"first"])
    with path.open("ab") as file:
        file.write(bytes(64))
    assert read_segment(path).records == (b"first",)


def test_a_segment_is_sealed_once_its_writer_is_gone(tmp_path: Path) -> None:
    writer = SegmentWriter(tmp_path, CLOCK)
    assert not is_sealed(writer.path)
    writer.close()
    assert is_sealed(writer.path)


def test_a_killed_writer_leaves_a_sealed_segment(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from huitou.kernel import SystemClock;"
        "from huitou.engine.events.segments import SegmentWriter;"
        "w = SegmentWriter(Path(sys.argv[1]), SystemClock()); w.write([b'kept']);"
        "print('written', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "written\n"
    (path,) = segments(tmp_path)
    assert not is_sealed(path)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert is_sealed(path)
    assert read_segment(path).records == (b"kept",)


def test_torn_segments_are_set_aside_and_whole_ones_go(tmp_path: Path) -> None:
    whole, torn = written(tmp_path, [b"a"]), written(tmp_path, [b"b"])
    remove_segments([whole, torn], [torn])
    assert segments(tmp_path) == []
    assert [path.name for path in segments(tmp_path / "torn")] == [torn.name]


def test_group_commit_answers_only_what_is_on_disk(tmp_path: Path) -> None:
    commit = GroupCommit(tmp_path, CLOCK, max_bytes=1000)
    answers: list[StorageRefused | None] = []
    all_in = threading.Event()

    def done(refusal: StorageRefused | None) -> None:
        answers.append(refusal)
        if len(answers) == 50:
            all_in.set()

    for number in range(50):
        commit.submit(b"%040d" % number, done)
    assert all_in.wait(10)
    on_disk = [record for path in segments(tmp_path) for record in read_segment(path).records]
    assert on_disk == [b"%040d" % number for number in range(50)]
    assert answers == [None] * 50
    commit.close()
    assert commit.pending_bytes == 0
    assert all(is_sealed(path) for path in segments(tmp_path))


def test_an_idle_segment_is_sealed_by_age(tmp_path: Path) -> None:
    commit = GroupCommit(tmp_path, CLOCK, max_age=0.1)
    written_ = threading.Event()
    commit.submit(b"x", lambda _: written_.set())
    assert written_.wait(10)
    (path,) = segments(tmp_path)
    for _ in range(100):
        if is_sealed(path):
            break
        threading.Event().wait(0.05)
    assert is_sealed(path)
    commit.close()


def refuse_after(limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def test_a_disk_that_refuses_keeps_nothing_of_the_refused(tmp_path: Path) -> None:
    """The kernel refuses the write in mid-record, as a full disk does."""
    program = (
        "import sys, threading; from pathlib import Path; from huitou.kernel import SystemClock;"
        "from huitou.engine.events import GroupCommit;"
        "c = GroupCommit(Path(sys.argv[1]), SystemClock());\n"
        "for size in (100, 100000, 200):\n"
        "    e = threading.Event(); out = []\n"
        "    c.submit(b'x' * size, lambda r: (out.append(r), e.set())); e.wait()\n"
        "    print(size, out[0].code if out[0] else 'kept', flush=True)\n"
        "c.close()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        preexec_fn=lambda: refuse_after(4096),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split("\n")[:3] == ["100 kept", "100000 storage_refused", "200 kept"]
    kept = [len(record) for path in segments(tmp_path) for record in read_segment(path).records]
    assert kept == [100, 200]
    assert not any(read_segment(path).torn for path in segments(tmp_path))
