"""What happened: who comes back, who leaves and what they are worth.

`shop_report` answers everything at once from order lines. The query families answer one question
each from the event log: open the events (`events_of_log`, `events_on_spark`, `events_of_table`),
and hand them with a frozen query to the family's function. Every answer is frozen and carries its
definition in English and Chinese and as data.
"""

from huitou.engine.analytics.families import FAMILIES, Family, ask, family_named, people_of_cell
from huitou.engine.analytics.lifecycle.answer import LifecycleAnswer, LifecycleInterval
from huitou.engine.analytics.lifecycle.ask import lifecycle, lifecycle_people
from huitou.engine.analytics.lifecycle.query import LifecycleCell, LifecycleQuery
from huitou.engine.analytics.parse import parsed
from huitou.engine.analytics.query.definition import AsOf, Note, QueryDefinition
from huitou.engine.analytics.query.events import Breakdown, EventFilter, Query, event
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
from huitou.engine.analytics.retention.answer import (
    RetentionAnswer,
    RetentionGroup,
    RetentionRow,
)
from huitou.engine.analytics.retention.ask import retention, retention_people
from huitou.engine.analytics.retention.query import Aggregate, RetentionCell, RetentionQuery
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.limits import Limits
from huitou.engine.analytics.source.opened import (
    events_of_log,
    events_of_table,
    events_on_spark,
)
from huitou.engine.analytics.stickiness.answer import StickinessAnswer, StickinessGroup
from huitou.engine.analytics.stickiness.ask import stickiness, stickiness_people
from huitou.engine.analytics.stickiness.query import Criterion, StickinessCell, StickinessQuery

__all__ = [
    "FAMILIES",
    "SEGMENTS",
    "SEGMENT_MAP",
    "Aggregate",
    "AsOf",
    "Breakdown",
    "CohortGrid",
    "CohortRow",
    "Criterion",
    "CurrencyTotal",
    "CurvePoint",
    "Definition",
    "EventFilter",
    "Events",
    "Family",
    "Finding",
    "GapBin",
    "Lifecycle",
    "LifecycleAnswer",
    "LifecycleCell",
    "LifecycleInterval",
    "LifecyclePeriod",
    "LifecycleQuery",
    "Limits",
    "Note",
    "OrderGaps",
    "Overview",
    "Query",
    "QueryDefinition",
    "RepeatCurve",
    "RetentionAnswer",
    "RetentionCell",
    "RetentionGroup",
    "RetentionQuery",
    "RetentionRow",
    "ReturnProduct",
    "ReturnProducts",
    "Rfm",
    "RfmSegment",
    "ShopReport",
    "StickinessAnswer",
    "StickinessCell",
    "StickinessGroup",
    "StickinessQuery",
    "ask",
    "event",
    "events_of_log",
    "events_of_table",
    "events_on_spark",
    "family_named",
    "lifecycle",
    "lifecycle_people",
    "parsed",
    "people_of_cell",
    "prepare",
    "retention",
    "retention_people",
    "shop_report",
    "stickiness",
    "stickiness_people",
]
