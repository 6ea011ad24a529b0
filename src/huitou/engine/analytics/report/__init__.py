"""The shop report: who comes back, who leaves and what they are worth, counted from order lines.

`shop_report` answers everything at once. For a single chart, `prepare` the lines and hand the
Purchases to one of the family functions. Every answer is a frozen dataclass and carries its
definition in English and Chinese.
"""

from huitou.engine.analytics.report.answers import (
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
)
from huitou.engine.analytics.report.cohorts import cohort_grid
from huitou.engine.analytics.report.findings import findings
from huitou.engine.analytics.report.gaps import order_gaps
from huitou.engine.analytics.report.lifecycle import lifecycle
from huitou.engine.analytics.report.overview import overview
from huitou.engine.analytics.report.prepare import prepare
from huitou.engine.analytics.report.product_buyers import (
    AgainWithin,
    BuyerMarks,
    ProductBuyers,
    buyer_marks,
    people_of_product,
    product_buyers,
)
from huitou.engine.analytics.report.product_sales import ProductSales, Sold
from huitou.engine.analytics.report.products import return_products
from huitou.engine.analytics.report.purchases import Purchases
from huitou.engine.analytics.report.repeat import repeat_curve
from huitou.engine.analytics.report.rfm import RfmScores, rfm, rfm_scores
from huitou.engine.analytics.report.rfm_segments import SEGMENT_MAP, SEGMENTS
from huitou.engine.analytics.report.shop_report import shop_report

__all__ = [
    "SEGMENTS",
    "SEGMENT_MAP",
    "AgainWithin",
    "BuyerMarks",
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
    "ProductBuyers",
    "ProductSales",
    "Purchases",
    "RepeatCurve",
    "ReturnProduct",
    "ReturnProducts",
    "Rfm",
    "RfmScores",
    "RfmSegment",
    "ShopReport",
    "Sold",
    "buyer_marks",
    "cohort_grid",
    "findings",
    "lifecycle",
    "order_gaps",
    "overview",
    "people_of_product",
    "prepare",
    "product_buyers",
    "repeat_curve",
    "return_products",
    "rfm",
    "rfm_scores",
    "shop_report",
]
