import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { gr00tSource } from '../../agents/gr00t/gr00t.ts';
import { GR00T_OPTIONS } from '../../agents/gr00t/options.ts';
import { packageRoot } from '../../harness/package-root.ts';
import { closedPort } from '../builders/closed-port.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { startHttpServer } from '../builders/http-server.ts';
import { startPeer } from '../builders/peers.ts';

/** One condition; the policy is asked three times at most. */
const scenario = (episodes: number): string => `task: pick_and_place
instruction: Put the {target} in the {receptacle}.
robot: panda
look: oak
maxSteps: 20
episodes: ${episodes}
objects:
  target: { model: cube, place: { region: left } }
  receptacle: { model: bowl, place: { region: right } }
`;
const OWN_MAP = readFileSync(join(packageRoot(), 'agents', 'action', 'maps', 'gr00t.yaml'), 'utf8');

const server = (test: Test, ...args: string[]) => startPeer(test, 'gr00t_server.py', args);

/** In the toy world, which has no camera on the hand. */
function door(test: Test, episodes = 1) {
  const front = new FrontDoor(test);
  const suite = front.file('one.yaml', scenario(episodes));
  front.file('front.yaml', OWN_MAP.replace('camera: wrist', 'camera: front'));
  const few = ['--floors', 'none', '--workers', '1', '--retries', '0', '--out', 'run'];
  const run = (port: number, query = '', variables: Record<string, string> = {}) => {
    const policy = `gr00t@tcp://127.0.0.1:${port}?map=./front.yaml${query}`;
    return front.run(['run', '--suite', suite, '--policy', policy, ...few], [], variables);
  };
  return { front, run };
}

t.test('the smoke suite with a server of N1.6', async (t) => {
  const front = new FrontDoor(t);
  const { ready } = await server(t);
  const policy = `gr00t@tcp://127.0.0.1:${ready.port}`;
  const few = ['--episodes', '1', '--floors', 'none', '--out', 'run'];
  const { code, stderr } = await front.run(['run', '--suite', 'smoke', '--policy', policy, ...few]);
  t.equal(code, 0, stderr);
  const records = await front.records('run');
  t.equal(records.length, 8);
  t.ok(records.every(({ outcome, steps, policyCalls }) => outcome === 'failure' && steps > 8 && policyCalls > 1));
  t.ok(records.every(({ instructionSent }) => instructionSent));
  t.same(front.leftBehind(), []);
});

for (const form of ['n1.5', 'sim']) {
  t.test(`an episode with a server of form ${form}`, async (t) => {
    const { front, run } = door(t);
    const { ready } = await server(t, '--form', form);
    const { code, stderr } = await run(ready.port, form === 'sim' ? '&form=sim' : '');
    t.equal(code, 0, stderr);
    const [record] = await front.records('run');
    t.match(record, { outcome: 'failure', end: 'max_steps', steps: 20, policyCalls: 3 });
  });
}

t.test('the token of a server comes from the environment and is nowhere in the run folder', async (t) => {
  const { front, run } = door(t);
  const token = 'not-to-be-found';
  const { ready } = await server(t, '--token', token);
  const { code, stdout, stderr } = await run(ready.port, '&keyEnv=GR00T_KEY', { GR00T_KEY: token });
  t.equal(code, 0, stderr);
  t.notOk((stdout + stderr).includes(token));
  const files = readdirSync(join(front.folder, 'run'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile()))
    t.notOk(readFileSync(join(file.parentPath, file.name)).includes(token), file.name);
});

const FAULTS: readonly (readonly [fault: string, end: string, error: RegExp | null])[] = [
  ['nan', 'invalid_action', null],
  ['empty', 'invalid_action', null],
  ['wide', 'invalid_action', null],
  ['partial', 'E_POLICY_SERVER', /get_action: expected an array 'gripper', got a map of x, y, z, roll, pitch, yaw/],
  ['raise', 'E_POLICY_SERVER', /get_action: answered an error: CUDA out of memory$/],
  ['bare', 'E_POLICY_SERVER', /get_action: answered ERROR$/],
  ['late', 'E_TIMEOUT', /did not answer in 1000 ms$/],
  ['die', 'E_UNREACHABLE', /tcp:\/\/127\.0\.0\.1:\d+: closed the connection$/],
];

t.test('each fault of a server has its own outcome, and the run goes on', async (t) => {
  const { front, run } = door(t, FAULTS.length + 1);
  const faults = ['ok', 'ok', 'ok', ...FAULTS.map(([fault]) => fault)].join(',');
  const { ready } = await server(t, '--faults', faults, '--late', '1.5');
  const { code, stderr } = await run(ready.port, '&timeoutSec=1');
  t.equal(code, 4, stderr);
  const [sound, ...rest] = await front.records('run');
  t.match(sound, { end: 'max_steps', policyCalls: 3 });
  for (const [index, [fault, end, message]] of FAULTS.entries()) {
    t.match(rest[index], { outcome: message ? 'infra_error' : 'failure', end }, fault);
    if (message) t.match(rest[index]?.error?.message, message);
  }
  t.same(front.leftBehind(), []);
});

t.test('what cannot work is refused in one line before the first episode', async (t) => {
  const { run } = door(t);
  const { ready } = await server(t, '--state', 'x,y');
  const misfit = await run(ready.port);
  t.equal(misfit.code, 2);
  t.match(
    misfit.stderr,
    /E_POLICY policy 'gr00t' and policy map '\S+' do not fit: state: expected state\.x\W.*state\.y, got state\.x/,
  );
  const nobody = await run(await closedPort());
  t.equal(nobody.code, 4);
  t.match(nobody.stderr, /^E_UNREACHABLE gr00t server tcp:\S+: cannot be reached: connection refused$/m);
});

t.test('why a server is not taken', async (t) => {
  const refused = (port: number, options: object, error: { code: string; message: RegExp }) =>
    t.rejects(gr00tSource(`tcp://127.0.0.1:${port}`, { ...GR00T_OPTIONS, ...options }, {}), error);
  const { port } = (await server(t, '--frames', '2', '--token', 'T')).ready;
  const unauthorized = /answered an error: Unauthorized: Invalid API token/;
  await refused(port, {}, { code: 'E_POLICY_SERVER', message: unauthorized });
  await refused(port, { keyEnv: 'UNSET' }, { code: 'E_POLICY', message: /expected a key in \$UNSET, got nothing/ });
  await refused(await startHttpServer(t), {}, { code: 'E_UNREACHABLE', message: /answers, but not in ZeroMQ/ });
  const past = (await server(t, '--frames', '2')).ready.port;
  await refused(past, {}, { code: 'E_POLICY', message: /present only \(delta_indices \[0\]\), got video \[-1,0\]/ });
  const keys = { history: 'repeat', actionKeys: 'x,wings' };
  await refused(past, keys, { code: 'E_POLICY', message: /actionKeys: expected some of x, .*gripper, got 'wings'/ });
  await t.rejects(gr00tSource('http://127.0.0.1:5555', GR00T_OPTIONS), { message: /expected gr00t@tcp:\/\/host:port/ });
});

t.test('a server that comes back as another model is not the policy of the run', async (t) => {
  const first = await server(t);
  const { port } = first.ready;
  const source = await gr00tSource(`tcp://127.0.0.1:${port}`, GR00T_OPTIONS);
  await (await source.open()).close();
  await first.kill();
  await server(t, '--port', String(port), '--state', 'x,y');
  await t.rejects(source.open(), { code: 'E_POLICY_CHANGED', message: /another model than at the start of the run/ });
});
