"""Intervals and tests for shares of people."""

from __future__ import annotations

from math import erfc, sqrt

Z95 = 1.959963984540054  # the normal quantile of a two-sided 95% interval


def wilson(successes: int, people: int) -> tuple[float, float]:
    """The 95% score interval of a share (E. B. Wilson, JASA 22, 1927); (0, 1) for nobody."""
    if people == 0:
        return 0.0, 1.0
    share, z2 = successes / people, Z95 * Z95
    middle = (share + z2 / (2 * people)) / (1 + z2 / people)
    half = Z95 * sqrt(share * (1 - share) / people + z2 / (4 * people**2)) / (1 + z2 / people)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def two_share_p(successes_a: int, people_a: int, successes_b: int, people_b: int) -> float:
    """The two-sided p-value that two shares are equal (pooled z test); 1.0 when nothing varies."""
    if people_a == 0 or people_b == 0:
        return 1.0
    pooled = (successes_a + successes_b) / (people_a + people_b)
    variance = pooled * (1 - pooled) * (1 / people_a + 1 / people_b)
    if variance == 0:
        return 1.0
    z = (successes_a / people_a - successes_b / people_b) / sqrt(variance)
    return erfc(abs(z) / sqrt(2))
