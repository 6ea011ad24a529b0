"""`huitou backup` and `huitou restore`: there and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from shop_folder import huitou, within


def test_a_shop_comes_back_sound(home: Path, tmp_path: Path) -> None:
    within(
        home,
        """
from huitou.foundation.webhooks.models import Endpoint
with transaction.atomic():
    facts.say_fact("Cart Viewed", {}, clock=now(), member_id="ann")
facts.ship_facts(clock=now())
facts.deliver_facts(clock=now())
Endpoint.objects.create(id="e", url="https://x", secret="said", created_at=now().now())
""",
    )
    file, other = tmp_path / "shop.tar", tmp_path / "other"
    saved = huitou(home, "backup", str(file))
    assert (saved.returncode, saved.stderr) == (0, "")
    assert saved.stdout.startswith(f"{file}: the database and ")

    back = huitou(other, "restore", str(file))
    assert back.returncode == 0, back.stderr
    assert f"{other} is as it was at 20" in back.stdout
    within(
        other,
        """
from huitou.foundation.webhooks.models import Endpoint
assert Endpoint.objects.get().secret == "said"
""",
    )
    doctor = huitou(other, "doctor", "--thorough")
    assert doctor.returncode == 0, doctor.stdout

    again = huitou(other, "restore", str(file))
    assert (again.returncode, "is not empty" in again.stderr) == (2, True)
    twice = huitou(home, "backup", str(file))
    assert (twice.returncode, "exists already" in twice.stderr) == (2, True)


def test_what_is_kept_elsewhere_is_told(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUITOU_SECRET_KEY", "elsewhere")

    done = huitou(home, "backup", str(tmp_path / "shop.tar"))

    assert "HUITOU_SECRET_KEY and not in the backup" in done.stderr


def test_a_file_that_is_no_backup_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "shop.tar"
    for text in (b"", b"no tar at all"):
        file.write_bytes(text)
        done = huitou(tmp_path / "home", "restore", str(file))
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert "is not a backup" in done.stderr
    gone = huitou(tmp_path / "home", "restore", str(tmp_path / "gone.tar"))
    assert (gone.returncode, "Traceback" in gone.stderr) == (2, False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shop.tar"]
