"""Orders: baskets, checkout, and what becomes of an order until it is received.

Verbs of shoppers: `add_to_basket`, `set_quantity`, `remove_from_basket`, `clear_basket`,
`set_note`, `quote`, `place_order`, `pay_with`, `cancel_order`, `confirm_receipt`. Of staff: `ship`,
`mark_delivered`, `cancel_order`, `reveal_destination`, `set_shipping_method`. Of after-sales:
`lock_order`, `record_refund`, `refund_lines`.
Jobs: `close_unpaid`, `confirm_overdue`.
Reads: `basket_of`, `basket_count`, `order_of`, `order_by_number`, `list_orders`, `lines_of_orders`,
`state_counts`, `current_policy`,
`shipping_methods`, `delivery_told`, `is_erased`; for staff: `orders_wanted`, `order_seen`,
`order_id_of`, `count_orders`, `sums_of_orders`, `recorded_refunds`, `lines_named`, `moves_of`.
Pure: `possible_moves` (of an order's shopper), `discreet`, `discreet_error` (what shoppers are told
of stock that is short).
Registration, from a room's AppConfig.ready: `register_adjuster` (what takes part in the price; pure
functions in the order of discounts), `on_refund_settled`.

Facts said: Product Added, Product Removed, Checkout Started, Order Completed (it is paid), Order
Cancelled, Order Refunded, Order Shipped, Order Delivered (each parcel), Order Received.
Facts heard: none; members and payments call registered functions in their own transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.commerce.orders.adjust import (
        ACTIVITY,
        COUPON,
        DELIVERY,
        FULL_REDUCTION,
        POINTS,
        TIME_DISCOUNT,
        AdjusterInput,
        Adjustment,
        Claims,
        Declined,
        PricedLine,
        register_adjuster,
        spread,
    )
    from huitou.commerce.orders.api import router
    from huitou.commerce.orders.baskets import (
        add_to_basket,
        clear_basket,
        remove_from_basket,
        set_note,
        set_quantity,
    )
    from huitou.commerce.orders.cancelling import cancel_order
    from huitou.commerce.orders.closing import close_unpaid
    from huitou.commerce.orders.delivery import (
        DeliveryTold,
        WayOfShipping,
        delivery_told,
        shipping_methods,
    )
    from huitou.commerce.orders.goodwill import refund_lines
    from huitou.commerce.orders.method_edits import MethodFields, set_shipping_method
    from huitou.commerce.orders.paying import pay_with
    from huitou.commerce.orders.personal import is_erased
    from huitou.commerce.orders.placing import place_order
    from huitou.commerce.orders.policy import current_policy
    from huitou.commerce.orders.possible import PossibleMoves, possible_moves
    from huitou.commerce.orders.quoted import (
        Destination,
        PriceChanged,
        Quote,
        QuoteAdjustment,
        QuoteDelivery,
        QuoteLine,
        QuoteProblem,
    )
    from huitou.commerce.orders.quoting import quote
    from huitou.commerce.orders.reads import (
        basket_count,
        basket_of,
        lines_of_orders,
        list_orders,
        order_by_number,
        order_of,
        state_counts,
    )
    from huitou.commerce.orders.receipts import confirm_overdue, confirm_receipt
    from huitou.commerce.orders.receiver import on_refund_settled
    from huitou.commerce.orders.refunds import Returned, record_refund
    from huitou.commerce.orders.revealing import DeliverTo, reveal_destination
    from huitou.commerce.orders.scarcity import discreet, discreet_error
    from huitou.commerce.orders.seen import (
        AdjustmentSeen,
        BasketLineSeen,
        BasketSeen,
        LineSeen,
        MoveSeen,
        OrderDetail,
        OrderSeen,
        ShipmentSeen,
    )
    from huitou.commerce.orders.shipping import mark_delivered, ship
    from huitou.commerce.orders.staff_reads import (
        LineNamed,
        OrderRow,
        OrderSums,
        OrdersWanted,
        RefundRecorded,
        count_orders,
        lines_named,
        moves_of,
        order_id_of,
        order_seen,
        orders_wanted,
        recorded_refunds,
        sums_of_orders,
    )
    from huitou.commerce.orders.states import lock_order

_FILES = {
    "api": ("router",),
    "adjust": (
        "ACTIVITY",
        "COUPON",
        "DELIVERY",
        "FULL_REDUCTION",
        "POINTS",
        "TIME_DISCOUNT",
        "AdjusterInput",
        "Adjustment",
        "Claims",
        "Declined",
        "PricedLine",
        "register_adjuster",
        "spread",
    ),
    "baskets": (
        "add_to_basket",
        "clear_basket",
        "remove_from_basket",
        "set_note",
        "set_quantity",
    ),
    "cancelling": ("cancel_order",),
    "closing": ("close_unpaid",),
    "delivery": ("DeliveryTold", "WayOfShipping", "delivery_told", "shipping_methods"),
    "method_edits": ("MethodFields", "set_shipping_method"),
    "paying": ("pay_with",),
    "personal": ("is_erased",),
    "policy": ("current_policy",),
    "placing": ("place_order",),
    "quoted": (
        "Destination",
        "PriceChanged",
        "Quote",
        "QuoteAdjustment",
        "QuoteDelivery",
        "QuoteLine",
        "QuoteProblem",
    ),
    "quoting": ("quote",),
    "possible": ("PossibleMoves", "possible_moves"),
    "reads": (
        "basket_count",
        "basket_of",
        "lines_of_orders",
        "list_orders",
        "order_by_number",
        "order_of",
        "state_counts",
    ),
    "receipts": ("confirm_overdue", "confirm_receipt"),
    "receiver": ("on_refund_settled",),
    "goodwill": ("refund_lines",),
    "refunds": ("Returned", "record_refund"),
    "revealing": ("DeliverTo", "reveal_destination"),
    "scarcity": ("discreet", "discreet_error"),
    "seen": (
        "AdjustmentSeen",
        "BasketLineSeen",
        "BasketSeen",
        "LineSeen",
        "MoveSeen",
        "OrderDetail",
        "OrderSeen",
        "ShipmentSeen",
    ),
    "shipping": ("mark_delivered", "ship"),
    "staff_reads": (
        "LineNamed",
        "OrderRow",
        "OrderSums",
        "OrdersWanted",
        "RefundRecorded",
        "count_orders",
        "lines_named",
        "moves_of",
        "order_id_of",
        "order_seen",
        "orders_wanted",
        "recorded_refunds",
        "sums_of_orders",
    ),
    "states": ("lock_order",),
}

__all__ = [
    "ACTIVITY",
    "COUPON",
    "DELIVERY",
    "FULL_REDUCTION",
    "POINTS",
    "TIME_DISCOUNT",
    "AdjusterInput",
    "Adjustment",
    "AdjustmentSeen",
    "BasketLineSeen",
    "BasketSeen",
    "Claims",
    "Declined",
    "DeliverTo",
    "DeliveryTold",
    "Destination",
    "LineNamed",
    "LineSeen",
    "MethodFields",
    "MoveSeen",
    "OrderDetail",
    "OrderRow",
    "OrderSeen",
    "OrderSums",
    "OrdersWanted",
    "PossibleMoves",
    "PriceChanged",
    "PricedLine",
    "Quote",
    "QuoteAdjustment",
    "QuoteDelivery",
    "QuoteLine",
    "QuoteProblem",
    "RefundRecorded",
    "Returned",
    "ShipmentSeen",
    "WayOfShipping",
    "add_to_basket",
    "basket_count",
    "basket_of",
    "cancel_order",
    "clear_basket",
    "close_unpaid",
    "confirm_overdue",
    "confirm_receipt",
    "count_orders",
    "current_policy",
    "delivery_told",
    "discreet",
    "discreet_error",
    "is_erased",
    "lines_named",
    "lines_of_orders",
    "list_orders",
    "lock_order",
    "mark_delivered",
    "moves_of",
    "on_refund_settled",
    "order_by_number",
    "order_id_of",
    "order_of",
    "order_seen",
    "orders_wanted",
    "pay_with",
    "place_order",
    "possible_moves",
    "quote",
    "record_refund",
    "recorded_refunds",
    "refund_lines",
    "register_adjuster",
    "remove_from_basket",
    "reveal_destination",
    "router",
    "set_note",
    "set_quantity",
    "set_shipping_method",
    "ship",
    "shipping_methods",
    "spread",
    "state_counts",
    "sums_of_orders",
]

__getattr__ = lazy(__name__, **_FILES)
