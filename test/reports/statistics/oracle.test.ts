import { readFileSync } from 'node:fs';
import t from 'tap';
import * as distribution from '../../../reports/statistics/distribution.ts';
import * as statistics from '../../../reports/statistics/index.ts';
import { near, nearly } from './near.ts';

// Made by scripts/statistics-oracle.py, which no code here shares anything with; the file has its versions.
const oracle = JSON.parse(readFileSync(new URL('oracle.json', import.meta.url), 'utf8'));
const FUNCTIONS: Record<string, (...values: number[]) => number> = { ...distribution };
type Arms = [number, number, number, number];

t.test('distribution functions, far into their tails', async (t) => {
  for (const values of oracle.distributions) {
    for (const name of ['normalTail', 'normalCritical', 'chiSquareTail', 'betaCdf', 'betaQuantile', 'logFactorial']) {
      if (values[name] === null) continue;
      const [arguments_, wanted] = [values[name].slice(0, -1), values[name].at(-1)];
      const got = FUNCTIONS[name]!(...arguments_);
      const within = name === 'chiSquareTail' ? 1e-9 : 1e-10;
      near(t, got, wanted, Math.max(1e-300, Math.abs(wanted) * within), `${name}(${arguments_})`);
    }
  }
});

t.test('one rate', async (t) => {
  const { wilson, clopperPearson, jeffreys, betaUniform } = statistics;
  for (const [name, interval] of Object.entries({ wilson, clopperPearson, jeffreys, betaUniform })) {
    for (const { k, n, level, ...ends } of oracle.intervals) {
      if (!ends[name]) continue;
      const got = interval(k, n, level);
      near(t, got?.low, ends[name][0], 1e-10, `${name} low of ${k}/${n} at ${level}`);
      near(t, got?.high, ends[name][1], 1e-10, `${name} high of ${k}/${n} at ${level}`);
    }
  }
});

t.test('two independent rates', async (t) => {
  for (const { arms, level, low, high } of oracle.newcombe as {
    arms: Arms;
    level: number;
    low: number;
    high: number;
  }[]) {
    near(t, statistics.newcombe(...arms, level)?.low, low, 1e-11, `low of ${arms} at ${level}`);
    near(t, statistics.newcombe(...arms, level)?.high, high, 1e-11, `high of ${arms} at ${level}`);
  }
  const { fisher, boschloo, barnard } = statistics;
  for (const { arms, ...wanted } of oracle.exact_tests as { arms: Arms; [side: string]: unknown }[]) {
    for (const [name, test] of Object.entries({ fisher, boschloo, barnard })) {
      for (const side of ['two-sided', 'greater', 'less'] as const) {
        const p = (wanted[side] as Record<string, number>)[name]!;
        near(t, test(...arms, side).pValue, p, name === 'fisher' ? 1e-12 : 2e-8, `${name} ${side} of ${arms}`);
      }
    }
  }
});

t.test('paired outcomes', async (t) => {
  for (const { b, c, exact, midP } of oracle.paired) {
    nearly(t, statistics.mcnemarExact(b, c).pValue, exact, 1e-10, `exact ${b}, ${c}`);
    nearly(t, statistics.mcnemarMidP(b, c).pValue, midP, 1e-10, `mid-p ${b}, ${c}`);
  }
});

t.test('several policies, several tests, several scenarios', async (t) => {
  for (const { rows, statistic, pValue } of oracle.several_policies) {
    nearly(t, statistics.cochranQ(rows).statistic, statistic, 1e-11, "Cochran's Q");
    nearly(t, statistics.cochranQ(rows).pValue, pValue, 1e-9, "p of Cochran's Q");
  }
  const { holm, benjaminiHochberg, bonferroni } = statistics;
  for (const { p, ...wanted } of oracle.multiplicity) {
    for (const [name, adjust] of Object.entries({ holm, benjaminiHochberg, bonferroni })) {
      for (const [at, got] of adjust(p).entries()) near(t, got, wanted[name][at], 1e-14, `${name} ${at}`);
    }
  }
  for (const { strata, statistic, pValue, oddsRatio } of oracle.stratified) {
    const cells = (strata as Arms[]).map(([k1, n1, k2, n2]) => ({ k1, n1, k2, n2 }));
    const got = statistics.cochranMantelHaenszel(cells);
    near(t, got.statistic, statistic, 1e-10, 'Mantel-Haenszel');
    near(t, got.pValue, pValue, 1e-10, 'p of Mantel-Haenszel');
    nearly(t, got.oddsRatio, oddsRatio, 1e-11, 'odds ratio');
  }
});

t.test('ordered levels', async (t) => {
  for (const { levels, z, pValue } of oracle.trends) {
    const got = statistics.cochranArmitage(levels.map(([score, k, n]: number[]) => ({ score, k, n })));
    near(t, got.z, z, 1e-10, 'z');
    near(t, got.pValue, pValue, 1e-10, 'p');
  }
});

t.test('posteriors', async (t) => {
  for (const { arms, bGreater } of oracle.posteriors as { arms: Arms; bGreater: number }[]) {
    near(t, statistics.probabilityGreater(...arms), bGreater, 1e-8, `${arms}`);
  }
});

t.test('clusters', async (t) => {
  for (const { clusters, standardError } of oracle.clusters) {
    near(t, statistics.clusteredStandardError(clusters), standardError, 1e-13, 'standard error');
  }
  for (const { clusters, pValue } of oracle.sign_flips) {
    near(t, statistics.signFlip(clusters).pValue, pValue, 1e-12, `${clusters.length} scenarios`);
  }
});

t.test('looks', async (t) => {
  for (const { fractions, criticalZ, spent } of oracle.boundaries) {
    near(t, statistics.errorSpent(fractions, criticalZ).at(-1), spent, 1e-6, `${fractions.length} looks`);
  }
});

t.test('the sign test', async (t) => {
  for (const { winRate, n, k } of oracle.sign_tests) t.same(statistics.signTestSize(winRate), { n, k });
});
