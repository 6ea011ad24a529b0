"""What columns may mean (roles), and the names by which shops call them.

Names are compared in a plain form: lower case, letters and digits and Chinese only, so that
"Order ID", "order_id" and "OrderID" are one. Within a role the better names stand first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ORDERS, EVENTS = "orders", "events"


@dataclass(frozen=True)
class Role:
    """`holds`: what values must look like for a guess: any, date, number, currency or time."""

    name: str
    meaning: str
    required: bool
    holds: str
    names: tuple[str, ...]


def plain_name(column: str) -> str:
    """The plain form of a column name, by which names are compared."""
    return re.sub(r"[^a-z0-9\u4e00-\u9fff]+", "", column.lower())


def _role(
    name: str, meaning: str, names: str, *, holds: str = "any", required: bool = False
) -> Role:
    return Role(name, meaning, required, holds, tuple(names.split()))


ORDER_ROLES = (
    _role(
        "order_id",
        "the order's number; rows with the same one are one order",
        "orderid ordernumber orderno ordernum orderref orderreference order orderkey invoice "
        "invoiceno invoiceid invoicenumber transactionid transactionno transaction receiptid "
        "receiptno receiptnumber receipt billno salesorder salesid saleid basketid "
        "incrementid purchaseid documentno 主订单编号 订单号 订单编号 订单id 订单 订单单号 "
        "单号 交易号 交易单号 交易编号 交易订单号 流水号 交易流水号 小票号 销售单号 单据编号",
    ),
    _role(
        "person",
        "who bought; the same text is the same person",
        "customerid customerno customernumber customerkey customercode customer custid "
        "clientid client userid user memberid memberno member buyerid buyer shopperid "
        "accountid contactid visitorid personid person householdid householdkey "
        "customeruniqueid uid openid unionid email customeremail emailaddress billingemail "
        "billingemailaddress buyeremail phone customerphone billingphone mobile customername "
        "buyername billingname 客户id 客户编号 客户号 客户代码 客户 会员id 会员号 会员编号 "
        "会员卡号 会员 用户id 用户编号 用户 买家id 买家会员名 买家账号 买家昵称 买家 顾客id "
        "顾客编号 顾客 手机号 手机号码 手机 会员手机号 买家手机号 收货人手机号 收货人手机 "
        "收件人手机 联系手机 联系电话 客户手机号 客户名称 客户姓名 买家姓名 会员名 会员名称 "
        "用户名 收货人 收货人姓名 收件人",
        required=True,
    ),
    _role(
        "ordered_at",
        "when it was ordered",
        "orderedat orderdatetime orderdate ordertime orderplacedat orderpurchasetimestamp "
        "purchasetimestamp invoicedate invoicedatetime transactiondate transactiontime "
        "purchasedate purchasetime purchasedat createdat datecreated createddate created "
        "orderedon saledate salesdate receiptdate documentdate paidat paiddate datepaid "
        "paymentdate datetime timestamp date time day completedat processedat 下单时间 "
        "下单日期 订单创建时间 创建时间 订单时间 订单日期 订单付款时间 付款时间 支付时间 "
        "付款日期 交易时间 交易日期 成交时间 成交日期 购买时间 购买日期 消费时间 消费日期 "
        "销售日期 销售时间 日期 时间",
        holds="date",
        required=True,
    ),
    _role(
        "ordered_time",
        "the time of day, if the date has none",
        "ordertime time timeofday transactiontime saletime hour 下单时刻 时刻 时间 下单时间 "
        "交易时间",
        holds="time",
    ),
    _role(
        "product_id",
        "the product's code",
        "productid sku stockcode itemid productcode itemcode itemno itemsku lineitemsku "
        "variantsku articleid articleno asin upc ean barcode goodsid goodscode materialno "
        "productsku productno item 商品编号 商品id 商品编码 商品代码 商品货号 货号 sku编码 "
        "skuid 商家编码 规格编码 商品条码 条码 条形码 产品编号 产品编码 产品id 宝贝id 款号 "
        "物料编码",
    ),
    _role(
        "product_name",
        "the product's name",
        "productname lineitemname itemname producttitle itemtitle description "
        "itemdescription productdescription goodsname articlename title product item name "
        "商品名称 商品名 商品标题 宝贝标题 宝贝名称 产品名称 货品名称 商品 产品 品名 名称 "
        "标题",
    ),
    _role(
        "quantity",
        "how many; 1 if there is no such column",
        "quantity qty lineitemquantity itemquantity quantityordered orderquantity qtyordered "
        "units unitssold quantitysold count pieces numberofitems itemsordered noofitems "
        "numberofcds 数量 购买数量 订购数量 商品数量 宝贝数量 宝贝总数量 件数 购买件数 "
        "销售数量 成交数量 销量 商品件数",
        holds="number",
    ),
    _role(
        "price",
        "the price of one",
        "unitprice price lineitemprice itemprice itemcost priceeach priceperunit "
        "sellingprice saleprice unitcost productprice 单价 商品单价 销售单价 成交单价 "
        "商品价格 价格 售价 销售价 实付单价 购买单价 京东价",
        holds="number",
    ),
    _role(
        "amount",
        "the money of the row; quantity times price if there is no such column",
        "linetotal lineamount lineitemtotal itemtotal itemamount totalprice extendedprice "
        "linerevenue salesamount amount sales revenue totalsales salesvalue netamount "
        "totalamount total ordertotal ordertotalamount orderamount ordervalue grandtotal "
        "subtotal amountpaid paymentvalue paymentamount payment spend spent value "
        "dollarvalue dollars paid money gross 金额 小计 商品实际成交金额 商品实付金额 "
        "商品金额 商品总价 商品小计 销售金额 销售额 成交金额 总价 实付金额 实付款 实付 "
        "实收金额 支付金额 付款金额 买家实际支付金额 买家实付金额 订单实付金额 订单金额 "
        "订单总额 订单总价 总金额 总额 应付金额 消费金额 交易金额 合计",
        holds="number",
    ),
    _role(
        "order_total",
        "the money of the whole order, counted once although each of its rows repeats it",
        "",
        holds="number",
    ),
    _role(
        "currency",
        "the currency, as a code of ISO 4217",
        "currency currencycode ordercurrency paymentcurrency 币种 货币 币别 货币代码 结算币种",
        holds="currency",
    ),
    _role(
        "status",
        "whether it was cancelled or refunded, or that the row is a refund",
        "financialstatus orderstatus paymentstatus status orderstate state type ordertype "
        "transactiontype rowtype kind 订单状态 交易状态 支付状态 状态 退款状态 售后状态 "
        "订单类型 交易类型 单据类型 类型",
        holds="status",
    ),
)

EVENT_ROLES = (
    _role(
        "event",
        "what was done",
        "event eventname eventtype action activity behavior behaviour behaviortype "
        "interaction 事件 事件名 事件名称 行为 行为类型 动作",
        required=True,
    ),
    _role(
        "user_id",
        "who did it, by the id that the shop knows",
        "userid user customerid customer memberid uid distinctid personid person "
        "accountid 用户id 用户编号 用户 会员id 客户id",
    ),
    _role(
        "anonymous_id",
        "who did it, by the id of a browser or device",
        "anonymousid deviceid sessionid cookieid visitorid clientid 设备id 匿名id",
    ),
    _role(
        "timestamp",
        "when it was done",
        "timestamp originaltimestamp eventtime eventtimestamp eventdate time datetime date "
        "createdat occurredat sentat 时间 事件时间 发生时间 行为时间 日期",
        holds="date",
        required=True,
    ),
    _role(
        "message_id", "the id by which a repeat is known", "messageid eventid eventuuid uuid 消息id"
    ),
    _role("type", "the kind of message: track, page, screen, identify", "type messagetype"),
    _role("properties", "a JSON object with everything else", "properties eventproperties"),
)

ROLES = {
    ORDERS: {role.name: role for role in ORDER_ROLES},
    EVENTS: {role.name: role for role in EVENT_ROLES},
}
# These name the order as a whole; beside a price of one they are not the money of the row.
_WHOLE_ORDER = (
    "total ordertotal ordertotalamount orderamount ordervalue grandtotal subtotal amountpaid "
    "paymentvalue paymentamount payment paid 实付金额 实付款 实付 实收金额 支付金额 付款金额 "
    "买家实际支付金额 买家实付金额 订单实付金额 订单金额 订单总额 订单总价 总金额 总额 "
    "应付金额 合计"
)
WHOLE_ORDER_NAMES = frozenset(_WHOLE_ORDER.split())
