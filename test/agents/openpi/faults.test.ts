import t, { type Test } from 'tap';
import { closedPort } from '../../builders/closed-port.ts';
import { startPeer } from '../../builders/peers.ts';
import { PolicyDoor } from '../../builders/policy-run.ts';

const MAP = 'map=map.yaml';

async function faulty(test: Test, ...args: readonly string[]): Promise<{ door: PolicyDoor; address: string }> {
  const { ready } = await startPeer(test, 'openpi_server.py', args);
  return { door: new PolicyDoor(test), address: `openpi@ws://127.0.0.1:${ready.port}` };
}

t.test('what the policy gets wrong is its failure', async (t) => {
  for (const fault of ['nan', 'narrow', 'empty']) {
    const { door, address } = await faulty(t, '--fault', fault, '--at', '1');
    const { code, records } = await door.runPolicy(`${address}?${MAP}`);
    t.equal(code, 0, fault);
    t.ok(records.length > 0);
    for (const { outcome, end } of records)
      t.strictSame({ outcome, end }, { outcome: 'failure', end: 'invalid_action' });
  }
});

t.test('trouble of the server is an infrastructure error, in its own words', async (t) => {
  const faults: readonly (readonly [string, string, RegExp])[] = [
    ['raise', 'E_POLICY_SERVER', /its policy failed: ValueError: CUDA out of memory$/],
    ['close', 'E_UNREACHABLE', /the connection was lost$/],
    ['garbage', 'E_POLICY_SERVER', /answer: expected msgpack, got 3 bytes that are not$/],
    ['no-actions', 'E_POLICY_SERVER', /expected \{actions: array\}, got \{action\}$/],
    ['twice', 'E_POLICY_SERVER', /expected silence between questions, got a frame of \d+ bytes$/],
    ['hang', 'E_TIMEOUT', /did not answer within 300 ms$/],
  ];
  for (const [fault, code, message] of faults) {
    const { door, address } = await faulty(t, '--fault', fault, '--at', '1');
    const ended = await door.runPolicy(`${address}?${MAP}&timeoutSec=0.3`);
    t.equal(ended.code, 4, fault);
    t.ok(ended.records.length > 0);
    for (const { outcome, error } of ended.records) {
      t.equal(outcome, 'infra_error');
      t.match(error, { code, message });
      if (fault === 'raise')
        t.match(error?.told, /^Traceback \(most recent call last\):\n[\s\S]*ValueError: CUDA out of memory\n$/);
    }
  }
});

t.test('a traceback is shown with its episode', async (t) => {
  const { door, address } = await faulty(t, '--fault', 'raise', '--at', '0');
  await door.runPolicy(`${address}?${MAP}`);
  const { stdout } = await door.run(['show', 'run0', 'small/nominal/0']);
  t.match(stdout, /its policy failed: ValueError: CUDA out of memory/);
  t.match(stdout, /Traceback \(most recent call last\):/);
});

t.test('an answer later than the policy may take is its failure', async (t) => {
  const { door, address } = await faulty(t, '--fault', 'hang', '--at', '1');
  const { code, records } = await door.runPolicy(`${address}?${MAP}`, ['--inference-timeout', '1']);
  t.equal(code, 0);
  for (const { end } of records) t.equal(end, 'policy_timeout');
});

t.test('a server that comes back with another model ends the run', async (t) => {
  const { door, address } = await faulty(t, '--fault', 'restart', '--at', '6', '--metadata', '{"checkpoint":"one"}');
  const { code, line, records } = await door.runPolicy(`${address}?${MAP}`, ['--episodes', '3', '--retries', '1']);
  t.equal(code, 4, line);
  t.match(line, /^E_POLICY_CHANGED .*expected metadata \{"checkpoint":"one"\}, got \{"checkpoint":"another"\}/);
  t.equal(records[0]!.outcome, 'failure', 'what was measured before stays');
  t.ok(records.length < 6, 'and nothing is measured after');
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
  t.match(await refused(`${address}?color=red`, 2), /has no option 'color'/);
  t.match(
    await refused(`${address}?timeoutSec=soon`, 2),
    /option timeoutSec: expected a number from 0.1 to 3600, got 'soon'/,
  );
  t.match(
    await refused(`openpi@ws://127.0.0.1:${await closedPort()}`, 4),
    /^E_UNREACHABLE openpi server .*refuses connections/,
  );
  t.match(await refused(address, 4), /^E_POLICY_SERVER .*got HTTP status 401.*keyEnv=/);
  t.match(await refused(`${address}?keyEnv=KEY`, 2), /expected a key in \$KEY, got nothing/);
  t.match(await refused(`${address}?keyEnv=KEY`, 4, { KEY: 'no-key' }), /^E_POLICY_SERVER .*got HTTP status 401/);
  const { code, line } = await door.runPolicy(`${address}?${MAP}&keyEnv=KEY`, [], { KEY: 'a-key' });
  t.equal(code, 0, line);
  const silent = await startPeer(t, 'openpi_server.py', ['--silent']);
  t.match(
    await refused(`openpi@ws://127.0.0.1:${silent.ready.port}?connectSec=0.5`, 4),
    /^E_TIMEOUT .*did not answer within 500 ms \(its \/healthz is well: it may be busy/,
  );
});
