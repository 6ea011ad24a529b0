"""A member calls the shop about her data, and support does what she could do herself."""

from __future__ import annotations

from shop_contents import places_of
from shop_story import ShopStory

EMAIL, NICKNAME = "ann@example.com", "Annie Lighthouse"


def test_support_exports_and_erases_a_member(shop: ShopStory) -> None:
    # Given a member, and one of the staff who answers the telephone
    ann = shop.comes()
    ann.signs_in(EMAIL, nickname=NICKNAME)
    sue = shop.hires("sue", "support")
    member = f"/privacy/members/{ann.member_id}"

    # When she asks what the shop knows, and not to be written to
    whole = sue.send("POST", f"{member}/export").json
    assert whole["rooms"]["members"]["nickname"] == NICKNAME
    said = {"given": False, "source": "telephone", "policy_version": "2026-07"}
    sue.does("PUT", f"{member}/consents/marketing_email", said)

    # Then she sees on her own page what was noted for her
    mine = {one["purpose"]: one for one in ann.get("/members/me/consents")}
    assert (mine["marketing_email"]["given"], mine["marketing_email"]["asked"]) == (False, True)
    assert [one["kind"] for one in ann.get("/members/me/requests")] == ["export"]

    # When she asks to be erased, and a week goes by
    asked = sue.post(f"{member}/erasure")
    assert asked["due_at"] == "2026-08-01T15:59:59Z"  # the end of that day in Shanghai
    shop.time_passes(days=7)
    shop.time_passes(hours=1)
    shop.time_passes(minutes=6)

    # Then nothing tells who she was: not even the answers that were kept for the staff
    assert places_of([EMAIL, NICKNAME]) == set()
    (request,) = sue.get("/privacy/requests?kind=erasure")["items"]
    assert (request["id"], request["state"]) == (asked["id"], "done")
    assert sue.refused("POST", f"{member}/export") == (404, "privacy.no_such_member")

    # And every step of it stands in the audit log, by her who did it
    auditor = shop.hires("vera", "auditor")
    entries = auditor.get(f"/audit?actor=staff:{sue.id}")["items"]
    assert [one["action"] for one in reversed(entries)] == [
        "staff.sign_in",
        "privacy.export",
        "privacy.consent",
        "privacy.request_erasure",
    ]
    assert auditor.get("/privacy/requests")["items"][0]["member_id"] == ann.member_id
    assert auditor.refused("POST", f"{member}/erasure") == (403, "access.not_allowed")
