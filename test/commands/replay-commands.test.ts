/** `harness replay` and `harness view` at the door: what they write, and what they refuse. */
import { cpSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import t, { type Test } from 'tap';
import { readTrace, writeTrace } from '../../harness/record/trace-file.ts';
import { FrontDoor } from '../builders/front-door.ts';

const EPISODE = 'pick/nominal/0';
const RUN = [
  'run',
  '--suite',
  'smoke',
  '--policy',
  'oracle',
  '--scenario',
  'pick',
  '--episodes',
  '1',
  '--floors',
  'none',
  '--out',
  'r',
];

async function recorded(test: Test): Promise<FrontDoor> {
  const harness = new FrontDoor(test);
  const { code, stderr } = await harness.run(RUN, []);
  test.equal(code, 0, stderr);
  return harness;
}

const traceOf = (harness: FrontDoor) => join(harness.folder, 'r', 'episodes', EPISODE, 'trace-1.msgpack');

/** One line on standard error, exit 2. */
async function refused(t: Test, harness: FrontDoor, args: readonly string[], expected: RegExp): Promise<void> {
  const { code, stdout, stderr } = await harness.run(args, []);
  t.equal(code, 2, `${args.join(' ')}: ${stderr}`);
  t.match(stderr, expected);
  t.equal(stderr.trim().split('\n').length, 1, stderr);
  t.equal(stdout, '');
}

t.test('a replay is pictures of every so many states and the last; no simulator is started', async (t) => {
  const harness = await recorded(t);
  const { steps } = (await harness.records('r')).find(({ episodeId }) => episodeId === EPISODE)!;
  const broken = { HARNESS_BRIDGE: JSON.stringify(['/nowhere/bridge']) };
  const size = ['--width', '64', '--height', '48', '--stride', '7'];
  const args = ['replay', 'r', EPISODE, ...size];
  const plain = await harness.run([...args, '--out', 'plain.webp'], undefined, broken);
  t.equal(plain.code, 0, plain.stderr);
  const { delay, width, pageHeight } = await sharp(join(harness.folder, 'plain.webp'), { animated: true }).metadata();
  t.same([width, pageHeight], [64, 48]);
  // Equal pictures in a row become one in the file, which lasts as long as they did.
  const lastsMs = delay!.reduce((sum, each) => sum + each);
  t.equal(lastsMs, Math.ceil(steps / 7) * 350 + 1000);
  const named = await harness.run([...args, '--segmentation', '--out', 'named.webp'], undefined, broken);
  t.equal(named.code, 0, named.stderr);
  const first = await sharp(join(harness.folder, 'named.webp')).removeAlpha().raw().toBuffer();
  const colors = new Set(Array.from({ length: 64 * 48 }, (_, i) => first.subarray(i * 3, i * 3 + 3).toString('hex')));
  t.ok(colors.size > 1 && colors.size < 12, `${colors.size} colours, no shades`);
});

t.test('with --verify it also says whether the simulator still gets there', async (t) => {
  const harness = await recorded(t);
  const args = ['replay', 'r', EPISODE, '--verify', '--stride', '40', '--width', '32', '--height', '24'];
  const same = await harness.run(args, []);
  t.equal(same.code, 0, same.stderr);
  t.match(same.stdout, /rebuilt: same initial and final state as recorded, bit for bit/);
  const trace = await readTrace(traceOf(harness));
  await writeTrace(traceOf(harness), { ...trace, actions: trace.actions.map((row) => row.map((each) => each / 2)) });
  const other = await harness.run(args, []);
  t.equal(other.code, 4);
  t.match(other.stdout, /NOT the recorded episode:\n {2}finalStateHash: recorded \w+, rebuilt \w+/);
});

t.test('a run recorded without visuals says so; show and --verify still work', async (t) => {
  const harness = await recorded(t);
  await writeTrace(traceOf(harness), { ...(await readTrace(traceOf(harness))), visuals: null });
  const expected = /^E_RUN this run was recorded without visuals, .*--fresh.*--verify/;
  await refused(t, harness, ['view', 'r', EPISODE], expected);
  await refused(t, harness, ['replay', 'r', EPISODE], expected);
  await refused(t, harness, ['replay', 'r', EPISODE, '--verify', '--segmentation'], expected);
  t.equal((await harness.run(['show', 'r', EPISODE])).code, 0);
  const verified = await harness.run(['replay', 'r', EPISODE, '--verify', '--stride', '40', '--out', 'x.webp'], []);
  t.equal(verified.code, 0, verified.stderr);
  t.ok((await sharp(join(harness.folder, 'x.webp'), { animated: true }).metadata()).pages! > 1);
});

t.test('what is not there or not whole is named in one line', async (t) => {
  const harness = await recorded(t);
  for (const command of ['view', 'replay']) {
    await refused(t, harness, [command, 'nowhere', EPISODE], /^E_RUN no run 'nowhere'/);
    await refused(t, harness, [command, 'r', 'pick/nominl/0'], /did you mean "pick\/nominal\/0"\?/);
    await refused(t, harness, [command, 'r', EPISODE, '--out', '/proc/x'], /^E_OUTPUT cannot write \/proc\/x: /);
  }
  await refused(t, harness, ['replay', 'r', EPISODE, '--camera', 'frnot'], /^E_USAGE unknown camera 'frnot'.*"front"/);
  await refused(t, harness, ['replay', 'r', EPISODE, '--simulator', 'pybullet'], /expected only with --verify/);
  cpSync(join(harness.folder, 'r'), join(harness.folder, 'bare'), { recursive: true });
  const assets = join(harness.folder, 'r', 'assets');
  const [asset] = readdirSync(assets);
  truncateSync(join(assets, asset!), 20);
  await refused(t, harness, ['view', 'r', EPISODE], /^E_RECORDS expected a (mesh|texture) in .*assets/);
  rmSync(assets, { recursive: true });
  await refused(t, harness, ['view', 'r', EPISODE], /^E_RECORDS expected a (mesh|texture) .*ENOENT.*copied whole/);
  truncateSync(traceOf(harness), 40);
  await refused(t, harness, ['view', 'r', EPISODE], /^E_RECORDS expected a whole trace/);
  rmSync(traceOf(harness));
  await refused(t, harness, ['view', 'r', EPISODE], /^E_RECORDS expected a trace in/);
  rmSync(join(harness.folder, 'bare', 'episodes.jsonl'));
  await refused(t, harness, ['view', 'bare', EPISODE], /^E_RUN episode '.*' has no attempt with a single step/);
});

t.test('a port that somebody else has is named', async (t) => {
  const harness = await recorded(t);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.teardown(() => other.close());
  const { port } = other.address() as AddressInfo;
  await refused(t, harness, ['view', 'r', EPISODE, '--port', String(port)], /^E_USAGE --port \d+: .* in use/);
  const impossible = await harness.run(['view', 'r', EPISODE, '--port', '70000']);
  t.equal(impossible.code, 2);
  t.match(impossible.stderr, /expected a port from 0 to 65535/);
});
