"""What a page may load, and other headers."""

from __future__ import annotations

import pytest
from django.test import Client

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; manifest-src 'self'; worker-src 'self'"
)


def test_a_page_of_ours_loads_nothing_from_elsewhere_and_nothing_inline(staff: Client) -> None:
    answer = staff.get("/console/design/")
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == STRICT
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_so_does_a_page_that_there_is_not(stranger: Client) -> None:
    assert stranger.get("/nowhere")["Content-Security-Policy"] == STRICT


def test_the_admin_has_a_policy_that_its_scripts_need(staff: Client) -> None:
    policy = staff.get("/admin/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline';" in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy


@pytest.mark.usefixtures("tables")
def test_the_report_is_one_file_and_fetches_nothing(stranger: Client) -> None:
    from huitou.foundation.access import access_token

    stranger.get(f"/report?key={access_token()}")
    policy = stranger.get("/report")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'unsafe-inline'; style-src")
    assert "connect-src" not in policy


def test_what_is_no_page_has_no_policy(stranger: Client) -> None:
    assert "Content-Security-Policy" not in stranger.get("/healthz")
