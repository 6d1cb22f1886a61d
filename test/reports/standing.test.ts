import fc from 'fast-check';
import t from 'tap';
import { EpisodeIndex } from '../../harness/episode-index.ts';
import type { EpisodeRecord, Outcome } from '../../harness/types.ts';
import type { PlannedEpisode } from '../../reports/index.ts';
import { Standing } from '../../reports/live/standing.ts';
import { rateOf } from '../../reports/summary/rate.ts';
import { settle } from '../../reports/summary/settle.ts';
import { countsOf } from '../../reports/summary/tally.ts';
import { record } from '../builders/record.ts';

const OUTCOMES: readonly Outcome[] = ['success', 'failure', 'invalid', 'infra_error'];

const episodes = ['nominal', 'dim', 'wrong'].flatMap((conditionId) =>
  Array.from({ length: 4 }, (_, replicate): PlannedEpisode => {
    const episodeId = `s/${conditionId}/${replicate}`;
    const place = { targetModel: null, targetM: null, digest: '', task: 'pick' as const, assignments: [] };
    return { episodeId, scenarioId: 's', conditionId, replicate, control: conditionId === 'wrong', ...place };
  }),
);

const attempts = fc.array(
  fc.record({
    at: fc.nat(episodes.length),
    attempt: fc.integer({ min: 1, max: 3 }),
    outcome: fc.constantFrom(...OUTCOMES),
  }),
  { maxLength: 40 },
);

const recordOf = (at: number, attempt: number, outcome: Outcome): EpisodeRecord =>
  record({ episodeId: episodes[at]?.episodeId ?? 's/of-another-plan/0', attempt, outcome });

t.test('record after record, it stands as all of them together say', async () => {
  fc.assert(
    fc.property(attempts, fc.boolean(), (drawn, withDim) => {
      const records = drawn.map(({ at, attempt, outcome }) => recordOf(at, attempt, outcome));
      const run = episodes.filter(({ conditionId }) => withDim || conditionId !== 'dim');
      const standing = new Standing(run, EpisodeIndex.of(run));
      for (const each of records) standing.add(each);
      const settled = settle(run, records);
      const rate = rateOf(settled.filter(({ episode }) => !episode.control));
      t.same(standing.counts, countsOf(settled));
      t.same(standing.rate, rate);
    }),
    { seed: 20261129, numRuns: 300 },
  );
});
