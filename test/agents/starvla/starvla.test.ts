import t from 'tap';
import { startPeer } from '../../builders/peers.ts';
import { PolicyDoor } from '../../builders/policy-run.ts';

const STARVLA = `images:
  image0: { camera: front, renderPx: [96, 96], sizePx: [224, 224], fit: pad }
  image1: { camera: overhead, renderPx: [96, 96], sizePx: [224, 224], fit: pad }
instruction: lang
action: { limit: 1, scale: { position: 0.05, rotation: 0.5 }, gripper: { open: 1, closed: 0, threshold: 0.5 } }
`;

t.test('the smoke suite against a starVLA server', async (t) => {
  const door = new PolicyDoor(t);
  const { ready } = await startPeer(t, 'starvla_server.py');
  const args = [
    '--policy',
    `starvla@ws://127.0.0.1:${ready.port}`,
    '--episodes',
    '1',
    '--scenario',
    'pick',
    '--out',
    'r',
  ];
  const { code, stderr } = await door.run(['run', '--suite', 'smoke', '--floors', 'none', ...args]);
  t.equal(code, 0, stderr);
  for (const { outcome, policyCalls, instructionSent } of await door.records('r')) {
    t.equal(outcome, 'failure', 'it only lowers the hand');
    t.ok(policyCalls >= 20, 'asked again after each chunk of eight');
    t.match(instructionSent, /cube/);
  }
});

t.test('each fault has its outcome and its words', async (t) => {
  const faults: readonly (readonly [string, number, RegExp])[] = [
    ['nan', 0, /^invalid_action /],
    ['empty', 0, /^invalid_action /],
    ['wrong-id', 4, /^E_POLICY_SERVER .*expected an answer to 'small\/nominal\/0\/.*', got one to "another"$/],
    ['close', 4, /^E_UNREACHABLE .*the connection was lost$/],
    ['no-actions', 4, /^E_POLICY_SERVER .*expected an answer to 'small.*', got one to null$/],
    ['raise', 4, /^E_POLICY_SERVER .*its policy failed: ValueError: CUDA out of memory$/],
  ];
  for (const [fault, expected, words] of faults) {
    const door = new PolicyDoor(t);
    door.file('starvla.yaml', STARVLA);
    const { ready } = await startPeer(t, 'starvla_server.py', ['--fault', fault, '--at', '1']);
    const { code, records } = await door.runPolicy(`starvla@ws://127.0.0.1:${ready.port}?map=starvla.yaml`);
    t.equal(code, expected, fault);
    t.equal(records.length, 1);
    for (const { end, error } of records) t.match(`${end} ${error?.message ?? ''}`, words);
  }
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
