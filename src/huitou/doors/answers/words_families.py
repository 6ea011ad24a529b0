"""The words of each family's tables and charts, in English and Chinese."""

from __future__ import annotations

_RETENTION = {
    "retention": ("Retention", "留存"),
    "retention.title": ("How many came back?", "多少人回来了？"),
    "retention.curves": ("Retention curves", "留存曲线"),
    "retention.curves_title": ("How does it fade?", "留存如何下降？"),
    "retention.lead": (
        "On average {share} of them are there in column 1, {last} in column {k}.",
        "平均 {share} 的人出现在第 1 列，{last} 出现在第 {k} 列。",
    ),
    "retention.lead_one": (
        "On average {share} of them are there in column {k}.",
        "平均 {share} 的人出现在第 {k} 列。",
    ),
    "retention.no_lead": (
        "No column after the first is over yet, so there is no mean to tell.",
        "第一列之后还没有已结束的列，因此没有平均值。",
    ),
    "retention.after": ("{unit}s after", "之后第几{unit}"),
    "retention.bracket": ("brackets of {unit}s after", "之后各区段（单位：{unit}）"),
    "retention.values": ("Values", "数值"),
    "retention.lost": ("Lost people", "流失人数"),
    "retention.percent": ("Percent by row", "各行百分比"),
    "retention.people": ("People by row", "各行人数"),
    "retention.row": ("row from {start}", "{start} 开始的一行"),
    "retention.curves_lead": (
        "The thick line is the mean of all rows; cells that are not over yet are left out.",
        "粗线是各行的平均；尚未结束的格子不画出。",
    ),
    "retention.groups_lead": (
        "Each line is the mean of a group; cells that are not over yet are left out.",
        "每条线是一个分组的平均；尚未结束的格子不画出。",
    ),
}

_STICKINESS = {
    "stickiness": ("Stickiness", "黏性"),
    "stickiness.title": ("How often do people come?", "用户来得多频繁？"),
    "stickiness.lead": (
        "{people} people were active at least once; {all} in all {count} intervals.",
        "{people} 人至少活跃一次；{all} 人在全部 {count} 个区间都活跃。",
    ),
    "stickiness.axis": ("Number of active {unit}s", "活跃的{unit}数"),
    "stickiness.at_least": ("Active {unit}s, at least", "活跃的{unit}数（至少）"),
    "stickiness.block": ("block of {count} {unit}s", "区段（每段 {count} {unit}）"),
    "stickiness.previous": ("Range before", "前一时段"),
    "stickiness.previous_of": ("{group}, range before", "{group}，前一时段"),
}

_LIFECYCLE = {
    "lifecycle": ("Lifecycle", "生命周期"),
    "lifecycle.title": ("Who is new, who stayed, who went?", "谁是新客，谁留下，谁离开？"),
    "lifecycle.lead": (
        "In the {unit} from {start}, the last full one: {new} new, {returning} returning, "
        "{resurrecting} resurrecting, {dormant} dormant.",
        "最近完整的一{unit}（{start} 起）：新增 {new}，留存 {returning}，回流 {resurrecting}，"
        "沉睡 {dormant}。",
    ),
    "lifecycle.no_lead": ("No full interval yet.", "还没有完整的区间。"),
    "new": ("New", "新增"),
    "returning": ("Returning", "留存"),
    "resurrecting": ("Resurrecting", "回流"),
    "dormant": ("Dormant", "沉睡"),
    "pulse": ("Pulse", "脉搏"),
}

_FUNNEL = {
    "funnel": ("Funnel", "漏斗"),
    "funnel.title": ("Where do people drop out?", "用户在哪一步离开？"),
    "funnel.lead": (
        "{first} entered, {last} took every step: {share}.",
        "{first} 进入，{last} 走完全部步骤，占 {share}。",
    ),
    "funnel.nobody": ("Nobody took the first step.", "没有人走到第一步。"),
    "funnel.step": ("Step", "步骤"),
    "funnel.of_first": ("Of step 1", "占第 1 步"),
    "funnel.of_previous": ("Of the step before", "占上一步"),
    "funnel.average": ("Average time", "平均用时"),
    "funnel.median": ("Median time", "用时中位数"),
    "funnel.bar": ("{people} · {share}", "{people} · {share}"),
    "funnel.bar_time": ("{people} · {share} · median {time}", "{people} · {share} · 中位数 {time}"),
    "funnel.trend": ("Conversion by entry", "按进入时间的转化"),
    "funnel.trend_title": ("Does it get better?", "转化在变好吗？"),
    "funnel.trend_lead": (
        "Percent of the people who entered in an interval and took every step. Open points: "
        "windows that have not all run out.",
        "在各区间进入并走完全部步骤的比例。空心点：窗口尚未全部结束。",
    ),
    "funnel.entered": ("Entered", "进入"),
    "funnel.completed": ("Completed", "完成"),
    "funnel.times": ("Time to convert", "转化用时"),
    "funnel.times_title": ("How long does it take?", "需要多长时间？"),
    "funnel.times_lead": ("On average {time}.", "平均 {time}。"),
    "funnel.from_seconds": ("From (s)", "起 (秒)"),
    "funnel.to_seconds": ("To (s)", "止 (秒)"),
}

_PATHS = {
    "paths": ("Paths", "路径"),
    "paths.title": ("Where do people go?", "用户去了哪里？"),
    "paths.lead": (
        "{paths} paths of {people} people.",
        "{people} 人的 {paths} 条路径。",
    ),
    "paths.hidden": (
        "{hidden} links are beyond the limit and left out.",
        "另有 {hidden} 条连线超出上限，未列出。",
    ),
    "paths.place": ("Place", "位置"),
    "paths.source": ("From", "来源"),
    "paths.target": ("To", "去向"),
    "paths.walks": ("Times", "次数"),
    "paths.mean": ("Mean time", "平均用时"),
    "paths.drawn": (
        "The {drawn} links of the most people are drawn; the table has all {all}.",
        "图中画出人数最多的 {drawn} 条连线，表格包含全部 {all} 条。",
    ),
    "paths.hover": ("{source} → {target}: {people} people", "{source} → {target}：{people} 人"),
}

_COHORT = {
    "cohort": ("Cohort", "分群"),
    "cohort.title": ("Who is in it?", "谁在其中？"),
    "cohort.lead": ("{people} people are in the cohort.", "分群共有 {people} 人。"),
    "cohort.page": (
        "{shown} of them are listed; the next page begins at {next}.",
        "这里列出 {shown} 人，下一页从 {next} 开始。",
    ),
    "cohort.ids": ("People", "用户"),
    "cohort.id": ("Person", "用户"),
}

_VALUE = {
    "customer_value": ("Customer value", "顾客价值"),
    "customer_value.title": ("What are customers worth?", "顾客值多少钱？"),
    "value.curves": ("Revenue per customer", "人均累计收入"),
    "value.lead": (
        "{customers} customers, {revenue} net, {repeat} bought on two days or more.",
        "{customers} 位顾客，净收入 {revenue}，{repeat} 在两天或更多天购买。",
    ),
    "value.after": ("{unit}s after the first purchase", "首次购买之后第几{unit}"),
    "value.customers": ("Customers", "顾客数"),
    "value.purchases": ("Purchases", "购买次数"),
    "value.revenue": ("Net revenue", "净收入"),
    "value.average": ("Average order value", "客单价"),
    "value.each": ("Purchases each", "人均购买次数"),
    "value.repeat": ("Came back", "复购率"),
    "value.totals": ("Totals", "合计"),
    "value.repeat_table": ("Repeat rate", "复购率"),
    "value.gap_median": ("Median gap (days)", "间隔中位数（天）"),
}

_GROWTH = {
    "growth": ("Growth", "增长"),
    "growth.title": ("How do people bring people?", "用户如何带来用户？"),
    "growth.stage": ("Stage", "阶段"),
    "growth.per_previous": ("Per person before", "每位上一阶段用户"),
    "growth.rate": ("Rate", "比率"),
    "growth.open": ("Still open", "尚未结束"),
    "growth.lead": (
        "{exposed} people were exposed, {joined} joined. K = {k} ({low} to {high}).",
        "{exposed} 人看到，{joined} 人加入。K = {k}（{low} 至 {high}）。",
    ),
    "growth.lead_no_k": (
        "{exposed} people were exposed, {joined} joined. There is nobody to count K from yet.",
        "{exposed} 人看到，{joined} 人加入。目前没有可用于计算 K 的用户。",
    ),
    "growth.factors": ("Invitations and K", "邀请与 K 值"),
    "growth.what": ("What", "项目"),
    "growth.k_raw": ("K", "K 值"),
    "growth.k_without_flagged": ("K without flagged people", "K 值（去除被标记用户）"),
    "growth.k_incremental": ("Incremental K", "增量 K 值"),
    "growth.users": ("Users", "用户数"),
    "growth.links": ("Links", "邀请关系"),
    "growth.young_users": ("Users whose window is still open", "窗口未结束的用户"),
    "growth.per_inviter": ("Invitations per inviter", "每位邀请人的邀请数"),
    "growth.conversion": ("Links per invitation", "每次邀请带来的邀请关系"),
    "growth.waits": ("Waits", "等待时间"),
    "growth.invite_to_join": ("Invitation to joining", "邀请到加入"),
    "growth.join_to_invite": ("Joining to own invitation", "加入到自己发出邀请"),
    "growth.cycle": ("Whole cycle", "完整周期"),
    "growth.done": ("Done", "已完成"),
    "growth.young": ("Still open", "尚未结束"),
    "growth.by_end": ("By the end of the window", "窗口结束时占比"),
    "growth.median": ("Median", "中位数"),
    "growth.campaigns": ("By campaign", "按活动"),
    "growth.channels": ("By channel", "按渠道"),
    "growth.share_rate": ("Share rate", "分享率"),
    "growth.participation": ("Participation", "参与率"),
    "growth.spread": ("Spread tree", "裂变树"),
    "growth.spread_title": ("How deep does it reach?", "裂变有多深？"),
    "growth.spread_lead": (
        "{people} people in {trees} trees, {links} links.",
        "{trees} 棵树，共 {people} 人、{links} 条邀请关系。",
    ),
    "growth.generation": ("Generation", "代"),
    "stage.exposed": ("Exposed", "看到"),
    "stage.shared": ("Shared", "分享"),
    "stage.clicked": ("Clicked", "点击"),
    "stage.joined": ("Joined", "加入"),
    "stage.qualified": ("Qualified", "达标"),
    "stage.retained": ("Retained", "留存"),
}

_ENGAGEMENT = {
    "engagement": ("Engagement", "活跃度"),
    "engagement.title": ("How much are people here?", "用户有多活跃？"),
    "engagement.people": ("Active people", "活跃人数"),
    "engagement.sessions_title": ("What are their sessions?", "会话情况如何？"),
    "engagement.lead": (
        "In the last full interval, from {start}: {dau} people a day, {mau} in 30 days, "
        "{share} of them on a given day.",
        "最近一个完整区间（{start} 起）：日活 {dau}，30 天活跃 {mau}，日活占月活 {share}。",
    ),
    "engagement.no_lead": ("No full interval yet.", "还没有完整的区间。"),
    "dau": ("DAU", "日活 DAU"),
    "wau": ("WAU", "周活 WAU"),
    "mau": ("MAU", "月活 MAU"),
    "dau_per_mau": ("DAU / MAU", "日活 / 月活"),
    "sessions": ("Sessions", "会话数"),
    "sessions_per_person": ("Sessions each", "人均会话"),
    "events_per_person": ("Events each", "人均事件"),
    "dwell_mean": ("Dwell, mean", "停留（平均）"),
    "dwell_median": ("Dwell, median", "停留（中位数）"),
    "engagement.sessions": ("Sessions", "会话"),
    "engagement.sessions_lead": (
        "Dwell per session: mean and median.",
        "每次会话的停留时间：平均值与中位数。",
    ),
    "engagement.minutes": (" min", " 分钟"),
}

_DRIVERS = {
    "drivers": ("Drivers of retention", "留存关联因素"),
    "drivers.title": ("What goes with staying?", "哪些行为与留存相关？"),
    "drivers.lead": (
        "{people} people, {returned} came back ({share}). Effects are associations: people were "
        "not assigned to what they did.",
        "共 {people} 人，{returned} 人回来（{share}）。这里是相关，不是因果：行为并非随机分配。",
    ),
    "drivers.action": ("Action", "行为"),
    "drivers.with": ("Did it", "做过"),
    "drivers.with_share": ("Of them back", "其中回来"),
    "drivers.without": ("Did not", "没做过"),
    "drivers.without_share": ("Of them back", "其中回来"),
    "drivers.difference": ("Difference", "差异"),
    "drivers.adjusted": ("Adjusted", "调整后差异"),
    "drivers.p": ("p (adjusted)", "p（校正后）"),
    "drivers.significant": ("Significant", "显著"),
    "drivers.is": ("yes", "是"),
    "drivers.is_not": ("no", "否"),
    "drivers.per_arm": ("People per arm", "实验每组人数"),
    "drivers.too_few": ("Too few people to test", "人数太少，未检验"),
    "drivers.axis": (
        "Difference of the share who came back (percentage points)",
        "回来比例之差（百分点）",
    ),
    "drivers.legend_yes": ("significant", "显著"),
    "drivers.legend_no": ("not significant", "不显著"),
}

_GROUPS = {
    "groups": ("Report by group", "分组报告"),
    "groups.title": ("What do groups of people do and buy?", "各组用户做什么、买什么？"),
    "groups.lead": (
        "{people} people, {buyers} of them bought.",
        "共 {people} 人，其中 {buyers} 人购买。",
    ),
    "groups.total": ("Total", "合计"),
    "groups.came_back": ("Came back", "回访"),
    "groups.came_back_percent": ("Of people", "占人数"),
    "groups.orders": ("Orders", "订单数"),
    "groups.buyers": ("Buyers", "买家"),
    "groups.repeat_buyers": ("Repeat buyers", "复购买家"),
    "groups.repeat_percent": ("Of buyers", "占买家"),
    "groups.revenue": ("Net revenue", "净收入"),
    "groups.suppressed": ("Too few people: not told.", "人数太少，不予显示。"),
    "groups.hidden": ("not told", "不显示"),
}

FAMILY_WORDS: dict[str, tuple[str, str]] = {
    key: words
    for family in (
        _RETENTION,
        _STICKINESS,
        _LIFECYCLE,
        _FUNNEL,
        _PATHS,
        _COHORT,
        _VALUE,
        _GROWTH,
        _ENGAGEMENT,
        _DRIVERS,
        _GROUPS,
    )
    for key, words in family.items()
}
