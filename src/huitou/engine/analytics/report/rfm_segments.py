"""Names for the cells of the recency-frequency grid, as data: the only place that says them.

The partition is the one in wide use for quintile scores (five recency rows, five frequency
columns), with the lowest corner split off as `lost`. Who purchased on a single day takes a name of
column 1, because no rank makes a single purchase loyal; who came back, of column 2 at least.
"""

SEGMENTS = (
    "champions",
    "loyal",
    "potential_loyal",
    "new",
    "promising",
    "needs_attention",
    "about_to_sleep",
    "at_risk",
    "cant_lose",
    "hibernating",
    "lost",
)

# SEGMENT_MAP[r-1][f-1]: r = 5 is the most recent, f = 5 the most frequent.
SEGMENT_MAP = (
    ("lost", "hibernating", "at_risk", "at_risk", "cant_lose"),
    ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"),
    ("about_to_sleep", "about_to_sleep", "needs_attention", "loyal", "loyal"),
    ("promising", "potential_loyal", "potential_loyal", "loyal", "loyal"),
    ("new", "potential_loyal", "potential_loyal", "champions", "champions"),
)
