import t, { type Test } from 'tap';
import { closedPort } from '../../builders/closed-port.ts';
import { startPeer } from '../../builders/peers.ts';
import { PolicyDoor } from '../../builders/policy-run.ts';

const MAP = 'map=map.yaml';

async function faulty(test: Test, ...args: readonly string[]): Promise<{ door: PolicyDoor; address: string }> {
  const { ready } = await startPeer(test, 'openpi_server.py', args);
  return { door: new PolicyDoor(test), address: `openpi@ws://127.0.0.1:${ready.port}?${MAP}` };
}

/** Each at the second question of its episode. */
const FAULTS: readonly (readonly [fault: string, end: string, error: RegExp | null])[] = [
  ['nan', 'invalid_action', null],
  ['narrow', 'invalid_action', null],
  ['empty', 'invalid_action', null],
  ['raise', 'E_POLICY_SERVER', /its policy failed: ValueError: CUDA out of memory$/],
  ['close', 'E_UNREACHABLE', /the connection was lost$/],
  ['garbage', 'E_POLICY_SERVER', /answer: expected msgpack, got 3 bytes that are not$/],
  ['no-actions', 'E_POLICY_SERVER', /expected \{actions: array\}, got \{action\}$/],
  ['late', 'E_TIMEOUT', /did not answer within 300 ms$/],
  ['huge', 'E_POLICY_SERVER', /sent a frame of more than 67108864 bytes$/],
  ['twice,ok', 'E_POLICY_SERVER', /expected silence between questions, got a frame of \d+ bytes$/],
];

t.test('each fault has its own outcome and one line, and the run goes on', async (t) => {
  const faults = FAULTS.flatMap(([fault]) => ['ok', fault]).join(',');
  const { door, address } = await faulty(t, '--faults', faults);
  const episodes = ['--episodes', String(FAULTS.length + 1)];
  const { code, line, records } = await door.runPolicy(`${address}&timeoutSec=0.3`, episodes);
  t.equal(code, 4, line);
  for (const [index, [fault, end, message]] of FAULTS.entries()) {
    t.match(records[index], { outcome: message ? 'infra_error' : 'failure', end }, fault);
    if (message) t.match(records[index]!.error!.message, message);
    t.notMatch(records[index]!.error?.message ?? '', /\n/, 'one line');
  }
  t.match(records.at(-1), { outcome: 'failure', end: 'max_steps', policyCalls: 4 }, 'after all that, a sound one');
  const raised = FAULTS.findIndex(([fault]) => fault === 'raise');
  t.match(
    records[raised]!.error!.told,
    /^Traceback \(most recent call last\):\n[\s\S]*ValueError: CUDA out of memory\n$/,
  );
  const { stdout } = await door.run(['show', 'run0', records[raised]!.episodeId]);
  t.match(stdout, /its policy failed: ValueError: CUDA out of memory/);
  t.match(stdout, /Traceback \(most recent call last\):/, 'all of it is kept');
});

t.test('an answer later than the policy may take is its failure, and is no answer to the next episode', async (t) => {
  const { door, address } = await faulty(t, '--faults', 'ok,late', '--late', '1.5');
  const { code, line, records } = await door.runPolicy(address, ['--episodes', '2', '--inference-timeout', '1']);
  t.equal(code, 0, line);
  t.strictSame(
    records.map(({ end }) => end),
    ['policy_timeout', 'max_steps'],
  );
});

t.test('a server that comes back with another model ends the run; with the old one it goes on', async (t) => {
  const told = ['--metadata', '{"checkpoint":"one"}', '--faults', 'ok,ok,ok,ok,ok,restart'];
  const { door, address } = await faulty(t, ...told);
  const again = ['--out', 'run', '--episodes', '3', '--retries', '1'];
  const stopped = await door.runPolicy(address, again);
  t.equal(stopped.code, 4, stopped.line);
  t.match(
    stopped.line,
    /^E_POLICY_CHANGED .*expected \{"checkpoint":"one"\}, got \{"checkpoint":"another"\} \(start a new run/,
  );
  const before = await door.records('run');
  t.strictSame(
    before.map(({ end }) => end),
    ['max_steps', 'E_UNREACHABLE', 'E_POLICY_CHANGED'],
    'nothing is measured after',
  );
  const resumed = await door.runPolicy(address, again);
  t.equal(resumed.code, 0, resumed.line);
  const after = await door.records('run');
  t.strictSame(after.slice(0, 3), before, 'nothing is lost');
  t.strictSame(
    after.slice(3).map(({ end, replicate }) => [end, replicate]),
    [
      ['max_steps', 1],
      ['max_steps', 2],
    ],
  );
});

t.test('what cannot work is one line before the first episode', async (t) => {
  const door = new PolicyDoor(t);
  const { ready } = await startPeer(t, 'openpi_server.py', ['--key', 'a-key']);
  const address = `openpi@ws://127.0.0.1:${ready.port}`;
  const refused = async (policy: string, expected: number, keys: Record<string, string> = {}): Promise<string> => {
    const { code, line, records } = await door.runPolicy(policy, [], keys);
    t.equal(code, expected, line);
    t.strictSame(records, []);
    return line;
  };
  t.match(await refused('openpi', 2), /^E_POLICY policy 'openpi': expected openpi@ws:\/\/host:8000, got no address$/);
  t.match(
    await refused(`openpi@ws://127.0.0.1:${await closedPort()}`, 4),
    /^E_UNREACHABLE openpi server .*refuses connections/,
  );
  t.match(
    await refused(`${address}?keyEnv=KEY`, 4, { KEY: 'no-key' }),
    /^E_POLICY_SERVER .*got HTTP status 401.*keyEnv=/,
  );
  const { code, line } = await door.runPolicy(`${address}?${MAP}&keyEnv=KEY`, [], { KEY: 'a-key' });
  t.equal(code, 0, line);
  const silent = await startPeer(t, 'openpi_server.py', ['--silent']);
  t.match(
    await refused(`openpi@ws://127.0.0.1:${silent.ready.port}?connectSec=0.5`, 4),
    /^E_TIMEOUT .*did not answer within 500 ms \(its \/healthz is well: it may be busy/,
  );
});
