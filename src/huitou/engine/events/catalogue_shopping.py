"""Shopping events: the names of Segment's Ecommerce specification, version 2
(https://segment.com/docs/connections/spec/ecommerce/v2/), with their Google Analytics 4 names
(https://developers.google.com/analytics/devguides/collection/ga4/reference/events), and the two
names that page and screen calls get.
"""

from __future__ import annotations

from huitou.engine.events.known_event import EventGroup, Kind, Line, any_of, known_events

_PRODUCT = any_of(Kind.ID, "product_id", "sku")
_PRODUCTS = any_of(Kind.PRODUCTS, "products")
_ORDER = any_of(Kind.ID, "order_id")
_CASE = any_of(Kind.ID, "case_id")
_AMOUNT = any_of(Kind.NUMBER, "total", "revenue") + _PRODUCTS
_PROMOTION = any_of(Kind.ID, "promotion_id") + any_of(Kind.TEXT, "name")
_COUPON = any_of(Kind.ID, "coupon_id") + any_of(Kind.TEXT, "coupon_name")
_LISTING = any_of(Kind.ID, "list_id") + any_of(Kind.TEXT, "category") + _PRODUCTS
_FILTERED = _LISTING + any_of(Kind.LIST, "filters", "sorts")
_CHECKOUT = any_of(Kind.ID, "checkout_id", "order_id", "cart_id")
_CART = any_of(Kind.ID, "cart_id") + _PRODUCTS
_QUERY = any_of(Kind.TEXT, "query")

_LINES: dict[EventGroup, tuple[Line, ...]] = {
    EventGroup.NAVIGATION: (
        ("Page Viewed", "page_view", "A page was opened", "打开了一个页面"),
        ("Screen Viewed", "screen_view", "A screen of the app was opened", "打开了应用的一个界面"),
    ),
    EventGroup.BROWSING: (
        ("Products Searched", "search", "A shopper searched", "搜索了商品", _QUERY),
        (
            "Product List Viewed",
            "view_item_list",
            "A shopper looked at a list of products",
            "浏览了商品列表",
            _LISTING,
        ),
        (
            "Product List Filtered",
            None,
            "A shopper filtered or sorted a list of products",
            "筛选或排序了商品列表",
            _FILTERED,
        ),
        (
            "Product Clicked",
            "select_item",
            "A shopper clicked a product in a list",
            "点击了列表中的商品",
            _PRODUCT,
        ),
        ("Product Viewed", "view_item", "A shopper looked at a product", "查看了商品", _PRODUCT),
    ),
    EventGroup.PROMOTION: (
        ("Promotion Viewed", "view_promotion", "A promotion was shown", "看到了促销", _PROMOTION),
        (
            "Promotion Clicked",
            "select_promotion",
            "A shopper clicked a promotion",
            "点击了促销",
            _PROMOTION,
        ),
    ),
    EventGroup.ORDERING: (
        ("Product Added", "add_to_cart", "A product went into the cart", "加入了购物车", _PRODUCT),
        (
            "Product Removed",
            "remove_from_cart",
            "A product was taken out of the cart",
            "移出了购物车",
            _PRODUCT,
        ),
        ("Cart Viewed", "view_cart", "A shopper looked at the cart", "查看了购物车"),
        (
            "Checkout Started",
            "begin_checkout",
            "A shopper began to check out",
            "开始结算",
            _CHECKOUT + _PRODUCTS,
        ),
        (
            "Checkout Step Viewed",
            None,
            "A step of the checkout was shown",
            "进入了结算的一个步骤",
            _CHECKOUT,
        ),
        (
            "Checkout Step Completed",
            "add_shipping_info",
            "A step of the checkout was completed",
            "完成了结算的一个步骤",
            _CHECKOUT,
        ),
        (
            "Payment Info Entered",
            "add_payment_info",
            "A shopper entered how to pay",
            "填写了支付信息",
            _CHECKOUT,
        ),
        ("Order Completed", "purchase", "An order was placed", "完成了订单", _ORDER, _AMOUNT),
        ("Order Updated", None, "An order was changed", "修改了订单", _ORDER),
        ("Order Refunded", "refund", "An order was refunded", "订单退款", _ORDER),
        ("Order Cancelled", None, "An order was cancelled", "取消了订单", _ORDER),
        ("Order Shipped", None, "A parcel of an order was sent", "订单的包裹已发出", _ORDER),
        ("Order Delivered", None, "A parcel of an order arrived", "订单的包裹已送达", _ORDER),
        ("Order Received", None, "A shopper confirmed the receipt", "确认了收货", _ORDER),
    ),
    EventGroup.AFTERSALES: (
        ("Return Requested", None, "A shopper asked for a return", "申请了售后", _CASE),
        ("Return Agreed", None, "The seller agreed to a return", "商家同意了售后", _CASE),
        ("Return Refused", None, "The seller refused a return", "商家拒绝了售后", _CASE),
        ("Return Sent", None, "The goods were sent back", "寄回了商品", _CASE),
        ("Return Received", None, "The goods came back", "商家收到了退回的商品", _CASE),
        ("Return Escalated", None, "The platform was asked to decide", "请平台介入", _CASE),
        ("Return Completed", None, "A return was completed", "售后已完成", _CASE),
        ("Return Withdrawn", None, "A shopper withdrew a return", "撤销了售后", _CASE),
        ("Return Closed", None, "A return ran out of time", "售后超时关闭", _CASE),
    ),
    EventGroup.COUPON: (
        ("Coupon Entered", None, "A shopper entered a coupon", "填写了优惠券", _COUPON),
        ("Coupon Applied", None, "A coupon was accepted", "用上了优惠券", _COUPON),
        ("Coupon Denied", None, "A coupon was refused", "优惠券不可用", _COUPON),
        ("Coupon Removed", None, "A coupon was taken off", "撤下了优惠券", _COUPON),
    ),
    EventGroup.WISHLIST: (
        (
            "Product Added to Wishlist",
            "add_to_wishlist",
            "A product was put on a wish list",
            "加入了心愿单",
            _PRODUCT,
        ),
        (
            "Product Removed from Wishlist",
            None,
            "A product was taken off a wish list",
            "移出了心愿单",
            _PRODUCT,
        ),
        (
            "Wishlist Product Added to Cart",
            None,
            "A product went from a wish list into the cart",
            "把心愿单中的商品加入了购物车",
            _PRODUCT,
        ),
    ),
    EventGroup.SHARING: (
        ("Product Shared", "share", "A shopper shared a product", "分享了商品", _PRODUCT),
        ("Cart Shared", "share", "A shopper shared a cart", "分享了购物车", _CART),
    ),
    EventGroup.REVIEW: (
        ("Product Reviewed", None, "A shopper reviewed a product", "评价了商品", _PRODUCT),
    ),
}

SHOPPING = known_events(_LINES)
