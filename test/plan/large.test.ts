/** Plans that are drawn piece by piece and looked things up in, but never held. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { designOf, load } from '../../harness/commands/run/design.ts';
import { piecesOf } from '../../harness/commands/run/drawing/pieces.ts';
import { EpisodeIndex } from '../../harness/episode-index.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { drawn } from '../../harness/plan/draw.ts';
import { conditionsOf, outline, placesOf } from '../../harness/plan/outline.ts';
import { EVERYTHING } from '../../harness/plan/select.ts';
import { loadSuite } from '../../harness/scenario/suite.ts';
import { meeting } from '../builders/meeting.ts';

const library = loadLibrary();
const { scenarios } = loadSuite('smoke', library);
const planning = { library, runSeed: 0, context: NO_SIMULATOR };
const CHOICE = {
  suite: 'smoke',
  policy: 'oracle',
  simulator: 'pybullet',
  scenario: ['pick_and_place'],
  factor: [],
  level: [],
  seed: 0,
  inferenceTimeout: 60,
  episodes: 230,
};

t.test('block after block, each with all of its conditions; every episode as in any other plan', (t) => {
  const [scenario] = scenarios;
  const large = outline([scenario!], { ...EVERYTHING, episodes: 230 });
  const places = [...placesOf(large)];
  const conditions = scenario!.conditions.length;
  const replicatesOf = (from: number, count: number) => places.slice(from, from + count).map((each) => each.replicate);
  const counting = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  t.same(replicatesOf(0, 100), counting(0, 100));
  t.same(replicatesOf(100 * (conditions - 1), 100), counting(0, 100), 'the last condition of the first block');
  t.same(replicatesOf(100 * conditions, 100), counting(100, 200), 'then nominal of the second');
  t.same(replicatesOf(200 * conditions, 30), counting(200, 230));
  t.equal(places.length, 230 * conditions);
  t.same(
    conditionsOf(places).map(({ episodes }) => episodes),
    Array(conditions).fill(230),
  );
  const alone = [...drawn([places[100 * conditions + 7]!], planning)];
  const inOrder = [...drawn(places.slice(0, 100 * conditions + 8), planning)];
  t.same(alone[0], inOrder.at(-1));
  t.end();
});

async function bytesOf(threads: number, recipe?: string): Promise<string> {
  const design = designOf(CHOICE, load(CHOICE), meeting());
  const hash = createHash('sha256');
  const drawnWith = recipe === undefined ? design : { ...design, recipe };
  for await (const { lines, identities } of piecesOf(CHOICE, drawnWith, threads)) hash.update(lines).update(identities);
  return hash.digest('hex');
}

t.test('one thread or three, the same bytes', async (t) => {
  t.equal(await bytesOf(3), await bytesOf(1));
});

t.test('what a thread cannot draw is an error of the run', async (t) => {
  await t.rejects(bytesOf(2, 'of another suite'), {
    code: 'E_SCENARIO',
    message: 'the suite was changed while its plan was drawn',
  });
});

t.test('an index finds every episode, and none of another plan', (t) => {
  const id = fc.tuple(fc.constantFrom('a', 'b/c', 'ü "x"'), fc.constantFrom('nominal', 'f=l', 'f=l+g=m'), fc.nat(300));
  const ids = fc.uniqueArray(
    id.map(([scenario, condition, replicate]) => `${scenario}/${condition}/${replicate}`),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(ids, ids, (planned, others) => {
      const index = EpisodeIndex.of(planned.map((episodeId) => ({ episodeId })));
      t.same(
        planned.map((_, place) => index.idAt(place)),
        planned,
      );
      for (const each of [...planned, ...others]) {
        const place = planned.indexOf(each);
        if (index.placeOf(each) !== (place < 0 ? null : place)) return false;
      }
      return ['', 'a', 'a/nominal', 'a/nominal/x', 'a/nominal/-1', 'a/nominal/1.5'].every(
        (stray) => index.placeOf(stray) === null,
      );
    }),
    { seed: 20261129, numRuns: 100 },
  );
  t.end();
});
