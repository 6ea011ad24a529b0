"""The formulas, on published examples and by hand."""

from __future__ import annotations

from itertools import combinations
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.drivers.effects import (
    benjamini_hochberg,
    difference,
    holm,
    p_value,
    people_per_arm,
    phi,
    ratio,
    stratified_difference,
)


def test_newcombes_first_example():
    """R. G. Newcombe 1998, table II (a): 56 of 70 against 48 of 80."""
    found = difference(56, 70, 48, 80)
    assert found.value == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0524, abs=5e-5)
    assert found.high == pytest.approx(0.3339, abs=5e-5)


def test_the_lady_tasting_tea():
    """R. A. Fisher's tea: 3 of 4 against 1 of 4; each of 70 choices, 34 at least as odd."""
    assert p_value(3, 4, 1, 4) == ("fisher", pytest.approx(34 / 70))


def test_pearson_by_hand():
    """20 of 50 against 10 of 50: chi-square is 100 (20x40 - 10x30)^2 / (50x50x30x70) = 4.7619."""
    name, p = p_value(20, 50, 10, 50)
    assert name == "chi-square"
    assert p == pytest.approx(0.029096, abs=5e-7)
    assert phi(20, 50, 10, 50) == pytest.approx(sqrt(4.761905 / 100), abs=1e-7)


def test_where_nothing_varies_nothing_is_found():
    assert p_value(0, 50, 0, 60) == ("fisher", 1.0)
    assert p_value(50, 50, 60, 60) == ("fisher", 1.0)
    assert phi(0, 50, 0, 60) == 0.0


@settings(max_examples=40)
@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_fisher_counts_all_assignments(n, m, data):
    """Every way to choose who comes back is as likely as every other."""
    returned = data.draw(st.integers(0, n + m))
    ways = [sum(one < n for one in chosen) for chosen in combinations(range(n + m), returned)]
    a = data.draw(st.sampled_from(ways))
    times = {value: ways.count(value) for value in set(ways)}
    odd = sum(count for count in times.values() if count <= times[a])
    name, p = p_value(a, n, returned - a, m)
    assert name == "fisher" or min(n, m) * min(returned, n + m - returned) >= 5 * (n + m)
    if name == "fisher":
        assert p == pytest.approx(odd / len(ways))


def test_ratio_by_hand():
    found = ratio(20, 50, 10, 50)
    assert found.value == pytest.approx(2.0)
    # The standard error of the logarithm is sqrt(1/20 - 1/50 + 1/10 - 1/50).
    assert found.low == pytest.approx(1.04405, abs=5e-5)
    assert found.high == pytest.approx(3.83124, abs=5e-5)
    assert ratio(0, 50, 10, 50) is None
    assert ratio(10, 50, 0, 50) is None


def test_adjusted_p_values():
    given_p = [0.01, 0.04, 0.03, 0.005]
    assert holm(given_p) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert benjamini_hochberg(given_p) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert holm([]) == benjamini_hochberg([]) == []
    assert holm([0.6, 0.9]) == [1.0, 1.0]


def test_strata_undo_a_mixture():
    """In both strata doing it makes no difference; put together it seems to make 0.48."""
    strata = [(72, 80, 18, 20), (2, 20, 8, 80)]
    found = stratified_difference(strata)
    assert found.value == pytest.approx(0.0)
    assert found.low < 0 < found.high
    assert difference(74, 100, 26, 100).low > 0.3


def test_one_stratum_is_the_plain_difference():
    found = stratified_difference([(200, 500, 100, 500), (3, 7, 0, 0), (0, 0, 1, 9)])
    assert found.value == pytest.approx(0.2)
    plain = 1.959964 * sqrt(0.4 * 0.6 / 500 + 0.2 * 0.8 / 500)
    assert found.high - found.value == pytest.approx(plain, rel=0.01)
    assert stratified_difference([(1, 2, 0, 0)]) is None


def test_people_that_an_experiment_needs():
    """0.4 against 0.3 with 80% power at 5%, two-sided: 356 a side (Fleiss, without correction)."""
    assert people_per_arm(0.4, 0.3) == people_per_arm(0.3, 0.4) == 356
    assert people_per_arm(0.3, 0.3) is None
