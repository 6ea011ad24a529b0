"""What a gateway posts: believed when it is signed, booked once."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from huitou.commerce import payments
from huitou.commerce.payments import CallbackScript, Faults, SimulatedGateway
from huitou.commerce.payments.models import Booking, Charge, InboxNotice
from huitou.kernel import NotFound, Unauthorized
from payments_shop import PaymentsShop, balances


def test_sspanel_uim_2336_a_repeated_notice_is_booked_once(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number, callback=CallbackScript(copies=20))
    assert shop.post() == 20  # each is acknowledged, or it would be posted for ever
    assert shop.till.told == [("captured", "o1")]
    assert (Charge.objects.count(), InboxNotice.objects.count()) == (1, 1)
    assert balances()["gateway:simulated"] == 10000


def test_v2board_374_a_repeated_callback_after_a_refund_pays_nothing_again(
    shop: PaymentsShop,
) -> None:
    started = shop.start()
    shop.gateway.pay(started.number)
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    shop.receive(callback.headers, callback.body)
    shop.refund(started, "100.00")
    shop.send()
    shop.receive(callback.headers, callback.body)
    assert shop.state(started) == "refunded"
    assert shop.till.told == [("captured", "o1"), ("refunded", "o1")]
    assert balances() == {}


def test_spree_13938_a_callback_and_a_query_are_one_payment(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number, callback=CallbackScript(delay=timedelta(minutes=1)))
    shop.clock.advance(timedelta(seconds=30))
    assert payments.poll_payments(clock=shop.clock) == 1
    assert shop.state(started) == "captured"
    shop.clock.advance(timedelta(minutes=1))
    assert shop.post() == 1
    assert Charge.objects.count() == 1
    assert shop.till.told == [("captured", "o1")]


def test_a_lost_callback_is_asked_for_after_30_seconds(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number, callback=CallbackScript(copies=0))
    shop.clock.advance(timedelta(seconds=29))
    assert payments.poll_payments(clock=shop.clock) == 0
    shop.clock.advance(timedelta(seconds=1))
    assert payments.poll_payments(clock=shop.clock) == 1
    assert shop.state(started) == "captured"
    assert payments.poll_payments(clock=shop.clock) == 0


@pytest.mark.parametrize("change", ["signature", "timestamp", "body", "absent"])
def test_a_forged_callback_is_refused(shop: PaymentsShop, change: str) -> None:
    started = shop.start()
    shop.gateway.pay(started.number)
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    headers, body = dict(callback.headers), callback.body
    if change == "signature":
        headers["x-simulated-signature"] = "0" * 64
    elif change == "timestamp":
        headers["x-simulated-timestamp"] = "1"
    elif change == "body":
        body = body.replace(b"10000", b"1")
    else:
        headers = {}
    with pytest.raises(Unauthorized):
        shop.receive(headers, body)
    assert shop.state(started) == "started"
    assert not InboxNotice.objects.exists()


def test_an_old_callback_is_refused_however_well_it_is_signed(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number)
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    shop.clock.advance(timedelta(minutes=5, seconds=1))
    with pytest.raises(Unauthorized):
        shop.receive(callback.headers, callback.body)


def test_headers_are_found_in_any_case(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number)
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    ack = shop.receive({k.upper(): v for k, v in callback.headers.items()}, callback.body)
    assert (ack.body, ack.content_type, ack.status) == (b"success", "text/plain", 200)


def test_an_unknown_gateway_or_number(shop: PaymentsShop) -> None:
    with pytest.raises(NotFound):
        payments.receive_callback(gateway="other", headers={}, body=b"", clock=shop.clock)
    started = shop.start()
    shop.gateway.pay(started.number)
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    said = msgspec.json.decode(callback.body)
    said["number"] = "9" * 32
    body = msgspec.json.encode(said)
    from huitou.commerce.payments.simulated.signing import signed

    shop.receive(signed(body, shop.gateway._secret, shop.clock), body)
    (difference,) = payments.open_differences()
    assert (difference.kind, difference.number, difference.here) == (
        "unknown_number",
        "9" * 32,
        None,
    )
    assert not Booking.objects.exists()


def test_faults_are_the_same_for_the_same_seed(shop: PaymentsShop) -> None:
    faults = Faults(lose=0.3, duplicate=0.3, delay=0.3, reorder=True)

    def drawn(seed: int) -> list[CallbackScript]:
        gateway = SimulatedGateway(clock=shop.clock, seed=seed, faults=faults)
        return [faults.callback(gateway._dice("callback", place)) for place in range(30)]

    assert drawn(1) == drawn(1) != drawn(2)
    assert {script.copies for script in drawn(1)} == {0, 1, 2}


def test_whatever_happens_to_callbacks_each_payment_is_captured_once(shop: PaymentsShop) -> None:
    shop.gateway.faults = Faults(lose=0.3, duplicate=0.4, delay=0.5, reorder=True)
    started = [shop.start(f"o{place}") for place in range(12)]
    for one in started:
        shop.gateway.pay(one.number)
    shop.settle()
    assert {shop.state(one) for one in started} == {"captured"}
    assert sorted(shop.till.told) == sorted(("captured", one.reference) for one in started)
    assert payments.books_at_zero() == []
    assert payments.open_differences() == []
