"""How large the difference between two shares is, and how sure: the formulas and their sources.

In all of them `a` of `n` people with the behaviour came back, and `c` of `m` without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, erfc, exp, lgamma, log, sqrt

from huitou.engine.analytics.drivers.answer import Interval
from huitou.engine.analytics.report.shares import Z95, wilson

_Z80 = 0.8416212335729143
"""The normal quantile of 80%."""

_LEAST_EXPECTED = 5


def share(returned: int, people: int) -> Interval:
    """A share with its Wilson interval."""
    return Interval(returned / people, *wilson(returned, people))


def difference(a: int, n: int, c: int, m: int) -> Interval:
    """Of two shares, with the interval that joins their Wilson intervals (method 10 of R. G.
    Newcombe, Statistics in Medicine 17, 1998).
    """
    (low, high), (low_without, high_without) = wilson(a, n), wilson(c, m)
    with_, without = a / n, c / m
    value = with_ - without
    return Interval(
        value,
        value - sqrt((with_ - low) ** 2 + (high_without - without) ** 2),
        value + sqrt((high - with_) ** 2 + (without - low_without) ** 2),
    )


def ratio(a: int, n: int, c: int, m: int) -> Interval | None:
    """Of two shares, with the log-normal interval (D. Katz and others, Biometrics 34, 1978); None
    where nobody of one side came back.
    """
    if a == 0 or c == 0:
        return None
    value = (a / n) / (c / m)
    spread = exp(Z95 * sqrt(1 / a - 1 / n + 1 / c - 1 / m))
    return Interval(value, value / spread, value * spread)


def phi(a: int, n: int, c: int, m: int) -> float:
    """The correlation of the two yes-or-no facts; 0 where nothing varies."""
    returned, stayed_away = a + c, n + m - a - c
    if returned == 0 or stayed_away == 0:
        return 0.0
    return (a * (m - c) - c * (n - a)) / sqrt(n * m * returned * stayed_away)


def p_value(a: int, n: int, c: int, m: int) -> tuple[str, float]:
    """The test and the two-sided p-value that the shares are equal: Fisher's exact test where some
    expected count is below 5 (W. G. Cochran, Biometrics 10, 1954), else Pearson's chi-square with
    one degree of freedom, without a continuity correction.
    """
    everyone, returned = n + m, a + c
    least = min(n, m) * min(returned, everyone - returned) / everyone
    if least < _LEAST_EXPECTED:
        return "fisher", _fisher(a, n, m, returned)
    return "chi-square", erfc(sqrt(everyone) * abs(phi(a, n, c, m)) / sqrt(2))


def _fisher(a: int, n: int, m: int, returned: int) -> float:
    """All tables with the same margins that are not more probable than this one, with the
    tolerance of R's fisher.test.
    """
    possible = range(max(0, returned - m), min(n, returned) + 1)
    every = _log_choose(n + m, returned)
    logs = [_log_choose(n, i) + _log_choose(m, returned - i) - every for i in possible]
    limit = logs[a - possible[0]] + log(1 + 1e-7)
    return min(1.0, sum(exp(one) for one in logs if one <= limit))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that keep the chance of any false finding (S. Holm, Scandinavian Journal
    of Statistics 6, 1979).
    """
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(_ascending(p_values)):
        largest = max(largest, min(1.0, p_values[place] * (len(p_values) - rank)))
        adjusted[place] = largest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that keep the expected share of false findings among all findings (Y.
    Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57, 1995).
    """
    adjusted, smallest = [0.0] * len(p_values), 1.0
    for rank, place in reversed(list(enumerate(_ascending(p_values), start=1))):
        smallest = min(smallest, p_values[place] * len(p_values) / rank)
        adjusted[place] = smallest
    return adjusted


def _ascending(values: Sequence[float]) -> list[int]:
    return sorted(range(len(values)), key=lambda place: values[place])


def stratified_difference(strata: Sequence[tuple[int, int, int, int]]) -> Interval | None:
    """The Mantel-Haenszel difference of the shares over strata (a, n, c, m), with the variance of
    T. Sato (Biometrics 45, 1989), which holds for few large and for many small strata. None if no
    stratum has people of both sides.
    """
    both = [(a, n, c, m, n + m) for a, n, c, m in strata if n and m]
    if not both:
        return None
    weight = sum(n * m / t for a, n, c, m, t in both)
    value = sum((a * m - c * n) / t for a, n, c, m, t in both) / weight
    p = sum((c * n**2 - a * m**2 + n * m * (m - n) / 2) / t**2 for a, n, c, m, t in both)
    q = sum((a * (m - c) + c * (n - a)) / (2 * t) for a, n, c, m, t in both)
    half = Z95 * sqrt(max(0.0, value * p + q)) / weight
    return Interval(value, max(-1.0, value - half), min(1.0, value + half))


def people_per_arm(with_: float, without: float) -> int | None:
    """How many people each half of an experiment needs to find a difference as large as that of
    these shares, with 80% power in a two-sided test at 5% (J. L. Fleiss, B. Levin and M. C. Paik,
    Statistical Methods for Rates and Proportions, 3rd ed. 2003, formula 4.14). None for equal
    shares.
    """
    if with_ == without:
        return None
    mean = (with_ + without) / 2
    chance = Z95 * sqrt(2 * mean * (1 - mean))
    power = _Z80 * sqrt(with_ * (1 - with_) + without * (1 - without))
    return ceil(((chance + power) / (with_ - without)) ** 2)
