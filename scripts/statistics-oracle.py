"""Writes test/reports/statistics/oracle.json: what SciPy and statsmodels say about drawn data.

Run in an environment of its own; the tests read the file alone:
    python -m venv /tmp/oracle && /tmp/oracle/bin/pip install scipy==1.17.1 statsmodels==0.14.6
    /tmp/oracle/bin/python scripts/statistics-oracle.py
"""

import json
import platform
import random
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import scipy
import scipy.optimize
import statsmodels
import statsmodels.api as sm
from scipy import integrate, special, stats
from statsmodels.stats.contingency_tables import StratifiedTable, cochrans_q, mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

SEED = 20261125
TARGET = Path(__file__).parent.parent / "test" / "reports" / "statistics" / "oracle.json"
LEVELS = [0.8, 0.9, 0.95, 0.99]


def size(rng, most):
    """A whole number from 1 to `most`, small ones as likely as great ones."""
    return max(1, int(most ** rng.random()))


def counts(rng, most):
    n = size(rng, most)
    return rng.randint(0, n), n


def intervals(rng):
    for _ in range(80):
        (k, n), level = counts(rng, 50_000), rng.choice(LEVELS)
        alpha = 1 - level
        ends = {name: proportion_confint(k, n, alpha, method) for name, method in METHODS.items()}
        ends["betaUniform"] = stats.beta.ppf([alpha / 2, 1 - alpha / 2], k + 1, n - k + 1)
        if k in (0, n):  # statsmodels does not move Jeffreys' outer end to 0 or 1
            del ends["jeffreys"]
        yield {"k": k, "n": n, "level": level, **{name: list(map(float, pair)) for name, pair in ends.items()}}


METHODS = {"wilson": "wilson", "clopperPearson": "beta", "jeffreys": "jeffreys"}


def newcombe(rng):
    for _ in range(60):
        (k1, n1), (k2, n2), level = counts(rng, 2000), counts(rng, 2000), rng.choice(LEVELS)
        low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", alpha=1 - level)
        yield {"arms": [k1, n1, k2, n2], "level": level, "low": float(low), "high": float(high)}


def exact_tests(rng):
    for most in [60] * 40 + [12] * 20:
        (k1, n1), (k2, n2) = counts(rng, most), counts(rng, most)
        table = [[k1, k2], [n1 - k1, n2 - k2]]
        case = {"arms": [k1, n1, k2, n2]}
        for alternative in ("two-sided", "greater", "less"):
            case[alternative] = {
                "fisher": float(stats.fisher_exact(table, alternative).pvalue),
                "boschloo": float(stats.boschloo_exact(table, alternative, n=256).pvalue),
                "barnard": barnard(k1, n1, k2, n2, alternative),
            }
        yield case


def barnard(k1, n1, k2, n2, alternative):
    """By its definition, tables compared in rational numbers: SciPy's own loses ties to rounding."""

    def score(x1, x2):
        pooled, d = Fraction(x1 + x2, n1 + n2), Fraction(x1, n1) - Fraction(x2, n2)
        return Fraction(0) if pooled in (0, 1) else d * abs(d) / (pooled * (1 - pooled))

    observed = score(k1, k2)
    extreme = {
        "two-sided": lambda t: abs(t) >= abs(observed),
        "greater": lambda t: t >= observed,
        "less": lambda t: t <= observed,
    }[alternative]
    region = np.array([[extreme(score(x1, x2)) for x2 in range(n2 + 1)] for x1 in range(n1 + 1)], dtype=float)

    def probability(rate):
        return stats.binom.pmf(range(n1 + 1), n1, rate) @ region @ stats.binom.pmf(range(n2 + 1), n2, rate)

    grid = np.linspace(0, 1, 1001)
    sizes = [probability(rate) for rate in grid]
    best = max(sizes)
    for at in np.argsort(sizes)[-6:]:
        bounds = (grid[max(0, at - 1)], grid[min(1000, at + 1)])
        top = scipy.optimize.minimize_scalar(
            lambda r: -probability(r), bounds=bounds, method="bounded", options={"xatol": 1e-9}
        )
        best = max(best, -top.fun)
    return float(min(1, best))


def paired(rng):
    for _ in range(60):
        b, c = size(rng, 3000), size(rng, 3000)
        table = [[0, b], [c, 0]]
        tail, mass = stats.binom.cdf(min(b, c), b + c, 0.5), stats.binom.pmf(min(b, c), b + c, 0.5)
        mid = 1 - mass / 2 if b == c else 2 * tail - mass
        yield {"b": b, "c": c, "exact": float(mcnemar(table, exact=True).pvalue), "midP": float(mid)}


def several_policies(rng):
    for columns in [2, 3, 4, 6] * 4:
        skills = [rng.random() for _ in range(columns)]
        rows = [[int(rng.random() < skill) for skill in skills] for _ in range(rng.randint(8, 60))]
        result = cochrans_q(np.array(rows), return_object=True)
        yield {"rows": rows, "statistic": float(result.statistic), "pValue": float(result.pvalue)}


def multiplicity(rng):
    for m in (1, 2, 5, 12, 40):
        p = [rng.random() ** rng.choice([1, 4]) for _ in range(m)]
        adjusted = {ours: multipletests(p, method=theirs)[1].tolist() for ours, theirs in CORRECTIONS.items()}
        yield {"p": p, **adjusted}


CORRECTIONS = {"holm": "holm", "benjaminiHochberg": "fdr_bh", "bonferroni": "bonferroni"}


def stratified(rng):
    for _ in range(30):
        strata = [(*counts(rng, 30), *counts(rng, 30)) for _ in range(rng.randint(2, 8))]
        tables = [np.array([[k1, n1 - k1], [k2, n2 - k2]], dtype=float) for k1, n1, k2, n2 in strata]
        table = StratifiedTable(tables)
        plain = table.test_null_odds(correction=False)
        yield {
            "strata": strata,
            "statistic": float(plain.statistic),
            "pValue": float(plain.pvalue),
            "oddsRatio": float(table.oddsratio_pooled),
        }


def trends(rng):
    """The statistic is N r^2, r the correlation of score and outcome."""
    for _ in range(30):
        levels = [(rng.choice([1, 2.5, 5]) * at, *counts(rng, 200)) for at in range(rng.randint(2, 7))]
        scores = np.concatenate([[score] * n for score, _, n in levels])
        outcomes = np.concatenate([[1] * k + [0] * (n - k) for _, k, n in levels])
        if outcomes.std() == 0 or scores.std() == 0:
            continue
        z = float(np.sqrt(len(scores)) * np.corrcoef(scores, outcomes)[0, 1])
        yield {"levels": levels, "z": z, "pValue": float(2 * stats.norm.sf(abs(z)))}


def posteriors(rng):
    for most in [50] * 15 + [5000] * 15:
        (k_a, n_a), (k_b, n_b) = counts(rng, most), counts(rng, most)
        a, b = stats.beta(k_a + 1, n_a - k_a + 1), stats.beta(k_b + 1, n_b - k_b + 1)
        yield {"arms": [k_a, n_a, k_b, n_b], "bGreater": greater(a, b)}


def greater(a, b):
    """P(B > A) by integration, in pieces so that a narrow peak is met."""
    ends = sorted({0.0, 1.0, *b.ppf([1e-9, 0.01, 0.5, 0.99, 1 - 1e-9])})
    pieces = [integrate.quad(lambda x: b.pdf(x) * a.cdf(x), *piece, epsabs=1e-13)[0] for piece in pairwise(ends)]
    return float(sum(pieces))


def clusters(rng):
    for _ in range(10):
        values = [[rng.randint(0, 1) for _ in range(rng.randint(1, 6))] for _ in range(rng.randint(3, 30))]
        flat = np.concatenate(values)
        groups = np.concatenate([[at] * len(each) for at, each in enumerate(values)])
        fit = sm.OLS(flat, np.ones(len(flat))).fit(
            cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
        )
        yield {"clusters": values, "standardError": float(fit.bse[0])}


def sign_flips(rng):
    for _ in range(20):
        values = [[rng.choice([-1, 0, 0, 1, 1]) for _ in range(rng.randint(1, 4))] for _ in range(rng.randint(2, 12))]
        means = np.array([np.mean(each) for each in values])
        sums = [abs(np.dot(signs, means)) for signs in product([1, -1], repeat=len(means))]
        yield {"clusters": values, "pValue": float(np.mean(np.array(sums) >= abs(means.sum()) - 1e-9))}


def boundaries(rng):
    """One minus the probability of a multivariate normal box."""
    for looks in (1, 2, 3, 3):
        fractions = sorted(rng.uniform(0.1, 1) for _ in range(looks))
        critical = [rng.uniform(1.5, 3) for _ in fractions]
        covariance = [[(min(s, t) / max(s, t)) ** 0.5 for s in fractions] for t in fractions]
        box = stats.multivariate_normal.cdf(
            critical, cov=covariance, lower_limit=[-c for c in critical], abseps=1e-9, releps=1e-9, maxpts=10**7
        )
        yield {"fractions": fractions, "criticalZ": critical, "spent": float(1 - box)}


def sign_tests():
    for win_rate in (0.55, 0.65, 0.7, 0.75, 0.85, 0.9, 0.95):
        for n in range(1, 2000):
            k = int(stats.binom.isf(0.05, n, 0.5)) + 1
            if stats.binom.sf(k - 1, n, win_rate) >= 0.8:
                yield {"winRate": win_rate, "n": n, "k": k}
                break


def distributions(rng):
    for _ in range(200):
        z, df, x = rng.uniform(-8, 30), rng.randint(1, 30), rng.uniform(0, 300)
        a, b, p = size(rng, 20_000) + rng.choice([0, 0.5]), size(rng, 20_000) + rng.choice([0, 0.5]), rng.random()
        at, m = float(stats.beta.ppf(p, a, b)), size(rng, 10**6)
        yield {
            "normalTail": [z, float(stats.norm.sf(z))],
            "normalCritical": [float(stats.norm.sf(z)), z] if z > -5 else None,
            "chiSquareTail": [x, df, float(stats.chi2.sf(x, df))],
            "betaCdf": [at, a, b, float(stats.beta.cdf(at, a, b))],
            "betaQuantile": [p, a, b, at],
            "logFactorial": [m, float(special.gammaln(m + 1))],
        }


def main():
    rng = random.Random(SEED)
    made = {
        "python": platform.python_version(),
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "numpy": np.__version__,
        "script": "scripts/statistics-oracle.py",
        "seed": SEED,
    }
    parts = [intervals, newcombe, exact_tests, paired, several_policies, multiplicity, stratified, trends]
    parts += [posteriors, clusters, sign_flips, boundaries, distributions]
    cases = {part.__name__: list(part(rng)) for part in parts} | {"sign_tests": list(sign_tests())}
    lines = [f'"made":{json.dumps(made)}']
    for name, rows in cases.items():
        lines.append(f'"{name}":[\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]")
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
