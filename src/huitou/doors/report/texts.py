"""Every word of the page that does not come from the answers, in English and Chinese.

Grouped as the page is read. `{name}` marks a place that `Text.fill` fills.
"""

from __future__ import annotations

from huitou.doors.report.text import Text

_FRAME = {
    "default_title": ("Who comes back", "谁回来了"),
    "skip": ("Skip to the report", "跳到报告正文"),
    "sections": ("Sections", "章节"),
    "language": ("Language", "语言"),
    "theme": ("Dark", "深色"),
    "print": ("Print", "打印"),
    "range": ("Orders from {first} to {last}", "订单时间：{first} 至 {last}"),
    "as_of": ("Data as of {moment}", "数据截至 {moment}"),
    "source": ("Source: {source}", "来源：{source}"),
    "log_source": ("event log, table version {version}", "事件日志，表版本 {version}"),
    "file_source": ("{name}, {rows} rows, all taken", "{name}，{rows} 行，全部采用"),
    "file_source_refused": (
        "{name}, {rows} rows, {refused} of them not taken",
        "{name}，{rows} 行，其中 {refused} 行未采用",
    ),
    "generated": (
        "This is generated sample data. No real shop or shopper is behind these numbers.",
        "这是程序生成的示例数据，背后没有真实的店铺和顾客。",
    ),
    "needs_script": (
        "The picture needs JavaScript. The table below holds the same numbers.",
        "图形需要 JavaScript 才能显示，下面的表格里有同样的数字。",
    ),
    "as_table": ("Show as table", "以表格显示"),
    "csv_of": ("CSV: {name}", "CSV 文件：{name}"),
    "definition": ("How this is counted", "统计口径"),
}

_OVERVIEW = {
    "overview": ("Key figures", "关键数字"),
    "customers": ("Customers", "顾客数"),
    "orders": ("Orders", "订单数"),
    "net": ("Net revenue", "净收入"),
    "came_back": ("Came back", "回头客占比"),
    "median_gap": ("Between orders", "下单间隔"),
    "customers_note": ("{orders} orders each on average", "平均每人 {orders} 单"),
    "orders_note": (
        "{customer} with a known customer, {unknown} without",
        "{customer} 单有顾客信息，{unknown} 单没有",
    ),
    "net_note": ("{gross} sold, {refunds} refunded", "销售 {gross}，退款 {refunds}"),
    "came_back_note": (
        "{people} people bought on two days or more",
        "{people} 人在两天或更多天买过",
    ),
    "median_gap_note": ("the median; nine in ten within {p90}", "中位数；九成在 {p90}内"),
    "no_gap_note": ("no one has ordered twice yet", "还没有人下第二单"),
    "findings": ("What stands out", "值得注意"),
    "see_chart": ("See the chart", "看图"),
    "tone_good": ("Good sign", "好的迹象"),
    "tone_bad": ("Needs attention", "需要留意"),
    "tone_neutral": ("Worth knowing", "值得知道"),
    "no_findings": (
        "Nothing stands out yet. With more orders, this is where the sentences go.",
        "目前没有特别之处。订单多起来以后，这里会写出结论。",
    ),
}

_COHORTS = {
    "cohorts": ("Cohort retention", "同期群留存"),
    "cohorts_nav": ("Cohorts", "留存"),
    "cohorts_title": ("Do new customers come back?", "新客后来回来了吗？"),
    "cohorts_month_lead": (
        "Of everyone who first ordered in some month, {share} ordered again in the month after.",
        "某个月首次下单的顾客里，平均 {share} 在下个月又下了单。",
    ),
    "cohorts_week_lead": (
        "Of everyone who first ordered in some week, {share} ordered again in the week after.",
        "某一周首次下单的顾客里，平均 {share} 在下一周又下了单。",
    ),
    "cohorts_no_lead": (
        "The first period after the first order is not over yet for anyone.",
        "还没有人走完首单之后的第一个周期。",
    ),
    "period": ("Period", "周期"),
    "measure": ("Measure", "指标"),
    "month": ("Month", "月"),
    "week": ("Week", "周"),
    "measure_percent": ("Percent", "百分比"),
    "measure_people": ("People", "人数"),
    "measure_revenue": ("Revenue", "收入"),
    "first_order_in": ("First order in", "首单时间"),
    "people": ("People", "人数"),
    "months_after": ("Months after the first order", "首单之后第几个月"),
    "weeks_after": ("Weeks after the first order", "首单之后第几周"),
    "mean": ("All cohorts", "全部批次"),
    "underway": ("period not over yet", "周期尚未结束"),
    "cohorts_trimmed": (
        "The latest {shown} of {all} cohorts and the first {columns} periods are shown; the row "
        "“All cohorts” and the CSV file cover all of them.",
        "这里显示最近 {shown} 批（共 {all} 批）的前 {columns} 个周期；"
        "“全部批次”一行和 CSV 文件包含全部。",
    ),
    "cohorts_people": ("People by cohort", "各批次人数"),
    "cohorts_revenue": ("Net revenue by cohort", "各批次净收入"),
}

_LIFECYCLE = {
    "lifecycle": ("Customer lifecycle", "顾客生命周期"),
    "lifecycle_nav": ("Lifecycle", "生命周期"),
    "lifecycle_title": ("Who is new, who stayed, who went quiet?", "谁是新客，谁留下，谁沉睡？"),
    "lifecycle_month_lead": (
        "In {period}, the last full month: {new} new, {returning} returning, {resurrected} back "
        "after a pause. {dormant} who ordered the month before did not.",
        "最近一个完整月 {period}：新客 {new} 人，留存 {returning} 人，沉睡后回流 {resurrected} 人；"
        "上月下过单的人里有 {dormant} 人没有再下单。",
    ),
    "lifecycle_week_lead": (
        "In the week from {period}, the last full one: {new} new, {returning} returning, "
        "{resurrected} back after a pause. {dormant} who ordered the week before did not.",
        "最近一个完整周（{period} 起）：新客 {new} 人，留存 {returning} 人，"
        "沉睡后回流 {resurrected} 人；上周下过单的人里有 {dormant} 人没有再下单。",
    ),
    "lifecycle_no_lead": ("No full period yet.", "还没有一个完整的周期。"),
    "new": ("New", "新客"),
    "returning": ("Returning", "留存"),
    "resurrected": ("Resurrected", "回流"),
    "dormant": ("Dormant", "沉睡"),
    "complete": ("Complete", "是否完整"),
    "yes": ("yes", "是"),
    "no": ("not yet", "尚未"),
    "period_start": ("Period from", "周期开始"),
    "incomplete": ("striped: period not over yet", "斜纹：周期尚未结束"),
}

_REPEAT = {
    "repeat": ("Repeat purchase", "复购曲线"),
    "repeat_nav": ("Repeat", "复购"),
    "repeat_title": ("How long until the second order?", "第二单要等多久？"),
    "repeat_lead": (
        "{share} of customers place a second order within {days} of the first.",
        "{share} 的顾客在首单后 {days}内下第二单。",
    ),
    "repeat_lead_far": (
        "{share} of customers place a second order within {days} of the first; if the past is a "
        "guide, {far} will within {far_days}.",
        "{share} 的顾客在首单后 {days}内下第二单；按过去的规律，{far_days}内会达到 {far}。",
    ),
    "repeat_no_lead": ("There is no second order to learn from yet.", "还没有第二单可供统计。"),
    "observed": ("Seen in the data", "数据所见"),
    "extrapolated": ("Extrapolated", "外推"),
    "interval": ("95% interval", "95% 区间"),
    "model_note": (
        "Extrapolation: {model}. Tested on the last part of the known curve, which was hidden "
        "from it, it missed by {error} on average.",
        "外推方法：{model}。用已知曲线的最后一段（事先对模型隐藏）检验，平均误差 {error}。",
    ),
    "model_untested": (
        "Extrapolation: {model}. The data is too short to test it against itself.",
        "外推方法：{model}。数据太短，无法自我检验。",
    ),
    "no_model": (
        "The data is too thin to say what happens beyond its edge, so nothing is extrapolated.",
        "数据太少，无法推断更远的情形，因此不做外推。",
    ),
    "share_points": ("{points} share points", "{points} 个百分点"),
    "days_after": ("Days after the first order", "首单之后天数"),
    "day": ("Day", "天"),
    "share": ("Share", "占比"),
    "low": ("Low (95%)", "下限 (95%)"),
    "high": ("High (95%)", "上限 (95%)"),
    "still_watched": ("People still observed", "仍在观察的人数"),
}

_RFM = {
    "rfm": ("RFM segments", "RFM 顾客分群"),
    "rfm_nav": ("Segments", "分群"),
    "rfm_title": ("Which customers carry the shop?", "哪些顾客撑起了店铺？"),
    "rfm_lead": (
        "{segment} bring the most: {customers} of customers and {revenue} of their net revenue.",
        "贡献最大的是「{segment}」：占顾客 {customers}，占其净收入 {revenue}。",
    ),
    "who": ("Who they are", "他们是谁"),
    "rfm_no_lead": ("No customers to group yet.", "还没有可分群的顾客。"),
    "segment": ("Segment", "分群"),
    "share_of_customers": ("Share of customers", "顾客占比"),
    "share_of_revenue": ("Share of net revenue", "净收入占比"),
    "revenue": ("Net revenue", "净收入"),
    "median_recency": ("Days since last order (median)", "距上次下单天数（中位数）"),
    "median_orders": ("Orders (median)", "订单数（中位数）"),
    "grid": ("Customers by score", "各得分人数"),
    "recency": ("Recency", "最近下单"),
    "frequency": ("Frequency", "下单频次"),
    "frequency_score": ("Frequency {score}", "频次 {score}"),
    "recent": ("recent", "较近"),
    "long_ago": ("long ago", "很久以前"),
    "rare": ("rare", "较少"),
    "often": ("often", "较多"),
}

_GAPS = {
    "gaps": ("Order gaps", "下单间隔分布"),
    "gaps_nav": ("Gaps", "间隔"),
    "gaps_title": ("How long between orders?", "两次下单隔多久？"),
    "gaps_lead": (
        "Half of all repeat orders come within {median} of the one before, three quarters within "
        "{p75}, nine in ten within {p90}.",
        "一半的复购在上一单之后 {median}内发生，四分之三在 {p75}内，九成在 {p90}内。",
    ),
    "gaps_no_lead": ("No customer has ordered on two days yet.", "还没有顾客在两天里下过单。"),
    "mark_median": ("median: {days}", "中位数：{days}"),
    "mark_p75": ("75% within {days}", "75% 在 {days}内"),
    "mark_p90": ("90% within {days}", "90% 在 {days}内"),
    "from_day": ("From day", "起始天"),
    "to_day": ("Before day", "截止天（不含）"),
    "gap_count": ("Gaps", "间隔数"),
    "gap_share": ("Share", "占比"),
    "gap_days": ("Days from one order to the next", "两次下单相隔天数"),
    "gap_hover": ("{from_day} to {to_day} days", "{from_day} 至 {to_day} 天"),
    "gap_longer": ("{from_day} days and longer", "{from_day} 天及以上"),
    "gap_hover_one": ("{day} days", "{day} 天"),
}

_PRODUCTS = {
    "products": ("First products", "首购商品"),
    "products_nav": ("Products", "商品"),
    "products_title": ("Which first purchases lead to a second?", "先买了什么，后来会再来？"),
    "products_lead": (
        "{name} brings the most repeat buyers: {repeat} of its {first} first-time buyers came "
        "back ({share}; all first orders: {base}).",
        "「{name}」带来的回头客最多：首单买它的 {first} 人里有 {repeat} 人回来"
        "（{share}；全部首单：{base}）。",
    ),
    "products_no_lead": (
        "The data names no products in first orders.",
        "数据里的首单没有商品信息。",
    ),
    "base_share": ("all first orders: {share}", "全部首单：{share}"),
    "product": ("Product", "商品"),
    "product_id": ("Product id", "商品编号"),
    "first_buyers": ("First-time buyers", "首单买家"),
    "repeat_buyers": ("Came back", "其中回头"),
    "repeat_share": ("Share who came back", "回头占比"),
    "products_drawn": (
        "The first {drawn} are drawn; the table holds all {all}.",
        "图中画出前 {drawn} 个，表格包含全部 {all} 个。",
    ),
    "of_buyers": ("{repeat} of {first} came back", "{first} 人中 {repeat} 人回来"),
}

_REST = {
    "rest": ("Also in the data", "数据里还有"),
    "rest_title": ("Money outside these charts", "图表之外的钱"),
    "rest_lead": (
        "The charts speak of {currency} and of customers the shop knows. This is what else there "
        "is.",
        "以上图表只统计 {currency} 和有顾客信息的订单，其余部分列在这里。",
    ),
    "rest_nothing": (
        "Nothing: every order is in {currency} and has a customer.",
        "没有其他：所有订单都以 {currency} 结算，并且都有顾客信息。",
    ),
    "currency": ("Currency", "币种"),
    "what": ("What", "项目"),
    "gross": ("Sold", "销售"),
    "refunds": ("Refunded", "退款"),
    "main_currency": ("{currency}, all orders", "{currency}，全部订单"),
    "of_which_unknown": ("of which without a customer", "其中没有顾客信息"),
    "other_currency": ("{currency}, not in the charts", "{currency}，未计入图表"),
    "money_table": ("Money by currency", "各币种金额"),
}

_FOOT = {
    "notes": ("Definitions", "口径说明"),
    "general_note": (
        "Money is net of refunds unless a column says otherwise, and never converted from one "
        "currency to another. Weeks begin on Monday.",
        "除非另有说明，金额均已减去退款；不同币种之间不做换算。每周从周一开始。",
    ),
    "made_by": ("Made by huitou {version}", "由 huitou {version} 生成"),
    "licence": (
        "huitou is free software under the Apache-2.0 licence. Charts by plotly.js (MIT licence).",
        "huitou 是自由软件，采用 Apache-2.0 许可证。图表使用 plotly.js（MIT 许可证）。",
    ),
}

_EMPTY = {
    "empty_title": ("No orders yet", "还没有订单"),
    "empty_lead": (
        "The report draws itself as soon as the log holds a first order. There are two ways in.",
        "事件日志里有了第一笔订单，报告就会自动画出来。有两种办法：",
    ),
    "empty_import": ("Import a file of past orders", "导入历史订单文件"),
    "empty_import_note": (
        "CSV, Parquet or JSON Lines. The columns are guessed and shown before anything is kept.",
        "支持 CSV、Parquet 和 JSON Lines。系统会先识别各列并给你看，再写入。",
    ),
    "empty_send": ("Or send orders as they happen", "或者在下单时发送事件"),
    "empty_send_note": (
        "Make a write key with “huitou keys issue”, then send an Order Completed event. Any "
        "Segment client works too.",
        "先用 “huitou keys issue” 生成写入密钥，再发送 Order Completed 事件；"
        "任何 Segment 客户端也都可以。",
    ),
    "refused_title": ("No report", "无法生成报告"),
    "empty_after": ("Then reload this page.", "然后刷新本页。"),
}

_SEGMENTS = {
    "segment.champions": ("Champions", "核心顾客"),
    "segment.loyal": ("Loyal", "忠实顾客"),
    "segment.potential_loyal": ("Potential loyal", "潜力顾客"),
    "segment.new": ("New", "新近首购"),
    "segment.promising": ("Promising", "萌芽顾客"),
    "segment.needs_attention": ("Needs attention", "需要关注"),
    "segment.about_to_sleep": ("About to sleep", "即将沉睡"),
    "segment.at_risk": ("At risk", "流失风险"),
    "segment.cant_lose": ("Can’t lose", "不可失去"),
    "segment.hibernating": ("Hibernating", "休眠顾客"),
    "segment.lost": ("Lost", "已流失"),
    "who.champions": ("bought just now, and buy often", "刚买过，而且常买"),
    "who.loyal": ("buy often, bought not long ago", "常买，不久前买过"),
    "who.potential_loyal": ("bought lately, more than once", "最近买过，不止一次"),
    "who.new": ("bought just now, on one day only", "刚买过，只在一天买过"),
    "who.promising": ("bought lately, on one day only", "最近买过，只在一天买过"),
    "who.needs_attention": ("middling in both, and cooling", "两项居中，正在变冷"),
    "who.about_to_sleep": ("bought seldom, and a while ago", "买得少，有一阵没来"),
    "who.at_risk": ("bought several times, long ago", "买过好几次，很久没来"),
    "who.cant_lose": ("bought very often, long ago", "曾经买得很勤，很久没来"),
    "who.hibernating": ("bought seldom, long ago", "买得少，很久没来"),
    "who.lost": ("bought on one day, longest ago", "只在一天买过，最久没来"),
}

_GROUPS = (
    _FRAME, _OVERVIEW, _COHORTS, _LIFECYCLE, _REPEAT, _RFM, _GAPS, _PRODUCTS, _REST, _FOOT,
    _EMPTY, _SEGMENTS,
)  # fmt: skip

TEXTS: dict[str, Text] = {key: Text(en, zh) for group in _GROUPS for key, (en, zh) in group.items()}


def say(key: str, **values: str | Text) -> Text:
    """The text of `key`, its places filled; KeyError for a key that no one wrote."""
    return TEXTS[key].fill(**values)
