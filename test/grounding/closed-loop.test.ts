import { join } from 'node:path';
import t from 'tap';
import { readTrace } from '../../harness/record/trace-file.ts';
import type { EpisodeRecord } from '../../harness/types.ts';
import { FrontDoor } from '../builders/front-door.ts';

const SCENES = ['--scenario', 'place_can_in_bowl', '--scenario', 'banana_absent', '--scenario', 'move_brick_to_circle'];
const RUN = ['run', '--suite', 'in-domain', ...SCENES, '--floors', 'none', '--episodes', '1', '--out', 'r', '--json'];

async function traceOf(harness: FrontDoor, { episodeId, attempt }: EpisodeRecord) {
  return readTrace(join(harness.folder, 'r', 'episodes', episodeId, `trace-${attempt}.msgpack`));
}

for (const policy of ['oracle-grounding', 'oracle-grounding?mode=trajectory', 'oracle-grounding?loop=open']) {
  t.test(`${policy} brings things where they belong, with a picture for each question and no other`, async (t) => {
    const harness = new FrontDoor(t);
    const { code, stderr } = await harness.run([...RUN, '--policy', policy]);
    t.equal(code, 0, stderr.slice(-300));
    const records = await harness.records('r');
    t.same(
      records.map(({ outcome }) => outcome),
      ['success', 'success', 'success'],
    );
    for (const record of records) {
      const { calls } = await traceOf(harness, record);
      const pictures = new Set(calls.flatMap(({ query }) => (query ? [query.imageHash] : [])));
      t.equal(record.framesRendered, policy.endsWith('open') ? 1 : pictures.size, record.episodeId);
    }
  });
}

t.test(
  'without a policy named it is the baseline that runs; it sees no ground truth, and its words are kept',
  async (t) => {
    const harness = new FrontDoor(t);
    const { code, stdout, stderr } = await harness.run(RUN);
    t.equal(code, 0, stderr.slice(-300));
    t.match(JSON.parse(stdout), { run: { policy: { name: 'baseline', privileged: false } } });
    const records = await harness.records('r');
    t.same(
      records.map(({ outcome }) => outcome),
      ['success', 'success', 'success'],
    );
    const place = records.find(({ scenarioId }) => scenarioId === 'place_can_in_bowl')!;
    t.equal(place.instructionSent, 'Put the red soup can in the white bowl.');
    const { calls } = await traceOf(harness, place);
    t.match(calls[0], { text: /Task parsing/, query: { kind: 'affordance', notes: [/mm seen/, /grasp from above/] } });
    t.same(
      calls.flatMap(({ query }) => (query ? [query.wellFormed] : [])),
      [true, true],
      'the thing, then the place',
    );
  },
);

t.test('the same run twice gives the same rows; in the dark the baseline fails, and that is a failure', async (t) => {
  const dark = `task: pick
instruction: Pick up the {target}.
robot: panda
look: oak
maxSteps: 160
objects:
  target: { model: cube, place: { region: center } }
factors:
  lighting:
    night: { light.ambient: 0.02, light.diffuse: 0.02 }
`;
  const harness = new FrontDoor(t);
  harness.file('dark.yaml', dark);
  const options = ['--floors', 'none', '--episodes', '1', '--json'];
  const ends = [];
  for (const out of ['a', 'b']) {
    const { code, stderr } = await harness.run(['run', '--suite', 'dark.yaml', ...options, '--out', out]);
    t.equal(code, 0, stderr.slice(-300));
    const rows = await harness.records(out);
    ends.push(rows.map(({ conditionId, end, finalStateHash }) => [conditionId, end, finalStateHash]).sort());
  }
  t.same(ends[1], ends[0]);
  t.match(ends[0], [
    ['lighting=night', 'declared_target_absent'],
    ['nominal', 'success'],
  ]);
});
