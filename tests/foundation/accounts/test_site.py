"""The operators' lists and forms open to staff, each as far as the roles go."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client, override_settings

from huitou.foundation import accounts, audit
from huitou.foundation.accounts.models import Account
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock

PASSWORD = "four green teapots"
SIGN_IN = "/admin/login/?next=/admin/"
LIST = "/admin/accounts/account/"

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def here() -> object:
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        yield


def signed_in(login: str, password: str = PASSWORD) -> Client:
    browser = Client()
    browser.post(SIGN_IN, {"username": login, "password": password})
    return browser


def let_in(login: str, roles: list[str], owner: Actor, clock: FakeClock) -> accounts.StaffMember:
    return accounts.create_staff(login, PASSWORD, roles, actor=owner, clock=clock)


def test_an_owner_signs_in_and_sees_the_lists(owner: Actor) -> None:
    browser = signed_in("li.wei")

    assert browser.get("/admin/").status_code == 200
    assert "li.wei" in browser.get(LIST).content.decode()
    assert browser.get("/admin/accounts/account/add/").status_code == 403
    assert browser.get(f"{LIST}{owner.id}/delete/").status_code == 403
    assert audit.entries()[0].action == "staff.sign_in"


@pytest.mark.parametrize(
    ("roles", "status"), [([], 302), (["analyst"], 403), (["auditor"], 200), (["owner"], 200)]
)
def test_a_list_is_for_who_may_read_it(
    owner: Actor, clock: FakeClock, roles: list[str], status: int
) -> None:
    let_in("ann", roles, owner, clock)
    assert signed_in("ann").get(LIST).status_code == status


def test_without_a_session_there_is_only_the_way_in(owner: Actor) -> None:
    answer = Client().get(LIST)
    assert (answer.status_code, answer.headers["Location"][:13]) == (302, "/admin/login/")
    assert signed_in("li.wei", "wrong").get(LIST).status_code == 302


def test_a_member_with_an_account_is_not_let_in(owner: Actor) -> None:
    browser = Client()
    browser.force_login(Account.objects.create())
    assert browser.get("/admin/").status_code == 302


def test_who_is_let_go_is_out_at_once(owner: Actor, clock: FakeClock) -> None:
    ann = let_in("ann", ["auditor"], owner, clock)
    browser = signed_in("ann")
    accounts.deactivate(ann.id, actor=owner, clock=clock)
    assert browser.get(LIST).status_code == 302


def test_passwords_are_not_tried_for_ever(owner: Actor) -> None:
    for _ in range(10):
        signed_in("li.wei", "wrong")
    assert signed_in("li.wei").get(LIST).status_code == 302


def test_what_a_form_changes_is_noted(owner: Actor) -> None:
    kind = ContentType.objects.get_for_model(Account)
    LogEntry.objects.create(
        user_id=owner.id, content_type=kind, object_id="x1", object_repr="x", action_flag=CHANGE
    )
    (entry, _) = audit.entries()
    assert (entry.actor, entry.action, entry.subject) == (str(owner), "form.change", "account:x1")


def test_no_action_deletes_many_rows(owner: Actor) -> None:
    assert "delete_selected" not in signed_in("li.wei").get(LIST).content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("admin/css/base.css", 200),
        ("admin/css/none.css", 404),
        ("../admin.py", 404),
        ("..%2f..%2fsettings.py", 404),
    ],
)
def test_style_sheets_come_from_djangos_folder_alone(path: str, status: int) -> None:
    answer = Client().get(f"/static/{path}")
    assert answer.status_code == status
