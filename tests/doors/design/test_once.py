"""Forms that are done once: by hand, with a handler that counts."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from huitou.doors.design import done_once, go_to, new_form_key
from huitou.doors.design.forms import FIELD
from huitou.foundation.actors import Actor
from huitou.kernel import HuitouError

pytestmark = pytest.mark.usefixtures("tables")
SHE, HE = Actor("member", "she"), Actor("member", "he")


class Counted:
    """A handler, and how often it was really called; `status` is its next answer's."""

    def __init__(self) -> None:
        self.times, self.status = 0, 303
        self.who = SHE
        self.handler = done_once(lambda request: self.who, whole=True)(self._handled)

    def send(self, key: str, name: str = "tea", picture: bytes | None = None) -> HttpResponse:
        form: dict[str, object] = {FIELD: key, "name": name, "csrfmiddlewaretoken": new_form_key()}
        if picture is not None:
            form["picture"] = SimpleUploadedFile("a.png", picture)
        return self.handler(RequestFactory().post("/things", form))

    def _handled(self, request: HttpRequest) -> HttpResponse:
        self.times += 1
        if self.status != 303:
            return HttpResponse("again", status=self.status)
        return go_to(f"/things/{self.times}")


@pytest.fixture
def counted() -> Counted:
    return Counted()


def test_what_comes_twice_is_done_once_and_answered_the_same(counted: Counted) -> None:
    key = new_form_key()
    answers = [counted.send(key, picture=b"one") for _ in range(3)]
    assert counted.times == 1
    assert {(one.status_code, one["Location"]) for one in answers} == {(303, "/things/1")}


def test_another_key_or_another_shopper_is_another_form(counted: Counted) -> None:
    key = new_form_key()
    counted.send(key)
    counted.send(new_form_key())
    counted.who = HE
    counted.send(key)
    assert counted.times == 3


@pytest.mark.parametrize("other", [{"name": "coffee"}, {"picture": b"two"}])
def test_a_key_is_for_one_content(counted: Counted, other: dict[str, object]) -> None:
    key = new_form_key()
    counted.send(key, picture=b"one")
    with pytest.raises(HuitouError) as refused:
        counted.send(key, **({"picture": b"one"} | other))  # type: ignore[arg-type]
    assert refused.value.code == "idempotency.key_reused"
    assert counted.times == 1


def test_a_form_that_is_shown_again_may_be_sent_again(counted: Counted) -> None:
    key = new_form_key()
    counted.status = 422
    assert counted.send(key).status_code == 422
    counted.status = 303
    assert counted.send(key, name="better")["Location"] == "/things/2"


def test_a_form_without_a_key_is_refused(counted: Counted) -> None:
    with pytest.raises(HuitouError):
        counted.send("guess")
    assert counted.times == 0
