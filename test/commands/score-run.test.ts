import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { RunFolder } from '../../harness/record/folder.ts';
import { readTrace, writeTrace } from '../../harness/record/trace-file.ts';
import type { EpisodeRecord, PolicyQuery } from '../../harness/types.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { completion, startChatServer } from '../fakes/chat-server.ts';

type Box = NonNullable<PolicyQuery['box']>;
const EVERYTHING: Box = { x: 0.5, y: 0.5, width: 1, height: 1 };

/** As if a model had been asked at the start of the episode. */
async function ask(folder: RunFolder, { episodeId, attempt }: EpisodeRecord, box: Box | null): Promise<void> {
  const file = folder.traceFile(episodeId, attempt);
  const trace = await readTrace(file);
  const query: PolicyQuery = {
    kind: 'affordance',
    camera: 'front',
    widthPx: 160,
    heightPx: 120,
    imageHash: 'a',
    prompt: 'Where?',
    answer: box ? `<think>I see the target.</think><output>${JSON.stringify(box)}</output>` : 'There is none.',
    box,
    trajectory: null,
    absent: box === null,
    wellFormed: box !== null,
    problem: null,
    usage: null,
    notes: [],
  };
  const [first, ...calls] = trace.calls;
  await writeTrace(file, { ...trace, calls: [{ ...first!, query }, ...calls] });
}

t.test('questions of a run against its states, beside its outcomes', async (t) => {
  const harness = new FrontDoor(t);
  const ran = await harness.run(
    [
      'run',
      '--suite',
      'smoke',
      '--scenario',
      'pick',
      '--episodes',
      '4',
      '--policy',
      'oracle',
      '--floors',
      'none',
      '--out',
      'run',
    ],
    [],
  );
  t.equal(ran.code, 0, ran.stderr);
  const folder = new RunFolder(join(harness.folder, 'run'));
  const unasked = await harness.run(['score', '--run', 'run']);
  t.match(unasked, { code: 2, stderr: /^E_RUN run: expected questions to a model in its traces, got none/ });

  // Two of four nominal episodes are told to have failed.
  const all = await harness.records('run');
  const records = all.filter(({ conditionId }) => conditionId === 'nominal');
  const failed = records.slice(2).map(({ episodeId }) => episodeId);
  const told = all.map((record) => (failed.includes(record.episodeId) ? { ...record, outcome: 'failure' } : record));
  writeFileSync(folder.episodesFile, told.map((record) => `${JSON.stringify(record)}\n`).join(''));

  for (const record of records) await ask(folder, record, EVERYTHING);
  const score = async (...more: string[]) => {
    const { code, stdout, stderr } = await harness.run(['score', '--run', 'run', '--json', 'out.json', ...more]);
    t.equal(code, 0, stderr);
    return { stdout, ...JSON.parse(readFileSync(join(harness.folder, 'out.json'), 'utf8')) };
  };
  const wide = await score();
  t.equal(wide.rows.length, 4);
  for (const { scored, maskPx, occlusion, truth } of wide.rows) {
    t.ok(maskPx > 0 && occlusion >= 0 && occlusion < 1, `${maskPx} pixels, ${occlusion} hidden`);
    t.ok(Math.abs(scored.iou - truth.box.width * truth.box.height) < 1e-9, 'the whole image has its box in it');
    t.ok(Math.abs(scored.areaRatio * scored.iou - 1) < 1e-9, 'and is larger by as much');
  }
  t.equal(wide.closedLoop.phi.value, null, 'no box is good: nothing to correlate');
  t.equal(wide.reasoning.judge, null);

  const verdict = '{"taskUnderstood": "yes", "objectNamed": "no", "answerFollows": "yes"}';
  const { base, requests } = await startChatServer(t, { fates: [{ body: completion(verdict) }] });
  const judged = await score('--judge', `openai@${base}`);
  t.match(judged.reasoning.judge, { model: 'm', n: 4, unreadable: 0, taskUnderstood: 1, objectNamed: 0 });
  t.match(requests[0]!.body.messages[0]!.content[0]!.text, /<request>\nWhere\?\n<\/request>/);
  t.strictSame(judged.rows, wide.rows);

  // Where it failed the box is beside the thing.
  for (const [i, record] of records.entries()) {
    const { box } = wide.rows.find(({ episodeId }: EpisodeRecord) => episodeId === record.episodeId).truth;
    await ask(folder, record, i < 2 ? box : { ...box, x: box.x + box.width * 0.75 });
  }
  const split = await score();
  t.match(split.closedLoop, {
    episodes: 4,
    phi: { value: 1 },
    iouOfSuccesses: { n: 2, mean: 1 },
    iouOfFailures: { n: 2 },
  });
  t.ok(split.closedLoop.pointBiserial.value > 0.99);
  t.ok(Math.abs(split.closedLoop.iouOfFailures.mean - 1 / 7) < 1e-6, 'a quarter shared: 0.25 / 1.75');
  t.match(split.stdout, /does IoU predict success\? 4 episodes/);
  t.match(split.stdout, /IoU of 2 failures 0\.14/);

  // An answer that ended its episode at once counts like any other.
  await ask(folder, records[0]!, null);
  const file = folder.traceFile(records[0]!.episodeId, records[0]!.attempt);
  const trace = await readTrace(file);
  await writeTrace(file, { ...trace, worldStates: [], actions: [], chunks: [], calls: trace.calls.slice(0, 1) });
  const cut = (record: EpisodeRecord) =>
    record.episodeId === records[0]!.episodeId ? { ...record, steps: 0 } : record;
  writeFileSync(
    folder.episodesFile,
    told.map((record) => `${JSON.stringify(cut(record as EpisodeRecord))}\n`).join(''),
  );
  t.match(await score(), { unparseable: 1, affordance: { n: 4 }, closedLoop: { iouOfSuccesses: { mean: 0.5 } } });
});

t.test('what goes with what is said, exit 2', async (t) => {
  const harness = new FrontDoor(t);
  t.match(await harness.run(['score']), {
    code: 2,
    stderr: /^E_USAGE expected <predictions> and --truth <file>, or --run/,
  });
  t.match(await harness.run(['score', '--run', 'nowhere']), { code: 2, stderr: /^E_RUN no run 'nowhere'/ });
  t.match(await harness.run(['score', '--run', 'a', '--truth', 'b']), {
    code: 2,
    stderr: /cannot be used with option '--truth/,
  });
});
