"""What happened: who comes back, who leaves and what they are worth.

`shop_report` answers everything at once from order lines. The query families answer one question
each from the event log: open the events (`events_of_log`, `events_on_spark`, `events_of_table`),
and hand them with a frozen query to the family's function. Every answer is frozen and carries its
definition in English and Chinese and as data.
"""

from huitou.engine.analytics.report import (
    SEGMENT_MAP,
    SEGMENTS,
    CohortGrid,
    CohortRow,
    CurrencyTotal,
    CurvePoint,
    Definition,
    Finding,
    GapBin,
    Lifecycle,
    LifecyclePeriod,
    OrderGaps,
    Overview,
    RepeatCurve,
    ReturnProduct,
    ReturnProducts,
    Rfm,
    RfmSegment,
    ShopReport,
    prepare,
    shop_report,
)

__all__ = [
    "SEGMENTS",
    "SEGMENT_MAP",
    "CohortGrid",
    "CohortRow",
    "CurrencyTotal",
    "CurvePoint",
    "Definition",
    "Finding",
    "GapBin",
    "Lifecycle",
    "LifecyclePeriod",
    "OrderGaps",
    "Overview",
    "RepeatCurve",
    "ReturnProduct",
    "ReturnProducts",
    "Rfm",
    "RfmSegment",
    "ShopReport",
    "prepare",
    "shop_report",
]
