import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { lerobotSource } from '../../agents/lerobot/lerobot.ts';
import { LEROBOT_OPTIONS } from '../../agents/lerobot/options.ts';
import { packageRoot } from '../../harness/package-root.ts';
import { closedPort } from '../builders/closed-port.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { startPeer } from '../builders/peers.ts';

const OWN_MAP = readFileSync(join(packageRoot(), 'agents', 'action', 'maps', 'lerobot.yaml'), 'utf8');
const TOLD = 'type=act&pretrained=some/model&device=cpu';

const FAULTS: readonly (readonly [fault: string, end: string, error: RegExp | null])[] = [
  ['nan', 'invalid_action', null],
  ['empty', 'invalid_action', null],
  ['narrow', 'invalid_action', null],
  ['other', 'E_POLICY_SERVER', /expected actions from timestep \d+ on, got \d+ at 0: they answer another observation/],
  ['evil', 'E_POLICY_SERVER', /an answer may not name posix\.system: it is not loaded/],
  ['late', 'E_TIMEOUT', /did not answer GetActions within 1 s/],
  ['raise', 'E_POLICY_SERVER', /answered nothing: its policy failed, and only its own log says why/],
  ['die', 'E_UNREACHABLE', /lerobot server 127\.0\.0\.1:\d+ cannot be reached/],
];

t.test('the smoke suite with a server that asks for pickles, on two workers', async (t) => {
  const front = new FrontDoor(t);
  const { ready } = await startPeer(t, 'lerobot_server.py');
  const few = ['--episodes', '1', '--floors', 'none', '--workers', '2', '--out', 'run'];
  const { code, stderr } = await front.run([
    ...['run', '--suite', 'smoke', '--policy', `lerobot@127.0.0.1:${ready.port}?${TOLD}`],
    ...few,
  ]);
  t.equal(code, 0, stderr);
  const records = await front.records('run');
  t.equal(records.length, 8, 'none was tried again');
  t.ok(
    records.every(
      ({ outcome, policyCalls, instructionSent }) => outcome === 'failure' && policyCalls > 1 && instructionSent,
    ),
  );
  t.same(front.leftBehind(), []);
});

t.test('each fault of a server has its own outcome, and no pickle of it runs anything', async (t) => {
  const front = new FrontDoor(t);
  front.file('front.yaml', OWN_MAP.replace('camera: wrist', 'camera: front'));
  const suite = front.file(
    'one.yaml',
    `task: pick_and_place
instruction: Put the {target} in the {receptacle}.
robot: panda
look: oak
maxSteps: 12
episodes: ${FAULTS.length}
objects:
  target: { model: cube, place: { region: left } }
  receptacle: { model: bowl, place: { region: right } }
`,
  );
  process.env.EVIL_FILE = join(front.folder, 'evil');
  t.teardown(() => delete process.env.EVIL_FILE);
  const faults = FAULTS.map(([fault]) => fault).join(',');
  const { ready } = await startPeer(t, 'lerobot_server.py', ['--faults', faults, '--late', '1.5']);
  const policy = `lerobot@127.0.0.1:${ready.port}?${TOLD}&timeoutSec=1&map=./front.yaml`;
  const few = ['--floors', 'none', '--workers', '1', '--retries', '0', '--out', 'run'];
  const { code, stderr } = await front.run(['run', '--suite', suite, '--policy', policy, ...few], []);
  t.equal(code, 4, stderr);
  const records = await front.records('run');
  for (const [index, [fault, end, message]] of FAULTS.entries()) {
    t.match(records[index], { outcome: message ? 'infra_error' : 'failure', end }, fault);
    if (message) t.match(records[index]?.error?.message, message);
  }
  t.notOk(existsSync(process.env.EVIL_FILE));
  t.same(front.leftBehind(), []);
});

t.test('what cannot work is refused before the first episode', async (t) => {
  const options = { ...LEROBOT_OPTIONS, type: 'act', pretrained: 'some/model' };
  const refused = (place: string, more: object, error: { code: string; message: RegExp }) =>
    t.rejects(lerobotSource(place, { ...options, ...more }), error);
  await refused(
    'robot.example:8080',
    {},
    { code: 'E_POLICY', message: /expected a server on this machine, got robot/ },
  );
  await refused('http://127.0.0.1', {}, { code: 'E_POLICY', message: /expected lerobot@host:8080, got 'http:/ });
  await refused(
    '127.0.0.1:8080',
    { type: '' },
    { code: 'E_POLICY', message: /option type: expected the type of a policy/ },
  );
  const nobody = `127.0.0.1:${await closedPort()}`;
  await refused(nobody, {}, { code: 'E_UNREACHABLE', message: /^lerobot server \S+ cannot be reached: .*refused/ });
  const { port } = (await startPeer(t, 'lerobot_server.py')).ready;
  const wrong = { code: 'E_POLICY', message: /SendPolicyInstructions: .*Policy type wings not supported/ };
  await refused(`127.0.0.1:${port}`, { type: 'wings' }, wrong);
});
