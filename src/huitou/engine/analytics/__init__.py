"""What happened: who comes back, who leaves and what they are worth.

`shop_report` answers everything at once from order lines. The query families answer one question
each from the event log: open the events (`events_of_log`, `events_on_spark`, `events_of_table`),
and hand them with a frozen query to the family's function. Every answer is frozen and carries its
definition in English and Chinese and as data.
"""

from huitou.engine.analytics.cell_cohort import cohort_of_cell
from huitou.engine.analytics.cohorts.answer import CohortAnswer
from huitou.engine.analytics.cohorts.ask import cohort
from huitou.engine.analytics.cohorts.evaluate import cohort_members
from huitou.engine.analytics.cohorts.resolve import SavedCohorts
from huitou.engine.analytics.cohorts.saved import CohortStore, SavedCohort
from huitou.engine.analytics.drivers.answer import Driver, DriversAnswer
from huitou.engine.analytics.drivers.ask import drivers, drivers_people
from huitou.engine.analytics.drivers.query import DriversCell, DriversQuery
from huitou.engine.analytics.engagement.answer import (
    EngagementAnswer,
    EngagementGroup,
    EngagementInterval,
)
from huitou.engine.analytics.engagement.ask import engagement, engagement_people
from huitou.engine.analytics.engagement.query import EngagementCell, EngagementQuery
from huitou.engine.analytics.families import FAMILIES, Family, ask, family_named, people_of_cell
from huitou.engine.analytics.funnels.answer import (
    ConversionTimes,
    FunnelAnswer,
    FunnelGroup,
    FunnelStep,
    TrendPoint,
)
from huitou.engine.analytics.funnels.ask import funnel, funnel_people
from huitou.engine.analytics.funnels.query import Exclusion, FunnelCell, FunnelQuery, TimeToConvert
from huitou.engine.analytics.glance.answer import DayCounts, Glance
from huitou.engine.analytics.glance.ask import day_at_a_glance, glance_people
from huitou.engine.analytics.glance.query import GlanceQuery
from huitou.engine.analytics.groups.answer import GroupRevenue, GroupRow, GroupsAnswer
from huitou.engine.analytics.groups.ask import groups_people, report_by_group
from huitou.engine.analytics.groups.query import GroupsCell, GroupsQuery
from huitou.engine.analytics.growth.answer import (
    GrowthAnswer,
    GrowthGroup,
    GrowthStage,
    Invitations,
    KFactor,
    Spread,
)
from huitou.engine.analytics.growth.ask import growth, growth_people
from huitou.engine.analytics.growth.query import GrowthCell, GrowthQuery
from huitou.engine.analytics.index.activity import ActivityIndex, open_index
from huitou.engine.analytics.index.build import rebuild_index
from huitou.engine.analytics.index.check import IndexChecked, check_index
from huitou.engine.analytics.index.facts import index_facts
from huitou.engine.analytics.index.keep import KeptIndex
from huitou.engine.analytics.lifecycle.answer import LifecycleAnswer, LifecycleInterval
from huitou.engine.analytics.lifecycle.ask import lifecycle, lifecycle_people
from huitou.engine.analytics.lifecycle.query import LifecycleCell, LifecycleQuery
from huitou.engine.analytics.parse import parsed
from huitou.engine.analytics.paths.answer import PathLink, PathsAnswer
from huitou.engine.analytics.paths.ask import paths, paths_people
from huitou.engine.analytics.paths.query import Cleaning, Grouping, PathsCell, PathsQuery
from huitou.engine.analytics.query.cohort import (
    AllOf,
    AnyOf,
    CohortCell,
    CohortDefinition,
    CohortQuery,
    CohortRule,
    FirstTime,
    InCell,
    InCohort,
    InSequence,
    Not,
    Performed,
    PerformedTimes,
    Regularly,
    Restarted,
    Span,
    Stopped,
    TraitIs,
)
from huitou.engine.analytics.query.definition import AsOf, Note, QueryDefinition
from huitou.engine.analytics.query.events import Breakdown, EventFilter, Query, event
from huitou.engine.analytics.report import (
    SEGMENT_MAP,
    SEGMENTS,
    AgainWithin,
    BuyerMarks,
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
    ProductBuyers,
    ProductSales,
    Purchases,
    RepeatCurve,
    ReturnProduct,
    ReturnProducts,
    Rfm,
    RfmScores,
    RfmSegment,
    ShopReport,
    Sold,
    buyer_marks,
    people_of_product,
    prepare,
    product_buyers,
    rfm_scores,
    shop_report,
)
from huitou.engine.analytics.retention.answer import (
    RetentionAnswer,
    RetentionGroup,
    RetentionRow,
)
from huitou.engine.analytics.retention.ask import retention, retention_people
from huitou.engine.analytics.retention.query import Aggregate, RetentionCell, RetentionQuery
from huitou.engine.analytics.seen import PeopleSeen, events_of_one, people_seen
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
from huitou.engine.analytics.value.answer import ValueAnswer, ValueGaps, ValueGroup, ValueRow
from huitou.engine.analytics.value.ask import customer_value, value_people
from huitou.engine.analytics.value.query import ValueCell, ValueQuery

__all__ = [
    "FAMILIES",
    "SEGMENTS",
    "SEGMENT_MAP",
    "ActivityIndex",
    "AgainWithin",
    "Aggregate",
    "AllOf",
    "AnyOf",
    "AsOf",
    "Breakdown",
    "BuyerMarks",
    "Cleaning",
    "CohortAnswer",
    "CohortCell",
    "CohortDefinition",
    "CohortGrid",
    "CohortQuery",
    "CohortRow",
    "CohortRule",
    "CohortStore",
    "ConversionTimes",
    "Criterion",
    "CurrencyTotal",
    "CurvePoint",
    "DayCounts",
    "Definition",
    "Driver",
    "DriversAnswer",
    "DriversCell",
    "DriversQuery",
    "EngagementAnswer",
    "EngagementCell",
    "EngagementGroup",
    "EngagementInterval",
    "EngagementQuery",
    "EventFilter",
    "Events",
    "Exclusion",
    "Family",
    "Finding",
    "FirstTime",
    "FunnelAnswer",
    "FunnelCell",
    "FunnelGroup",
    "FunnelQuery",
    "FunnelStep",
    "GapBin",
    "Glance",
    "GlanceQuery",
    "GroupRevenue",
    "GroupRow",
    "Grouping",
    "GroupsAnswer",
    "GroupsCell",
    "GroupsQuery",
    "GrowthAnswer",
    "GrowthCell",
    "GrowthGroup",
    "GrowthQuery",
    "GrowthStage",
    "InCell",
    "InCohort",
    "InSequence",
    "IndexChecked",
    "Invitations",
    "KFactor",
    "KeptIndex",
    "Lifecycle",
    "LifecycleAnswer",
    "LifecycleCell",
    "LifecycleInterval",
    "LifecyclePeriod",
    "LifecycleQuery",
    "Limits",
    "Not",
    "Note",
    "OrderGaps",
    "Overview",
    "PathLink",
    "PathsAnswer",
    "PathsCell",
    "PathsQuery",
    "PeopleSeen",
    "Performed",
    "PerformedTimes",
    "ProductBuyers",
    "ProductSales",
    "Purchases",
    "Query",
    "QueryDefinition",
    "Regularly",
    "RepeatCurve",
    "Restarted",
    "RetentionAnswer",
    "RetentionCell",
    "RetentionGroup",
    "RetentionQuery",
    "RetentionRow",
    "ReturnProduct",
    "ReturnProducts",
    "Rfm",
    "RfmScores",
    "RfmSegment",
    "SavedCohort",
    "SavedCohorts",
    "ShopReport",
    "Sold",
    "Span",
    "Spread",
    "StickinessAnswer",
    "StickinessCell",
    "StickinessGroup",
    "StickinessQuery",
    "Stopped",
    "TimeToConvert",
    "TraitIs",
    "TrendPoint",
    "ValueAnswer",
    "ValueCell",
    "ValueGaps",
    "ValueGroup",
    "ValueQuery",
    "ValueRow",
    "ask",
    "buyer_marks",
    "check_index",
    "cohort",
    "cohort_members",
    "cohort_of_cell",
    "customer_value",
    "day_at_a_glance",
    "drivers",
    "drivers_people",
    "engagement",
    "engagement_people",
    "event",
    "events_of_log",
    "events_of_one",
    "events_of_table",
    "events_on_spark",
    "family_named",
    "funnel",
    "funnel_people",
    "glance_people",
    "groups_people",
    "growth",
    "growth_people",
    "index_facts",
    "lifecycle",
    "lifecycle_people",
    "open_index",
    "parsed",
    "paths",
    "paths_people",
    "people_of_cell",
    "people_of_product",
    "people_seen",
    "prepare",
    "product_buyers",
    "rebuild_index",
    "report_by_group",
    "retention",
    "retention_people",
    "rfm_scores",
    "shop_report",
    "stickiness",
    "stickiness_people",
    "value_people",
]
