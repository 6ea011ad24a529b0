"""What is done with a person: shown for a reason, frozen, asked, erased, handed over."""

from __future__ import annotations

import pytest

from huitou.commerce import members
from huitou.foundation import audit, privacy
from whole_desk import PHONE, STREET, Hired, Trade, read, send

TABS = ("", "?show=timeline", "?show=orders", "?show=identity", "?show=data")
# What nobody may read without having said why.
HIDDEN = (PHONE, STREET, "小安", "王小安", "ann@example.com", "203.0.113.9")
REASON = "the parcel came back, call the customer"


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        ("phone", f"+86{PHONE}"),
        ("profile", "小安"),
        ("address?of={address}", STREET),
        ("trait?of=email", "ann@example.com"),
    ],
)
def test_what_is_hidden_is_shown_once_for_a_reason(
    trade: Trade, hired: Hired, what: str, shown: str
) -> None:
    agent = hired("support")
    (address,) = members.masked_addresses_of(trade.ann.id)
    place = f"{trade.person}/reveal/{what.format(address=address.id)}"
    asks = agent.get(place)
    assert asks["Cache-Control"] == "no-store"
    assert shown not in asks.content.decode()
    refused = agent.post(place, {"reason": "  "}, headers={"Accept-Language": "en"})
    assert refused.status_code == 422
    assert "Say why you need it" in refused.content.decode()
    assert audit.entries(subject=trade.ann.id) == []

    told = agent.post(place, {"reason": REASON})
    assert told.status_code == 200
    assert shown in told.content.decode()
    assert told["Cache-Control"] == "no-store"
    assert shown not in told.content.decode().partition("</title>")[0]
    (entry,) = audit.entries(subject=trade.ann.id)
    assert (entry.action, entry.detail["why"]) == ("personal.reveal", REASON)
    # Asked again it is said again, and noted again: nothing is kept.
    agent.post(place, {"reason": REASON})
    assert len(audit.entries(subject=trade.ann.id)) == 2
    assert REASON in read(agent, f"{trade.person}?show=data")


def test_a_member_is_frozen_and_let_in_again(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    place = f"{trade.person}/do/freeze"
    assert "Why?" in read(agent, place)
    refused = send(agent, place, reason="")
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.content.decode()
    done = send(agent, place, reason="stolen card")
    assert (done.status_code, done["Location"]) == (303, trade.person)
    page = read(agent, trade.person)
    assert "This member is frozen" in page
    assert "frozen and signed out everywhere" in page  # the toast
    assert send(agent, f"{trade.person}/do/unfreeze", reason="it was hers").status_code == 303
    assert members.profile(trade.ann.id).status == "active"


def test_consent_is_noted_by_staff(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    place = f"{trade.person}/do/consent?of=marketing_sms"
    assert "By telephone" in read(agent, place)
    assert send(agent, place, source="telephone", policy_version="3").status_code == 422
    said = {"given": "yes", "source": "telephone", "policy_version": "3"}
    assert send(agent, place, **said)["Location"] == f"{trade.person}?show=data"
    assert privacy.allows(trade.ann.id, "marketing_sms")
    assert "telephone, 3" in read(agent, f"{trade.person}?show=data")


def test_an_erasure_wants_its_word_and_can_be_taken_back(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    place = f"{trade.person}/do/erase"
    assert send(agent, place, word="yes").status_code == 422
    assert privacy.data_requests(member_id=trade.ann.id) == []
    assert send(agent, place, word="erase").status_code == 303
    (request,) = privacy.data_requests(member_id=trade.ann.id)
    assert "Due by law" in read(agent, f"{trade.person}?show=data")
    assert send(agent, f"{trade.person}/do/keep?of={request.id}").status_code == 303
    (request,) = privacy.data_requests(member_id=trade.ann.id)
    assert request.state == "taken_back"


def test_the_copy_of_all_data_is_a_file_that_is_kept_nowhere(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    assert "one JSON file" in read(agent, f"{trade.person}/export")
    file = agent.post(f"{trade.person}/export")
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Cache-Control"] == "no-store"
    assert STREET in file.content.decode()
    assert [one.action for one in audit.entries(subject=trade.ann.id)] == ["privacy.export"]
    assert hired("operator").post(f"{trade.person}/export").status_code == 403
