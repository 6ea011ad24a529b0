"""Why somebody asks, and why not: codes with sentences in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.commerce.aftersales.rules import EXCHANGE, KINDS, REFUND_ONLY, REPAIR, RETURN
from huitou.kernel import InvalidInput

NO_REASON, FAULT = "no_reason", "fault"
BEFORE_SHIPPING, NOT_RECEIVED = "before_shipping", "not_received"

# Which kinds of case stand on which ground.
GROUNDS: dict[str, tuple[str, ...]] = {
    BEFORE_SHIPPING: (REFUND_ONLY,),
    NOT_RECEIVED: (REFUND_ONLY,),
    NO_REASON: (RETURN,),
    FAULT: (RETURN, EXCHANGE, REPAIR, REFUND_ONLY),
}


@dataclass(frozen=True)
class Reason:
    """What a shopper chooses; the `ground` says which rules apply."""

    ground: str
    en: str
    zh: str


REASONS: dict[str, Reason] = {
    "no_reason": Reason(NO_REASON, "I do not want it after all", "七天无理由退货"),
    "changed_mind": Reason(BEFORE_SHIPPING, "I do not need it any more", "不想要了"),
    "wrong_order": Reason(BEFORE_SHIPPING, "I ordered something wrong", "拍错了"),
    "not_shipped_in_time": Reason(BEFORE_SHIPPING, "It was not shipped in time", "未按时发货"),
    "not_received": Reason(NOT_RECEIVED, "It never arrived", "一直没有收到货"),
    "faulty": Reason(FAULT, "It does not work", "质量问题"),
    "damaged": Reason(FAULT, "It arrived damaged", "收到时已破损"),
    "wrong_item": Reason(FAULT, "It is not what I ordered", "发错货"),
    "not_as_described": Reason(FAULT, "It is not as described", "与描述不符"),
    "missing_parts": Reason(FAULT, "Something is missing", "少件或漏发"),
}


@dataclass(frozen=True)
class WhyNot:
    """Why something cannot be asked for."""

    code: str
    en: str
    zh: str


WHY_NOT: dict[str, WhyNot] = {
    one.code: one
    for one in (
        WhyNot("not_paid", "The order is not paid.", "订单尚未付款。"),
        WhyNot(
            "nothing_left",
            "Every unit of it is refunded or in a case that is open.",
            "该商品已全部退款或正在售后中。",
        ),
        WhyNot("not_shipped", "It is not shipped yet.", "商品尚未发货。"),
        WhyNot("already_shipped", "It is shipped already.", "商品已经发货。"),
        WhyNot(
            "not_received_yet",
            "It is not received yet: confirm receipt first.",
            "尚未收货，请先确认收货。",
        ),
        WhyNot("already_received", "It was received.", "商品已经签收。"),
        WhyNot("under_way", "It may still arrive: wait a little.", "商品仍在运输途中，请稍候。"),
        WhyNot("time_over", "The time for this is over.", "已超过可申请的期限。"),
        WhyNot(
            "excluded",
            "It cannot be returned without a reason, as you confirmed when you bought it.",
            "该商品不支持七天无理由退货，您在购买时已确认。",
        ),
    )
}


def checked_reason(kind: str, code: str) -> Reason:
    """The reason; InvalidInput for one that there is not, or not for that kind of case."""
    if kind not in KINDS:
        raise InvalidInput(
            f"{kind[:40]!r} is not a kind of case.",
            remedy=f"Use one of: {', '.join(KINDS)}.",
            code="aftersales.unknown_kind",
            field="kind",
        )
    reason = REASONS.get(code)
    if reason is None or kind not in GROUNDS[reason.ground]:
        known = [name for name, one in REASONS.items() if kind in GROUNDS[one.ground]]
        raise InvalidInput(
            f"{code[:40]!r} is not a reason for this.",
            remedy=f"Use one of: {', '.join(known)}.",
            code="aftersales.unknown_reason",
            field="reason",
        )
    return reason
