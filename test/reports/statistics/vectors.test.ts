import { readFileSync } from 'node:fs';
import t from 'tap';
import * as statistics from '../../../reports/statistics/index.ts';
import { near, nearly } from './near.ts';

// Reference values by SciPy and from publications; the file says which. Every key of it is tested below.
const vectors = JSON.parse(readFileSync(new URL('stat-vectors.json', import.meta.url), 'utf8'));
type Pair = [number, number];

/** As many decimals as the file gives. */
const TEN = 6e-11;

t.test('intervals of one rate', async (t) => {
  const methods = {
    wilson: statistics.wilson,
    clopper_pearson: statistics.clopperPearson,
    jeffreys: statistics.jeffreys,
    beta_uniform: statistics.betaUniform,
  };
  for (const vector of vectors.binomial_intervals_95) {
    for (const [name, interval] of Object.entries(methods)) {
      const [got, [low, high]] = [interval(vector.k, vector.n), vector[name] as Pair];
      near(t, got?.low, low, TEN, `${name} low of ${vector.k}/${vector.n}`);
      near(t, got?.high, high, TEN, `${name} high of ${vector.k}/${vector.n}`);
    }
  }
});

t.test('Newcombe, first minus second', async (t) => {
  for (const { k1, n1, k2, n2, diff_lo_hi } of vectors.newcombe_hybrid_score_diff_95) {
    const got = statistics.newcombe(k1, n1, k2, n2);
    const what = `${k1}/${n1} - ${k2}/${n2}`;
    near(t, got?.difference, diff_lo_hi[0], TEN, what);
    near(t, got?.low, diff_lo_hi[1], TEN, `low of ${what}`);
    near(t, got?.high, diff_lo_hi[2], TEN, `high of ${what}`);
  }
  for (const [base, compare, delta, low, high] of vectors.newcombe_oracle_statsmodels_0_14_6
    .cases_base_compare_delta_lo_hi as [Pair, Pair, number, number, number][]) {
    const got = statistics.newcombe(...compare, ...base);
    near(t, got?.difference, delta, 1e-12, `${compare} - ${base}`);
    near(t, got?.low, low, 1e-12, `low of ${compare} - ${base}`);
    near(t, got?.high, high, 1e-12, `high of ${compare} - ${base}`);
  }
});

t.test('exact tests of two independent rates, both alternatives', async (t) => {
  const tests = { barnard: statistics.barnard, boschloo: statistics.boschloo, fisher: statistics.fisher };
  for (const { k1, n1, k2, n2, ...wanted } of vectors.unpaired_2x2_columns_are_arms) {
    for (const alternative of ['two-sided', 'greater'] as const) {
      for (const [name, test] of Object.entries(tests)) {
        const what = `${name} ${alternative} of ${k1}/${n1}, ${k2}/${n2}`;
        const { pValue } = test(k1, n1, k2, n2, alternative);
        near(t, pValue, CORRECTED[what] ?? wanted[alternative][`${name}_p`], 6e-9, what);
      }
    }
  }
});

/**
 * SciPy's 0.00201648 leaves out the table 46/80, 11/40, whose statistic is the observed one (in rational numbers: the test
 * below) but differs from it in the last bit.
 */
const CORRECTED: Record<string, number> = { 'barnard two-sided of 50/80, 13/40': 0.0020565121 };

t.test('a tie that rounding hides', async (t) => {
  // The squared statistic up to a factor that all tables of 80 and 40 share, as a fraction.
  const squared = (k1: bigint, k2: bigint) => ({
    over: (k1 * 40n - k2 * 80n) ** 2n,
    under: (k1 + k2) * (120n - k1 - k2),
  });
  const [observed, other] = [squared(50n, 13n), squared(46n, 11n)];
  t.equal(observed.over * other.under, other.over * observed.under);
  t.equal(statistics.barnard(50, 80, 13, 40).pValue, statistics.barnard(46, 80, 11, 40).pValue);
});

t.test('paired outcomes', async (t) => {
  for (const { b, c, n, ...wanted } of vectors.paired_mcnemar_tango) {
    nearly(t, statistics.mcnemarExact(b, c).pValue, wanted.mcnemar_exact_p, 1e-11, `McNemar ${b}, ${c}`);
    nearly(t, statistics.mcnemarMidP(b, c).pValue, wanted.mcnemar_midp, 1e-11, `mid-p ${b}, ${c}`);
    const got = statistics.tango(b, c, n);
    near(t, got?.difference, wanted.diff, 1e-12, `${b}, ${c}, ${n}`);
    near(t, got?.low, wanted.tango95[0], TEN, `low of ${b}, ${c}, ${n}`);
    near(t, got?.high, wanted.tango95[1], TEN, `high of ${b}, ${c}, ${n}`);
  }
});

t.test('sample sizes, unpaired and by phi', async (t) => {
  for (const { p1, delta, unpaired_per_arm, ...pairs } of vectors.sample_size_80pct_power) {
    t.equal(statistics.sampleSize(p1, p1 + delta), unpaired_per_arm, `${p1} and ${delta}`);
    for (const [key, wanted] of Object.entries(pairs)) {
      const phi = Number(key.replace('pairs_phi_', ''));
      t.equal(statistics.sampleSize(p1, p1 + delta, { phi }), wanted, `${p1} and ${delta} at phi ${phi}`);
    }
  }
});

t.test('clusters: standard errors, and the bootstrap by full enumeration', async (t) => {
  const { clusters, ...wanted } = vectors.cluster;
  near(t, statistics.clusteredStandardError(clusters), wanted.clustered_se_paper, 1e-14, 'clustered');
  const small = statistics.clusteredStandardError(clusters, { smallSample: true });
  near(t, small, wanted.clustered_se_small_sample, 1e-14, 'few clusters');
  const single = clusters.flat().map((value: number) => [value]);
  const naive = statistics.clusteredStandardError(single, { smallSample: true });
  near(t, naive, wanted.clt_se, 1e-14, 'clusters of one are independent values');
  for (const statistic of ['pooled', 'macro'] as const) {
    const exact = wanted[`exact_bootstrap_${statistic}`];
    const got = statistics.clusterBootstrap(clusters, { statistic })!;
    t.equal(got.resamples, wanted.exact_bootstrap_pooled.n_resamples);
    near(t, got.standardError, exact.sd_pop, 1e-12, `${statistic} sd`);
    near(t, got.low, exact.q025_linear, 1e-12, `${statistic} low`);
    near(t, got.high, exact.q975_linear, 1e-12, `${statistic} high`);
  }
  near(t, statistics.clusterBootstrap(clusters, { statistic: 'pooled' })?.estimate, wanted.mean, 1e-14, 'mean');
});

t.test('the paired bootstrap by full enumeration', async (t) => {
  const { diffs, ...wanted } = vectors.paired_bootstrap_exact;
  const got = statistics.clusterBootstrap(diffs.map((difference: number) => [difference]))!;
  t.equal(got.resamples, wanted.n_resamples);
  near(t, got.estimate, wanted.mean, 1e-14, 'mean');
  near(t, got.standardError, wanted.sd_pop, 1e-12, 'sd');
  near(t, got.low, wanted.q025_linear, 1e-12, 'low');
  near(t, got.high, wanted.q975_linear, 1e-12, 'high');
});

t.test('preferences, and order in simulation against reality', async (t) => {
  const { wins, strength_geomean1 } = vectors.bradley_terry;
  for (const [at, strength] of statistics.bradleyTerry(wins).entries()) {
    near(t, strength, strength_geomean1[at], TEN, `strength ${at}`);
  }
  const { real, sim, mmrv, pearson } = vectors.mmrv;
  near(t, statistics.meanMaximumRankViolation(real, sim), mmrv, 1e-14, 'rank violation');
  near(t, statistics.pearson(real, sim), pearson, 1e-14, 'correlation');
});

t.test('stopping by precision', async (t) => {
  for (const { p, width, n } of vectors.beta_width_stop_min_n) {
    t.equal(statistics.episodesForWidth(p, width), n, `${p}, ${width}`);
  }
});

t.test('the probability that B is greater', async (t) => {
  for (const { a, b, p_b_gt_a } of vectors.prob_superiority_beta11 as { a: Pair; b: Pair; p_b_gt_a: number }[]) {
    near(t, statistics.probabilityGreater(...a, ...b), p_b_gt_a, 1e-12, `${b} over ${a}`);
  }
});

t.test('many p-values', async (t) => {
  const { p, n_reject, ...wanted } = vectors.multiplicity_bh1995;
  const methods = {
    holm: statistics.holm,
    bh: statistics.benjaminiHochberg,
    bonferroni: statistics.bonferroni,
  };
  for (const [name, adjust] of Object.entries(methods)) {
    const got = adjust(p);
    t.equal(got.filter((each) => each <= 0.05).length, n_reject[name], `${name} rejects`);
    for (const [at, value] of (wanted[name] ?? []).entries()) near(t, got[at], value, TEN, `${name} ${at}`);
  }
});

t.test("Cochran's Q", async (t) => {
  const { rows, Q, df, p } = vectors.cochran_q;
  const got = statistics.cochranQ(rows);
  near(t, got.statistic, Q, 1e-12, 'Q');
  near(t, got.pValue, p, 1e-12, 'p');
  t.equal(got.df, df);
});

t.test('two runs as another tool judged them: no word where the test does not reject', async (t) => {
  for (const { base, cand, ci_pp, fisher: p, verdict } of vectors.verdict_lerobot_compare.cases) {
    const difference = statistics.newcombe(...(cand as Pair), ...(base as Pair))!;
    near(t, difference.low * 100, ci_pp[0], 0.006, `low of ${cand} - ${base}`);
    near(t, difference.high * 100, ci_pp[1], 0.006, `high of ${cand} - ${base}`);
    const { pValue } = statistics.fisher(...(cand as Pair), ...(base as Pair));
    nearly(t, pValue, p, 5e-6, `Fisher of ${cand}, ${base}`);
    const said = statistics.wording(
      { subject: 'new', reference: 'old', difference, pValue, correction: null, detectable: null, discordant: null },
      { overTime: true },
    );
    t.equal(said.finding, verdict === 'IMPROVED' ? 'improved' : 'no difference detected');
  }
});

t.test('the sign test', async (t) => {
  for (const { win_rate, n, k } of vectors.sign_test_onesided_power80) {
    t.same(statistics.signTestSize(win_rate), { n, k });
  }
});

t.test('the betting sequence', async (t) => {
  const { x, alpha, capital_at_half, lower, upper } = vectors.betting_cs;
  const got = statistics.bettingSequence(x, alpha);
  for (let i = 0; i < x.length; i++) {
    near(t, got.capital[i], capital_at_half[i], 1e-12, `capital after ${i + 1}`);
    near(t, got.low[i], lower[i], 1e-12, `low after ${i + 1}`);
    near(t, got.high[i], upper[i], 1e-12, `high after ${i + 1}`);
  }
});

t.test('compact letters', async (t) => {
  const { adjusted_p, letters_alphabetical } = vectors.chickwts_cld;
  const pairs = Object.entries(adjusted_p as Record<string, number>)
    .filter(([, p]) => p < 0.05)
    .map(([names]) => names.split('-') as [string, string]);
  t.same(statistics.compactLetters(Object.keys(letters_alphabetical), pairs), letters_alphabetical);
  for (const { groups, sig, letters } of vectors.cld_small) {
    const significant = sig.map((pair: string) => [...pair] as unknown as [string, string]);
    t.same(statistics.compactLetters([...groups], significant), letters);
  }
});
