import fc from 'fast-check';
import t from 'tap';
import { type HistoryRun, historySchema } from '../../reports/schema/history.ts';
import { badgeOf, badgeSvg } from '../../reports/site/badge.ts';
import { dateTicks } from '../../reports/site/calendar.ts';
import { sharedTurns, turnsOf } from '../../reports/site/changes.ts';
import { historyText, newHistory, withRun } from '../../reports/site/history.ts';
import { nameUuid, slug } from '../../reports/site/identity.ts';
import { chaptersOf } from '../../reports/site/series.ts';
import { stretchesOf } from '../../reports/site/stretches.ts';
import { independentRate } from '../../reports/summary/rate.ts';

const DAY_MS = 86_400_000;

/** A run so many days after the first. */
function run(day: number, more: Partial<HistoryRun> = {}, k = 5, n = 10): HistoryRun {
  const createdAt = new Date(Date.UTC(2026, 0, 1, 2) + day * DAY_MS).toISOString();
  const rate = independentRate(k, n);
  const counts = { planned: n, success: k, failure: n - k, infraError: 0, invalid: 0, notRun: 0 };
  return {
    page: slug(createdAt, [day, more]),
    runId: `run ${day}`,
    createdAt,
    endedAt: createdAt,
    suite: 'ood',
    selection: { seed: 0, episodes: null, scenarios: [], factors: [], levels: [] },
    planDigest: 'plan',
    policy: { name: 'p', fingerprint: 'f', privileged: false },
    versions: { simulator: 's 1', bridge: '1', renderer: 'r', harness: '1' },
    commit: null,
    counts,
    rate,
    errorsAsFailures: rate,
    errorsAsSuccesses: rate,
    nominal: rate,
    factors: [],
    summaryDigest: 'd',
    gate: null,
    report: false,
    ...more,
  };
}

const rateOf = ({ rate }: HistoryRun) => rate;
const daysOf = (runs: readonly HistoryRun[]) =>
  stretchesOf(runs, rateOf).map((stretch) =>
    stretch.map(({ timeMs }) => Math.round((timeMs - Date.UTC(2026, 0, 1, 2)) / DAY_MS)),
  );

t.test('whatever the order in which runs are published, and however often, the history is the same', async () => {
  const some = fc.uniqueArray(fc.tuple(fc.nat(400), fc.constantFrom('p', 'q')), {
    minLength: 1,
    selector: ([day, policy]) => `${day} ${policy}`,
  });
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (chosen, keys) => {
      const runs = chosen.map(([day, name]) => run(day, { policy: { name, fingerprint: name, privileged: false } }));
      const shuffled = [...runs, ...runs.slice(0, 3)]
        .map((each) => ({ each, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => each);
      const text = (order: readonly HistoryRun[]) => historyText(order.reduce(withRun, newHistory()));
      return text(shuffled) === text(runs) && historySchema.safeParse(JSON.parse(text(runs))).success;
    }),
    { numRuns: 50 },
  );
});

t.test('a line ends where a night is missing, nothing was measured, or the plan is another', async (t) => {
  t.same(daysOf([0, 1, 2, 5, 6].map((day) => run(day))), [
    [0, 1, 2],
    [5, 6],
  ]);
  t.same(daysOf([run(0), run(1), run(2, {}, 0, 0), run(3)]), [[0, 1], [3]]);
  t.same(daysOf([run(0), run(1, { planDigest: 'other' }), run(2, { planDigest: 'other' })]), [[0], [1, 2]]);
  t.same(daysOf([0, 7, 14, 28, 35].map((day) => run(day))), [
    [0, 7, 14],
    [28, 35],
  ]);
  t.same(daysOf([0, 0.1, 0.2, 1.1].map((day) => run(day))), [[0, 0, 0, 1]], 'several a day do not make a day a gap');
  t.same(daysOf([]), []);
});

t.test('no stretch holds a run without data, and all others are in one', async () => {
  const days = fc.uniqueArray(fc.tuple(fc.nat(60), fc.boolean()), { selector: ([day]) => day });
  fc.assert(
    fc.property(days, (chosen) => {
      const sorted = chosen.toSorted(([a], [b]) => a - b);
      const runs = sorted.map(([day, measured]) => run(day, {}, measured ? 5 : 0, measured ? 10 : 0));
      const drawn = stretchesOf(runs, rateOf).flat();
      return (
        drawn.length === runs.filter(({ rate }) => rate.n > 0).length && drawn.every(({ run: { rate } }) => rate.n > 0)
      );
    }),
  );
});

t.test('changes are told once for all series that they happened to', async (t) => {
  const versions = { simulator: 's 1', bridge: '1', renderer: 'r', harness: '2' };
  const of = (name: string) => ({ policy: { name, fingerprint: name, privileged: false } });
  const [a, b] = [
    [run(0, of('a')), run(1, { ...of('a'), versions })],
    [run(0, of('b')), run(1, { ...of('b'), versions }), run(2, { ...of('b'), versions, planDigest: 'next' })],
  ];
  t.match(
    turnsOf(b!).map(({ changes }) => changes),
    [[{ what: 'harness', from: '1', to: '2' }], [{ what: 'plan', from: 'plan', to: 'next' }]],
  );
  t.same(
    sharedTurns([a!, b!]).map(({ policies }) => policies),
    [['a', 'b'], ['b']],
  );
});

t.test('another selection of a suite is another chapter', async (t) => {
  const selection = { seed: 3, episodes: 1, scenarios: [], factors: ['lighting'], levels: [] };
  const chapters = chaptersOf([run(0), run(1, { selection }), run(2)]);
  t.same(
    chapters.map(({ suite, selection, series }) => [suite, selection, series[0]!.runs.length]),
    [
      ['ood', '', 2],
      ['ood', '1 replicate · lighting · seed 3', 1],
    ],
  );
  t.not(chapters[0]!.series[0]!.page, chapters[1]!.series[0]!.page);
});

t.test('dates on an axis are few, inside it, and a calendar’s', async (t) => {
  const from = Date.UTC(2026, 8, 20) / DAY_MS;
  t.same(
    dateTicks(from, from + 3, 4).map(({ text }) => text),
    ['20 Sep', '21 Sep', '22 Sep', '23 Sep'],
  );
  t.same(
    dateTicks(from, from + 30, 5).map(({ text }) => text),
    ['21 Sep', '28 Sep', '5 Oct', '12 Oct', '19 Oct'],
    'Mondays',
  );
  t.same(
    dateTicks(from, from + 500, 6).map(({ text }) => text),
    ['Oct 2026', 'Jan 2027', 'Apr 2027', 'Jul 2027', 'Oct 2027', 'Jan 2028'],
  );
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 9000, noNaN: true }), fc.integer({ min: 2, max: 12 }), (length, most) => {
      const ticks = dateTicks(from, from + length, most);
      return ticks.length <= most + 1 && ticks.every(({ at }) => at >= from && at <= from + length);
    }),
  );
});

t.test('a badge says suite, policy, rate and n; no data is no data', async (t) => {
  t.match(badgeOf(run(0)), { label: 'ood p', message: '50 %, n = 10' });
  t.match(badgeOf(run(0, {}, 0, 0)), { message: 'no data' });
  t.match(badgeOf(run(0, {}, 0, 10)), { message: '0 %, n = 10' });
  const gate = { verdict: 'inconclusive' as const, reasons: [], baseline: 'b' };
  t.match(badgeOf(run(0, { gate })), { message: '50 %, n = 10, inconclusive', color: '#7a5c00' });
  const hostile = { name: '<a href="x">&', fingerprint: 'f', privileged: false };
  t.notMatch(badgeSvg(badgeOf(run(0, { policy: hostile }))), /<a /);
});

t.test('names of folders are safe, readable and each its own', async (t) => {
  t.match(slug('../../etc/passwd', 1), /^etc-passwd-[0-9a-f]{6}$/);
  t.match(slug('vla-r1?mode=a&b', 1), /^vla-r1-mode-a-b-[0-9a-f]{6}$/);
  t.not(slug('a/b', ['a/b']), slug('a-b', ['a-b']));
  t.equal(nameUuid('x'), nameUuid('x'));
});
