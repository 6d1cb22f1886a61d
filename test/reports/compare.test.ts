/** Laws of a comparison, whatever the outcomes. */
import fc from 'fast-check';
import t from 'tap';
import { type ComparedEpisode, compare, type Entrant } from '../../reports/compare/index.ts';
import type { Comparison } from '../../reports/index.ts';

interface Row {
  readonly scenario: string;
  readonly condition: string;
  readonly seed: number;
  /** Of each entrant. */
  readonly successes: readonly boolean[];
}

const SEED = { seed: 6, numRuns: 60 };

function entrantsOf(rows: readonly Row[], count: number, repeats = 1): Entrant[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `p${at}`,
    source: 'csv' as const,
    location: 'made',
    runId: null,
    policy: { fingerprint: null, privileged: false },
    setting: {},
    episodes: rows.flatMap((row) => Array.from({ length: repeats }, (_, repeat) => episodeOf(row, at, repeat))),
  }));
}

const episodeOf = ({ scenario, condition, seed, successes }: Row, at: number, repeat: number): ComparedEpisode => ({
  episodeId: `${scenario}/${condition}/${seed}/${repeat}`,
  scenarioId: scenario,
  conditionId: condition,
  assignments: condition === 'nominal' ? [] : [{ factor: 'object', level: condition }],
  control: false,
  replicate: 0,
  digest: '',
  initialStateHash: null,
  outcome: successes[at] ? 'success' : 'failure',
  seedKey: `${scenario}/${seed}`,
  end: null,
  steps: null,
  instruction: null,
  spec: null,
});

const compared = (entrants: readonly Entrant[]): Comparison => compare({ entrants, beside: [], allowDifferent: false });

/** Some scenarios, conditions and seeds, each with outcomes of some entrants. */
const rows = (entrants: number, conditions: readonly string[] = ['nominal', 'a', 'b']) =>
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 })).chain(([scenarios, seeds]) => {
    const all = Array.from({ length: scenarios }, (_, s) =>
      conditions.flatMap((condition) =>
        Array.from({ length: seeds }, (_, seed) => ({ scenario: `s${s}`, condition, seed })),
      ),
    ).flat();
    const outcomes = fc.array(fc.boolean(), { minLength: entrants, maxLength: entrants });
    return fc
      .array(outcomes, { minLength: all.length, maxLength: all.length })
      .map((list) => all.map((each, at): Row => ({ ...each, successes: list[at]! })));
  });

const near = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) < 1e-9;

const allContrasts = ({ overall, nominal, factors, scenarios }: Comparison) =>
  [overall, nominal, ...factors.flatMap(({ levels }) => levels), ...scenarios].flatMap(({ contrasts }) => contrasts);

t.test('exchanging the two turns every sign and no p', async () => {
  fc.assert(
    fc.property(rows(2), (made) => {
      const [first, second] = entrantsOf(made, 2);
      const [one, other] = [compared([first!, second!]), compared([second!, first!])].map(allContrasts);
      return one!.every((each, at) => {
        const turned = other![at]!;
        return (
          near(each.difference, -turned.difference!) &&
          near(each.pValue, turned.pValue) &&
          near(each.adjusted, turned.adjusted) &&
          near(each.low, -turned.high!) &&
          near(each.high, -turned.low!) &&
          each.gained === turned.lost
        );
      });
    }),
    SEED,
  );
});

t.test('repeating the rows of each seed creates no significance', async (t) => {
  fc.assert(
    fc.property(rows(2), fc.integer({ min: 2, max: 5 }), (made, repeats) => {
      const [once, often] = [1, repeats].map((each) => allContrasts(compared(entrantsOf(made, 2, each))));
      return once!.every(
        (each, at) => near(each.pValue, often![at]!.pValue) && near(each.difference, often![at]!.difference),
      );
    }),
    SEED,
  );
  const eight: Row[] = Array.from({ length: 4 }, (_, seed) => ({
    scenario: 's',
    condition: 'nominal',
    seed,
    successes: [false, true],
  }));
  t.equal(compared(entrantsOf(eight, 2, 50)).nominal.contrasts[0]!.pValue, 0.125, '200 rows of 4 seeds are 4 seeds');
});

t.test('an interval holds its estimate, also where all seeds say the same', async (t) => {
  const holds = ({ low, difference, high }: { low: number | null; difference: number | null; high: number | null }) =>
    difference === null || (low! <= difference && difference <= high!);
  fc.assert(
    fc.property(rows(2), (made) => allContrasts(compared(entrantsOf(made, 2))).every(holds)),
    SEED,
  );
  const half: Row[] = Array.from({ length: 20 }, (_, seed) =>
    ['a', 'b'].map((condition) => ({ scenario: 's', condition, seed, successes: [false, condition === 'a'] })),
  ).flat();
  const [contrast] = compared(entrantsOf(half, 2)).overall.contrasts;
  t.equal(contrast!.difference, 0.5);
  t.ok(holds(contrast!) && contrast!.low! > 0 && contrast!.high! < 1, `[${contrast!.low}, ${contrast!.high}]`);
});

t.test('an entrant against itself: no difference and no certainty', async () => {
  fc.assert(
    fc.property(rows(1), (made) => {
      const [only] = entrantsOf(made, 1);
      return allContrasts(compared([only!, { ...only!, name: 'again' }])).every(
        ({ difference, pValue, low, high, finding }) =>
          difference === 0 && pValue === 1 && low! < 0 && high! > 0 && finding === 'no difference detected',
      );
    }),
    SEED,
  );
});

t.test('words take sides only where the corrected test rejects, and letters agree with them', async () => {
  fc.assert(
    fc.property(rows(3), (made) => {
      const comparison = compared(entrantsOf(made, 3));
      const { overall, nominal } = comparison;
      const worded = allContrasts(comparison).every(({ finding, adjusted, text }) => {
        const sides = finding === 'better' || finding === 'worse';
        return sides === adjusted! <= 0.05 && sides === /better|worse|improved/.test(text);
      });
      const lettered = [overall, nominal].every(({ contrasts, letters }) =>
        contrasts.every(({ reference, subject, finding }) => {
          const shared = [...letters![reference]!].some((letter) => letters![subject]!.includes(letter));
          return shared === (finding === 'no difference detected');
        }),
      );
      return worded && lettered;
    }),
    { seed: 6, numRuns: 30 },
  );
});

t.test('planned is the sum of the outcomes, and pairs and their reasons are all episodes', async () => {
  const outcomes = fc.constantFrom('success', 'failure', 'infra_error', 'invalid', 'not_run');
  fc.assert(
    fc.property(fc.array(fc.tuple(outcomes, outcomes), { minLength: 1, maxLength: 30 }), (ends) => {
      const made = ends.map((_, seed): Row => ({ scenario: 's', condition: 'nominal', seed, successes: [] }));
      const entrants = entrantsOf(made, 2).map((entrant, which) => ({
        ...entrant,
        episodes: entrant.episodes.map((each, at) => ({ ...each, outcome: ends[at]![which]! }) as ComparedEpisode),
      }));
      const { entrants: facts, pairing } = compared(entrants);
      const sums = facts.every(
        ({ counts: { planned, ...rest } }) => planned === Object.values(rest).reduce((a, b) => a + b),
      );
      const [{ pairs, notPairs }] = pairing.of as [Comparison['pairing']['of'][number]];
      return sums && pairs + notPairs.reduce((sum, { episodes }) => sum + episodes, 0) === ends.length;
    }),
    SEED,
  );
});
