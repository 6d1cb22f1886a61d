import fc from 'fast-check';
import t from 'tap';
import type { Manifest } from '../../harness/record/manifest.ts';
import {
  differenceOf,
  differingFields,
  discordanceOf,
  type Entry,
  entriesOf,
  pairUp,
  settingOf,
} from '../../reports/pairing/index.ts';
import { planned, record } from './builder.ts';

const SHORT = ['a', 'b', 'c', 'd', 'e'];
const entry = (replicate: number, rest: Partial<Entry> = {}): Entry => ({
  episodeId: `s/nominal/${replicate}`,
  scenarioId: 's',
  conditionId: 'nominal',
  assignments: [],
  control: false,
  replicate,
  digest: 'd',
  initialStateHash: 'a',
  outcome: 'success',
  ...rest,
});

t.test('an episode of both runs is a pair where it is the same and valid in both', async (t) => {
  const first = [entry(0), entry(1, { outcome: 'failure' }), entry(2)];
  const second = [entry(2), entry(0, { outcome: 'failure' }), entry(1)];
  const { pairs, nonPairs } = pairUp(first, second);
  t.strictSame(
    pairs.map(({ first, second }) => [first.replicate, second.replicate]),
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  );
  t.strictSame(discordanceOf(pairs), { both: 1, b: 1, c: 1, neither: 0, n: 3 });
  t.strictSame(pairs.map(differenceOf), [1, -1, 0]);
  t.ok(Object.values(nonPairs).every((ids) => ids.length === 0));
});

t.test('what is no pair is named with its reason', async (t) => {
  const first = [
    entry(0),
    entry(1, { digest: 'other' }),
    entry(2, { outcome: 'not_run', initialStateHash: null }),
    entry(3),
    entry(4, { outcome: 'invalid' }),
    entry(5),
  ];
  const second = [
    entry(1),
    entry(2),
    entry(3, { outcome: 'infra_error', initialStateHash: null }),
    entry(4, { outcome: 'invalid' }),
    entry(5, { initialStateHash: 'b' }),
    entry(6),
  ];
  const id = (replicate: number) => `s/nominal/${replicate}`;
  const { pairs, nonPairs } = pairUp(first, second);
  t.equal(pairs.length, 0);
  t.strictSame(nonPairs, {
    onlyFirst: [id(0)],
    onlySecond: [id(6)],
    digest: [id(1)],
    notRun: [id(2)],
    infraError: [id(3)],
    invalid: [id(4)],
    initialState: [id(5)],
  });
});

const run = fc
  .uniqueArray(
    fc.record({
      replicate: fc.nat({ max: 12 }),
      digest: fc.constantFrom(...SHORT.slice(0, 2)),
      initialStateHash: fc.constantFrom(...SHORT.slice(0, 2)),
      outcome: fc.constantFrom('success', 'failure', 'infra_error', 'invalid', 'not_run') as fc.Arbitrary<
        Entry['outcome']
      >,
    }),
    { selector: ({ replicate }) => replicate },
  )
  .map((parts) => parts.map(({ replicate, ...rest }) => entry(replicate, rest)));

t.test('pairs and non-pairs together are every episode of both, once', async (t) => {
  fc.assert(
    fc.property(run, run, (first, second) => {
      const { pairs, nonPairs } = pairUp(first, second);
      const ids = [...pairs.map(({ first }) => first.episodeId), ...Object.values(nonPairs).flat()];
      const all = new Set([...first, ...second].map(({ episodeId }) => episodeId));
      return ids.length === all.size && ids.every((id) => all.has(id));
    }),
  );
  t.pass();
});

t.test('with the runs exchanged the same pairs come out, turned round', async (t) => {
  fc.assert(
    fc.property(run, run, (first, second) => {
      const there = discordanceOf(pairUp(first, second).pairs);
      const back = discordanceOf(pairUp(second, first).pairs);
      return there.n === back.n && there.b === back.c && there.c === back.b && there.both === back.both;
    }),
  );
  t.pass();
});

t.test('of several attempts the one that counts is paired', async (t) => {
  const episodes = planned('s', [], 2);
  const [first, second] = [episodes[0]!, episodes[1]!];
  const records = [record(first, 'infra_error'), record(first, 'success', { attempt: 2 })];
  const entries = entriesOf(episodes, records);
  t.strictSame(
    entries.map(({ outcome, initialStateHash }) => [outcome, initialStateHash?.[0] ?? null]),
    [
      ['success', 'a'],
      ['not_run', null],
    ],
  );
  t.equal(entries[1]!.planned, second);
});

const manifest = (suite: string, version: string): Manifest =>
  ({
    request: { suite, runSeed: 0, planDigest: 'p' },
    simulator: { name: 'pybullet', version, bridgeVersion: '0.1.0', renderer: 'harness 1' },
    versions: { harness: '0.1.0', node: 'v20' },
    host: { platform: 'linux-x64' },
  }) as unknown as Manifest;

t.test('settings say every field in which two runs differ, and which of them matter', async (t) => {
  const here = settingOf(manifest('suites/ood/', '3.2.7'));
  t.strictSame(differingFields(here, settingOf(manifest('ood', '3.2.7'))), [], 'a suite is known by its name');
  t.strictSame(differingFields(here, settingOf(manifest('smoke', '3.2.8'))), [
    { field: 'suite', essential: true, first: 'ood', second: 'smoke' },
    { field: 'simulatorVersion', essential: true, first: '3.2.7', second: '3.2.8' },
  ]);
});
