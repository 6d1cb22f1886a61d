import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { readTrace } from '../../harness/record/trace-file.ts';
import type { EpisodeSpec } from '../../harness/types.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { SMALL } from '../builders/suite.ts';

const LATE = `${SMALL}    goes_on: { latencyMs: 100, latencyMeanwhile: continue }
    no_time: { latencyMeanwhile: continue }
`;

const RUN = ['run', '--suite', 'late.yaml', '--policy', 'random', '--floors', 'none', '--workers', '1'];

function door(test: Test): FrontDoor {
  const harness = new FrontDoor(test);
  harness.file('late.yaml', LATE);
  return harness;
}

const planned = (stdout: string): readonly EpisodeSpec[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

t.test('what a robot does meanwhile defines an episode, and holding is what it always was', async (t) => {
  const harness = door(t);
  harness.file('small.yaml', SMALL);
  const plan = async (file: string) =>
    planned((await harness.run(['plan', '--suite', file, '--factor', 'latency', '--episodes', '1', '--json'])).stdout);
  const [before, now] = [await plan('small.yaml'), await plan('late.yaml')];
  const digestOf = (episodes: readonly EpisodeSpec[], condition: string) =>
    episodes.find(({ conditionId }) => conditionId === condition)!.digest;
  t.not(digestOf(now, 'latency=late'), digestOf(now, 'latency=goes_on'));
  harness.file('small.yaml', SMALL.replace('latencyMs: 100', 'latencyMs: 100, latencyMeanwhile: hold'));
  t.same(await plan('small.yaml'), before);
});

t.test('late actions: the robot holds, or goes on with its chunk, as each level says', async (t) => {
  const harness = door(t);
  const { code, stderr } = await harness.run([...RUN, '--out', 'r', '--factor', 'latency', '--episodes', '1'], []);
  t.equal(code, 0, stderr);
  const records = await harness.records('r');
  const actions = async (condition: string) => {
    const file = join(harness.folder, 'r', 'episodes', 'late', condition, '0', 'trace-1.msgpack');
    return (await readTrace(file)).actions;
  };
  const [nominal, late, onward] = [
    await actions('nominal'),
    await actions('latency=late'),
    await actions('latency=goes_on'),
  ];
  const zero = (row: readonly number[]) => row.slice(0, 6).every((value) => value === 0);
  t.ok(zero(late[0]!) && zero(late[1]!), 'nothing has come yet');
  t.same(late.slice(2, 40), nominal.slice(0, 38), 'every action comes, two steps late');
  t.ok(zero(onward[0]!) && zero(onward[1]!));
  for (const chunk of [0, 8, 16]) {
    t.same(onward.slice(chunk + 2, chunk + 8), nominal.slice(chunk + 2, chunk + 8), 'an action for its own step');
    if (chunk > 0) t.ok(zero(onward[chunk]!) && zero(onward[chunk + 1]!), 'a whole chunk leaves no rest to go on with');
  }
  t.same(await actions('latency=no_time'), nominal, 'without latency there is nothing to bridge');
  for (const condition of ['latency=late', 'latency=goes_on']) {
    const row = records.find(({ conditionId }) => conditionId === condition)!;
    t.match(row.evidence, { status: 'applied', details: [{ path: 'latencySteps', asked: 2, got: 2, ok: true }] });
  }
  t.match(records[0]!.timing, { inferenceMs: { p50: Number, p95: Number, p99: Number }, wire: null });
});

t.test(
  'measured latency: rounded up to control steps, recorded, told, and another run than a planned one',
  async (t) => {
    const harness = door(t);
    const command = [...RUN, '--out', 'r', '--factor', 'latency', '--episodes', '1'];
    const { code, stderr, stdout } = await harness.run([...command, '--latency', 'measured', '--json'], []);
    t.equal(code, 0, stderr);
    t.match(stderr, /latency is measured: what the server’s answer times decide, no other run can repeat/);
    const manifest = JSON.parse(readFileSync(join(harness.folder, 'r', 'manifest.json'), 'utf8'));
    t.equal(manifest.request.latency, 'measured');
    t.same(
      manifest.unsupported.map(({ conditionId, reason }: { conditionId: string; reason: string }) => [
        conditionId,
        reason,
      ]),
      ['late', 'goes_on', 'no_time'].map((level) => [
        `latency=${level}`,
        'latency is measured in this run, so nothing can set it',
      ]),
    );
    const [row] = await harness.records('r');
    t.equal(row!.timing!.delaySteps!.length, row!.policyCalls);
    t.same(
      row!.timing!.delaySteps,
      row!.inferenceMs.map((ms) => Math.ceil((ms * 20) / 1000)),
      'at 20 Hz a step is 50 ms',
    );
    t.equal(JSON.parse(stdout).counts.success + JSON.parse(stdout).counts.failure, 1);
    const again = await harness.run(command, []);
    t.equal(again.code, 2);
    t.match(again.stderr, /E_OUTPUT r holds another run: .*latency: "measured" -> null/);
  },
);
