import fc from 'fast-check';
import t from 'tap';
import { DEFAULT_RULES, incapable, lookAt, pairsForMargin, type Rules, rulesForm } from '../../reports/gate/index.ts';
import type { Entry } from '../../reports/pairing/index.ts';
import { clusteredTango } from '../../reports/statistics/clustered-tango.ts';
import { tango } from '../../reports/statistics/tango.ts';
import { fractions } from './builder.ts';

const LEVELS = ['a', 'b', 'c', 'd'];

/** Episodes of one scenario; `succeeds` says how each ends. */
function side(
  seeds: number,
  levels: readonly string[],
  succeeds: (replicate: number, level: string) => boolean,
): Entry[] {
  return ['', ...levels].flatMap((level) =>
    Array.from({ length: seeds }, (_, replicate): Entry => {
      const conditionId = level ? `object=${level}` : 'nominal';
      return {
        episodeId: `s/${conditionId}/${replicate}`,
        scenarioId: 's',
        conditionId,
        assignments: level ? [{ factor: 'object', level }] : [],
        control: false,
        replicate,
        digest: conditionId,
        initialStateHash: 'h',
        outcome: succeeds(replicate, level) ? 'success' : 'failure',
      };
    }),
  );
}

/** Levels of a seed share its luck in half of the cases. */
function lucky(seeds: number, levels: readonly string[], rate: number, next: () => number): Entry[] {
  const shared = Array.from({ length: seeds }, () => next() < rate);
  return side(seeds, levels, (replicate) => (next() < 0.5 ? shared[replicate]! : next() < rate));
}

function findings(rules: Rules, run: readonly Entry[], baseline: readonly Entry[], live: boolean) {
  const decisions = lookAt(rules, run, baseline, live)!.decisions;
  const all = decisions.map(({ finding }) => finding);
  return all.includes('regression') ? 'regression' : all.every((each) => each === 'pass') ? 'pass' : 'inconclusive';
}

const rules = (looks: number, ...names: string[]): Rules =>
  rulesForm.parse({
    looks,
    rules: Object.fromEntries(names.map((over) => [over, { kind: 'non-inferiority', over, margin: 0.2 }])),
  });

const DRAWS = 300;
/** Of a share of 0.025, three standard errors above. */
const MOST = 0.025 + 3 * Math.sqrt((0.025 * 0.975) / DRAWS);

function share(wanted: string, of: Rules, live: boolean, loss: number, seed: number): number {
  const next = fractions(seed);
  let found = 0;
  for (let i = 0; i < DRAWS; i++) {
    const baseline = lucky(40, LEVELS, 0.7, next);
    const run = lucky(40, LEVELS, 0.7 - loss, next);
    if (findings(of, run, baseline, live) === wanted) found++;
  }
  return found / DRAWS;
}

t.test('where nothing differs a regression is found no oftener than alpha allows, looks or not', async (t) => {
  const names = ['nominal', 'all', 'each_level'];
  t.ok(share('regression', rules(1, ...names), false, 0, 1) <= MOST);
  t.ok(share('regression', rules(4, ...names), true, 0, 2) <= MOST);
  t.ok(share('regression', rules(4, 'all'), true, 0, 3) <= MOST);
});

t.test('a loss of the whole margin passes no oftener than alpha allows, looks or not', async (t) => {
  t.ok(share('pass', rules(1, 'nominal'), false, 0.2, 4) <= MOST);
  t.ok(share('pass', rules(1, 'all'), false, 0.2, 5) <= MOST);
  t.ok(share('pass', rules(4, 'nominal'), true, 0.2, 6) <= MOST);
  t.ok(share('pass', rules(4, 'all'), true, 0.2, 7) <= MOST);
});

t.test('a great loss is found, and the gate finds it the sooner for looking', async (t) => {
  t.ok(share('regression', rules(1, 'all'), false, 0.4, 8) > 0.9);
  t.ok(share('regression', rules(4, 'all'), true, 0.4, 9) > 0.9);
  const good = side(40, LEVELS, () => true);
  const looked = lookAt(
    rules(4, 'all'),
    side(40, LEVELS, () => false),
    good,
    true,
  )!;
  t.ok(looked.certain && looked.look.number < 4, `look ${looked.look.number}`);
});

t.test('a gate that is not refused can pass and can fail; one that is refused cannot', async (t) => {
  const cases = fc.record({
    seeds: fc.integer({ min: 1, max: 60 }),
    rate: fc.double({ min: 0, max: 1, noNaN: true }),
    margin: fc.double({ min: 0.02, max: 0.6, noNaN: true }),
    minPairs: fc.integer({ min: 0, max: 60 }),
    minDiscordant: fc.integer({ min: 0, max: 20 }),
    looks: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(cases, ({ seeds, rate, looks, ...rule }) => {
      const of = rulesForm.parse({ looks, rules: { r: { kind: 'non-inferiority', over: 'nominal', ...rule } } });
      const baseline = side(seeds, [], (replicate) => replicate < Math.round(seeds * rate));
      const worst = findings(
        of,
        side(seeds, [], () => false),
        baseline,
        true,
      );
      const same = findings(of, baseline, baseline, true);
      const refused = incapable(of, baseline, looks).length > 0;
      return refused === (same !== 'pass' || worst !== 'regression');
    }),
    { numRuns: 200 },
  );
  t.pass();
});

t.test('the number that a refusal names is the fewest that would do', async (t) => {
  for (const margin of [0.05, 0.1, 0.15, 0.2, 0.3]) {
    const of = rulesForm.parse({ rules: { r: { kind: 'non-inferiority', over: 'nominal', margin } } });
    const n = pairsForMargin(margin, 0.05);
    const good = (seeds: number) => side(seeds, [], () => true);
    t.equal(incapable(of, good(n)).length, 0);
    t.match(incapable(of, good(n - 1)), [{ needed: n, available: n - 1 }]);
  }
});

t.test('neither the order of episodes nor conditions that repeat a seed change what is found', async (t) => {
  const next = fractions(11);
  const [run, baseline] = [lucky(30, LEVELS, 0.5, next), lucky(30, LEVELS, 0.7, next)];
  const seen = (entries: readonly Entry[]) =>
    lookAt(DEFAULT_RULES, entries, baseline, false)!.decisions.map(({ finding, pValue }) => [finding, pValue]);
  t.strictSame(seen([...run].reverse()), seen(run));
  // The same seeds under four conditions that all end alike: no more evidence than under one.
  const few = (levels: readonly string[]) => [
    side(6, levels, (replicate) => replicate > 3),
    side(6, levels, () => true),
  ];
  const p = (levels: readonly string[]) => {
    const [run, baseline] = few(levels) as [Entry[], Entry[]];
    return lookAt(rules(1, 'all'), run, baseline, false)!.decisions[0]!.pValue;
  };
  t.equal(p(LEVELS), p([]));
});

t.test('the interval for clusters is Tango’s for single pairs, and never narrower than its seeds allow', async (t) => {
  const values = fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(values, (each) => {
      const [b, c] = [1, -1].map((sign) => each.filter((value) => value === sign).length) as [number, number];
      const [one, other] = [clusteredTango(each.map((value) => [value]))!, tango(b, c, each.length)!];
      return Math.abs(one.low - other.low) < 1e-9 && Math.abs(one.high - other.high) < 1e-9;
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom(-1, 0, 1), { minLength: 2, maxLength: 6 }), { minLength: 1 }),
      (clusters) => {
        const { difference, low, high } = clusteredTango(clusters)!;
        const turned = clusteredTango(clusters.map((each) => each.map((value) => -value)))!;
        const inside = low <= difference && difference <= high && low >= -1 && high <= 1;
        return inside && Math.abs(turned.low + high) < 1e-9 && Math.abs(turned.high + low) < 1e-9;
      },
    ),
  );
  t.ok(clusteredTango([])! === null);
});
