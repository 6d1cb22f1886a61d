import t from 'tap';
import { startPeer } from '../../builders/peers.ts';
import { PolicyDoor } from '../../builders/policy-run.ts';

const STARVLA = `images:
  image0: { camera: front, renderPx: [96, 96], sizePx: [224, 224], fit: pad }
  image1: { camera: overhead, renderPx: [96, 96], sizePx: [224, 224], fit: pad }
instruction: lang
action: { limit: 1, scale: { position: 0.05, rotation: 0.5 }, gripper: { open: 1, closed: 0, threshold: 0.5 } }
`;

const SCENARIOS = ['move_to_region', 'pick', 'pick_absent', 'pick_and_place'];

t.test('the smoke suite against a starVLA server', async (t) => {
  const door = new PolicyDoor(t);
  const { ready } = await startPeer(t, 'starvla_server.py');
  const args = ['--policy', `starvla@ws://127.0.0.1:${ready.port}`, '--episodes', '1', '--out', 'r'];
  const { code, stderr } = await door.run(['run', '--suite', 'smoke', '--floors', 'none', ...args]);
  t.equal(code, 0, stderr);
  const records = await door.records('r');
  t.same([...new Set(records.map(({ scenarioId }) => scenarioId))].sort(), SCENARIOS);
  for (const { episodeId, outcome, steps, policyCalls, instructionSent } of records) {
    t.match(outcome, /^(success|failure)$/, episodeId);
    t.equal(policyCalls, Math.ceil(steps / 8), 'asked again after each chunk of eight');
    t.match(instructionSent, /cube|can|square/i);
  }
  t.equal(records.find(({ scenarioId }) => scenarioId === 'pick')!.outcome, 'failure', 'it only lowers the hand');
});

const FAULTS: readonly (readonly [fault: string, end: string, error: RegExp | null])[] = [
  ['nan', 'invalid_action', null],
  ['empty', 'invalid_action', null],
  ['wrong-id', 'E_POLICY_SERVER', /expected an answer to 'small\/nominal\/2\/.*', got one to "another"$/],
  ['close', 'E_UNREACHABLE', /the connection was lost$/],
  ['no-actions', 'E_POLICY_SERVER', /expected an answer to 'small.*', got one to null$/],
  ['raise', 'E_POLICY_SERVER', /its policy failed: ValueError: CUDA out of memory$/],
];

t.test('each fault has its outcome and its words, and the run goes on', async (t) => {
  const door = new PolicyDoor(t);
  door.file('starvla.yaml', STARVLA);
  const faults = FAULTS.flatMap(([fault]) => ['ok', fault]).join(',');
  const { ready } = await startPeer(t, 'starvla_server.py', ['--faults', faults]);
  const address = `starvla@ws://127.0.0.1:${ready.port}?map=starvla.yaml`;
  const { code, records } = await door.runPolicy(address, ['--episodes', String(FAULTS.length + 1)]);
  t.equal(code, 4);
  for (const [index, [fault, end, message]] of FAULTS.entries()) {
    t.match(records[index], { outcome: message ? 'infra_error' : 'failure', end }, fault);
    if (message) t.match(records[index]!.error!.message, message);
  }
  t.match(records.at(-1), { end: 'max_steps' });
});

t.test('the model is told apart before the first episode', async (t) => {
  const door = new PolicyDoor(t);
  door.file('starvla.yaml', STARVLA);
  door.file('tiny.yaml', STARVLA.replaceAll('224', '96'));
  const metadata = {
    action_chunk_size: 8,
    available_unnorm_keys: ['franka', 'bridge'],
    training_obs_image_size: [224, 224],
  };
  const { ready } = await startPeer(t, 'starvla_server.py', ['--metadata', JSON.stringify(metadata)]);
  const address = `starvla@ws://127.0.0.1:${ready.port}`;
  const line = async (options: string): Promise<string> => {
    const { code, line } = await door.runPolicy(`${address}?${options}`);
    t.equal(code, 2, line);
    return line;
  };
  t.match(
    await line('map=starvla.yaml'),
    /option unnormKey: expected one of franka, bridge, got none \(.*several data sets\)/,
  );
  t.match(await line('map=starvla.yaml&unnormKey=frank'), /got 'frank' \(did you mean/);
  t.match(await line('map=tiny.yaml&unnormKey=franka'), /images.image0: expected .*224.*, got .*96/);
  const { code, line: last } = await door.runPolicy(`${address}?map=starvla.yaml&unnormKey=bridge`);
  t.equal(code, 0, last);
});
