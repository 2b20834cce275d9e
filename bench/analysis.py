# SPDX-License-Identifier: EUPL-1.2
"""How fast the statistics are beside the reference libraries, on the same data and with the same answer.

Run alone with `python -m bench.analysis`, which prints its rows; `make bench` puts them beside the others. A
reference that is not installed leaves its columns empty.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import json
import time
import tracemalloc
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from samsyn.analysis import alarms, density, emerging, hotspots, persondata, rates, repeats, trends

LARGE = (154, 179)
SMALL = (50, 59)
PATIENCE = 5.0
"""No further run is begun after so many seconds."""

# esda is much slower where its optional compiler is missing; the table must say which one it was.
ESDA = "esda" if importlib.util.find_spec("numba") else "esda (without numba)"


def rows() -> list[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json."""
    warnings.simplefilter("ignore")
    jobs = (gistar, local_moran, kernel_density, knox, seasonal, farrington, scan, comparisons, personal_data)
    return [row for job in jobs for row in job()]


def timed(work: Callable[[], Any], runs: int = 5) -> tuple[float, Any]:
    """Seconds of the best of some runs after a warm-up, and the answer."""
    begun = time.perf_counter()
    answer = work()
    best = np.inf if runs else time.perf_counter() - begun
    for _ in range(runs):
        start = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - start)
        if time.perf_counter() - begun > PATIENCE:
            break
    return best, answer


def row(
    job: str,
    ours: Callable[[], Any],
    reference: str | None = None,
    theirs: Callable[[], Any] | None = None,
    agree: Callable[[Any, Any], bool] | None = None,
    goal: float | None = None,
    runs: int = 5,
    scale: float = 1.0,
    goal_s: float | None = None,
) -> dict[str, Any]:
    """One row; `scale` multiplies the reference's seconds where it did only a part of the job.

    With `goal_s` the goal is in seconds. What is done in one run (`runs=0`) is not warmed up either.
    """
    seconds, answer = timed(ours, runs)
    tracemalloc.start()
    ours()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    package = reference.split()[0] if reference else None
    found: dict[str, Any] = {
        "job": job,
        "ours_s": seconds,
        "reference": reference,
        "reference_s": None,
        "ratio": None,
        "goal": goal,
        "same_answer": None,
        "peak_mb": round(peak, 1),
    }
    if goal_s is not None:
        found |= {"goal": 1.0, "goal_s": goal_s, "ratio": goal_s / seconds}
    if package and theirs and importlib.util.find_spec({"scikit-learn": "sklearn"}.get(package, package)):
        found["reference"] = f"{package} {importlib.metadata.version(package)}" + reference.removeprefix(
            package
        )
        found["reference_s"], oracle = timed(theirs, 1 if scale > 1 else min(runs, 3))
        found["reference_s"] *= scale
        found["ratio"] = found["reference_s"] / seconds
        found["same_answer"] = agree(answer, oracle) if agree else None
    return found


def town(shape: tuple[int, int], events: int) -> hotspots.Grid:
    """Uneven counts in every cell of a grid, the same each time."""
    rng = np.random.default_rng(1)
    level = rng.gamma(0.3, 1.0, shape)
    counts = rng.poisson(level * events / level.sum())
    return hotspots.Grid(counts, np.ones(shape, dtype=bool), (0.0, 0.0), 250.0)


def within_noise(ours: np.ndarray, theirs: np.ndarray, draws: int) -> bool:
    """Whether 99 of 100 p-values differ by no more than four Monte Carlo errors."""
    noise = 4 * np.sqrt(2 * theirs * (1 - theirs) / draws) + 2 / draws
    return bool(np.mean(np.abs(ours - theirs) <= noise) >= 0.99)


def queen(chart: hotspots.Grid) -> Any:
    """The neighbours as the reference wants them; not part of its time."""
    from libpysal.weights import lat2W

    return lat2W(*chart.shape, rook=False)


def gistar() -> list[dict[str, Any]]:
    """Gi* alone and with 999 conditional permutations."""
    from esda.getisord import G_Local

    found = []
    for name, shape, events, goal in (("3k", SMALL, 10_000, 40), ("28k", LARGE, 1_000_000, 200)):
        chart = town(shape, events)
        flat, w = chart.counts.ravel().astype(float), queen(chart)

        def reference(draws: int, flat: np.ndarray = flat, w: Any = w) -> Any:
            return G_Local(
                flat, w, transform="B", permutations=draws, star=True, seed=1, keep_simulations=False
            )

        def ours(draws: int, chart: hotspots.Grid = chart) -> Any:
            return hotspots.gistar(chart, permutations=draws, most_draws=draws)

        def same_z(a: Any, b: Any) -> bool:
            return bool(np.allclose(a.z.ravel(), b.Zs, atol=1e-9, rtol=0))

        def same_p(a: Any, b: Any) -> bool:
            return within_noise(np.minimum(a.p, 1 - a.p).ravel(), b.p_sim, 999)

        if name == "28k":
            found.append(
                row(f"gistar_z_{name}_cells", lambda: ours(0), ESDA, lambda: reference(0), same_z, 200)
            )
        found.append(
            row(f"gistar_999_{name}_cells", lambda: ours(999), ESDA, lambda: reference(999), same_p, goal)
        )
    return found


def local_moran() -> list[dict[str, Any]]:
    """Local Moran's I with 999 conditional permutations."""
    from esda import Moran_Local

    chart = town(LARGE, 1_000_000)
    w = queen(chart)

    def same(a: Any, b: Any) -> bool:
        return bool(np.allclose(a.z.ravel(), b.Is, atol=1e-9))

    return [
        row(
            "local_moran_999_28k_cells",
            lambda: hotspots.local_moran(chart, permutations=999, most_draws=999),
            ESDA,
            lambda: Moran_Local(
                chart.counts.ravel().astype(float), w, permutations=999, seed=1, keep_simulations=False
            ),
            same,
            100,
        )
    ]


def kernel_density() -> list[dict[str, Any]]:
    """KDE at 300 m on 100 m cells; the exact reference does every four-hundredth cell and is scaled."""
    rng = np.random.default_rng(2)
    x, y = rng.normal(6_000, 2_200, 100_000), rng.normal(5_500, 2_000, 100_000)
    surface = density.kde(x, y)
    at = np.argwhere(surface.density > 0)[::400]
    share = surface.density[at[:, 0], at[:, 1]]
    centres = np.column_stack(
        [surface.origin[0] + (at[:, 1] + 0.5) * 100, surface.origin[1] + (at[:, 0] + 0.5) * 100]
    )

    def exact() -> Any:
        from sklearn.neighbors import KernelDensity

        fitted = KernelDensity(bandwidth=300, rtol=0, atol=0).fit(np.column_stack([x, y]))
        return np.exp(fitted.score_samples(centres))

    def same(_: Any, oracle: np.ndarray) -> bool:
        return bool(np.abs(share - oracle).sum() / oracle.sum() <= 0.01)

    wide_x, wide_y = rng.normal(20_000, 8_000, 1_000_000), rng.normal(19_000, 7_000, 1_000_000)
    wide_x, wide_y = wide_x.clip(0, 44_000), wide_y.clip(0, 38_000)
    wide = density.kde(wide_x, wide_y)
    rows, columns = wide.density.shape
    # In kilometres: in metres the reference cuts its kernel too soon, and its surface lacks some hundredths.
    west, south = wide.origin[0] / 1_000, wide.origin[1] / 1_000
    east, north = west + (np.arange(columns) + 0.5) * 0.1, south + (np.arange(rows) + 0.5) * 0.1
    chart = np.column_stack([np.repeat(east, rows), np.tile(north, columns)])

    def fast() -> Any:
        from KDEpy import FFTKDE

        points = np.column_stack([wide_x, wide_y]) / 1_000
        return FFTKDE(kernel="gaussian", bw=0.3).fit(points).evaluate(chart).reshape(columns, rows).T

    def alike(a: Any, b: np.ndarray) -> bool:
        apart = np.abs(a.density * 1e6 - b).sum() / b.sum()
        return bool(apart <= 0.005 and abs(a.integral - 1) <= 1e-6)

    note = "scikit-learn (scaled from every 400th cell)"
    return [
        row(
            "kde_100k_points",
            lambda: density.kde(x, y),
            note,
            exact,
            same,
            5_000,
            scale=surface.density.size / len(at),
        ),
        row("kde_1m_points", lambda: density.kde(wide_x, wide_y), "KDEpy", fast, alike, 5),
    ]


def knox() -> list[dict[str, Any]]:
    """The whole near-repeat table with 999 permutations, invented burglaries."""
    rng = np.random.default_rng(3)
    x, y = rng.normal(0, 6_500, (2, 11_700))
    day = rng.integers(0, 366, 11_700)
    # Read in beforehand: the run is timed without one to warm up.
    pointpats: Any = importlib.import_module("pointpats") if importlib.util.find_spec("pointpats") else None

    def one_cell() -> Any:
        return pointpats.Knox(np.column_stack([x, y]), day[:, None], delta=200, tau=7, permutations=999)

    def same(a: Any, b: Any) -> bool:
        return int(a.observed[:3, :2].sum()) == int(b.statistic_)

    note = "pointpats (one cell of the table)"
    # Once: it takes half a minute.
    return [row("knox_999_11700_events", lambda: repeats.knox(x, y, day), note, one_cell, same, 80, runs=0)]


def seasonal() -> list[dict[str, Any]]:
    """Trend and two harmonics for 183 series of 260 weeks."""
    counts = np.random.default_rng(4).poisson(2.0, (183, 260))
    year = np.arange(260) / trends.WEEKS_A_YEAR
    design = np.column_stack(
        [np.ones(260), year - year.mean()]
        + [f(2 * np.pi * k * year) for k in (1, 2) for f in (np.sin, np.cos)]
    )

    def reference() -> Any:
        import statsmodels.api as sm

        return np.array([sm.GLM(y, design, family=sm.families.Poisson()).fit().params for y in counts])

    def same(a: Any, b: np.ndarray) -> bool:
        return bool(np.allclose(a.coef, b, atol=1e-8))

    return [
        row(
            "seasonal_glm_183x260",
            lambda: trends.seasonal_baseline(counts),
            "statsmodels",
            reference,
            same,
            15,
        )
    ]


def farrington() -> list[dict[str, Any]]:
    """One week of alarms for 183 series; seconds are those of all. The reference in R is not run here."""
    counts = np.random.default_rng(5).poisson(2.0, (183, 320))
    return [row("farrington_183_series_one_week", lambda: alarms.surveil(counts))]


def scan() -> list[dict[str, Any]]:
    """999 worlds over half a million windows, and over 4.6 million."""
    found = []
    for name, shape, cases, goal_s in (("half_a", SMALL, 78, None), ("four_and_a_half", LARGE, 475, 15.0)):
        rng = np.random.default_rng(6)
        level = rng.gamma(0.4, 1.0, shape)
        area = hotspots.Grid(np.zeros(shape, dtype=int), np.ones(shape, dtype=bool), (0.0, 0.0), 250.0)
        counts = rng.poisson(np.broadcast_to(level * cases / level.sum(), (758, *shape))).astype(np.int16)

        def work(counts: np.ndarray = counts, area: hotspots.Grid = area) -> Any:
            return emerging.scan(counts, area, baseline="history")

        found.append(row(f"scan_999_{name}_million_windows", work, runs=0, goal_s=goal_s))
    return found


def comparisons() -> list[dict[str, Any]]:
    """A thousand exact comparisons of two counts."""
    rng = np.random.default_rng(7)
    now, before = rng.poisson(40, (2, 1_000))

    def reference() -> Any:
        from scipy.stats import binomtest

        shares = [binomtest(int(a), int(a + b)).proportion_ci() for a, b in zip(now, before, strict=True)]
        return np.array([(s.low / (1 - s.low), s.high / (1 - s.high)) for s in shares])

    def same(a: Any, b: np.ndarray) -> bool:
        return bool(np.allclose([one.interval for one in a], b, rtol=1e-9))

    return [row("compare_1000_counts", lambda: rates.compare_all(now, before), "scipy", reference, same)]


def personal_data() -> list[dict[str, Any]]:
    """Ten thousand short reports through the guard."""
    texts = [
        "Klotter på elskåpet vid Storgatan, kl 10.15 på lördagen.",
        "Ungdomar samlas vid Stora torget varje fredag efter 22.00.",
        "Det är Anna Svensson på Storgatan 4B, lgh 1203, tel 070-174 06 05.",
        "Belysningen är trasig i tunneln under väg 34.",
    ] * 2_500
    return [row("persondata_10000_texts", lambda: [persondata.suspects(text) for text in texts], runs=3)]


if __name__ == "__main__":
    print(json.dumps(rows(), indent=2))
