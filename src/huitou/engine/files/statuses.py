"""What the words of a status column say about a row."""

from __future__ import annotations

from huitou.engine.files.roles import plain_name

SOLD, REFUND_ROW, REFUNDED, NOT_A_SALE = "sold", "refund_row", "refunded", "not_a_sale"

_WORDS = {
    SOLD: (
        "paid partiallypaid authorized complete completed finished done success succeeded "
        "processing confirmed approved fulfilled partiallyfulfilled unfulfilled shipped delivered "
        "partiallyrefunded sale sales sold order purchase invoice active "
        "交易成功 交易完成 已完成 完成 成功 已付款 已支付 支付成功 买家已付款 待发货 已发货 "
        "卖家已发货 待收货 已收货 已签收 待评价 已评价 销售 销售单 购买 下单 部分退款"
    ),
    # The row itself is money given back.
    REFUND_ROW: (
        "refund return returns credit creditnote creditmemo reversal "
        "退款 退货 退货单 退款单 销售退货 退单 退货退款"
    ),
    # The row was a sale, and its money was given back later.
    REFUNDED: (
        "refunded fullyrefunded returned chargeback chargedback reversed "
        "已退款 退款成功 退款完成 已退货 全额退款 已全额退款"
    ),
    NOT_A_SALE: (
        "cancelled canceled voided void failed declined rejected pending pendingpayment "
        "awaitingpayment unpaid expired abandoned draft checkoutdraft "
        "已取消 取消 订单取消 交易取消 已关闭 关闭 交易关闭 订单关闭 待付款 未付款 未支付 待支付 "
        "等待买家付款 支付失败 已作废 作废"
    ),
}
MEANINGS = {word: meaning for meaning, words in _WORDS.items() for word in words.split()}


def status_meaning(text: str) -> str | None:
    """SOLD, REFUND_ROW, REFUNDED or NOT_A_SALE; None for a word that is not known."""
    return MEANINGS.get(plain_name(text))


def known_status(text: str) -> bool:
    """Whether `text` is one of the known words."""
    return status_meaning(text) is not None
