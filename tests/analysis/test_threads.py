# SPDX-License-Identifier: EUPL-1.2
"""Same seed, same bits, for any number of threads: what a picture printed once can be printed again."""

import os
import subprocess
import sys

EVERYTHING = """
import hashlib
import numpy as np
from samsyn.analysis import alarms, density, effects, emerging, hotspots, rates, repeats, trends
rng = np.random.default_rng(1)
x, y = rng.normal(5000, 1500, (2, 3000))
counts = rng.poisson(2.0, (120, 260))
area = hotspots.study_area(x, y)
town = hotspots.grid(x, y, mask=area)
fit = trends.seasonal_baseline(counts)
days = rng.integers(0, 420, 3000)
parts = [
    hotspots.gistar(town, permutations=999).p,
    hotspots.local_moran(town, permutations=999).p,
    density.kde(x, y).density,
    fit.coef, fit.cov, fit.ahead([260]).upper,
    alarms.surveil(counts).upper,
    repeats.knox(x, y, days, permutations=19).p,
    np.array([c.llr for c in emerging.scan(emerging.cube(x, y, days, area, 419, 420), area, replications=19, max_p=1)]),
    rates.eb_rates(counts[:, 0], rng.integers(500, 900, 120)).shrunk,
    np.array(effects.did_poisson(counts, np.arange(120) < 60, np.arange(260) > 130).interval),
]
print(hashlib.sha256(b"".join(np.ascontiguousarray(p).tobytes() for p in parts)).hexdigest())
"""


def digest(threads):
    counted = {f"{library}_NUM_THREADS": str(threads) for library in ("OPENBLAS", "OMP", "MKL")}
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING],
        env=os.environ | counted,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_one_thread_and_four_give_the_same_bits():
    assert digest(1) == digest(4)
