import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import t from 'tap';
import type { RolloutLine } from '../../agents/grounding/rewards/group.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { SMALL } from '../builders/suite.ts';
import { completion, startChatServer } from '../fakes/chat-server.ts';

const box = (x: number): string =>
  `<think>There.</think> <output>{"x": ${x}, "y": 0.6, "width": 0.1, "height": 0.1}</output>`;
const TEXTS = [box(0.3), box(0.5), box(0.7), 'somewhere on the left'];

t.test('a group has its rewards, its advantages and one start', async (t) => {
  const at = new FrontDoor(t);
  const suite = at.file('small.yaml', SMALL);
  const { base, requests } = await startChatServer(t, { fates: TEXTS.map((text) => ({ body: completion(text) })) });
  const out = join('train', 'rollouts.jsonl');
  const policy = `openai@${base}?temperature=0.7&maxQueries=1`;
  const args = [
    'rollout',
    '--suite',
    suite,
    '--policy',
    policy,
    '--group',
    '4',
    '--episodes',
    '1',
    '--factor',
    'lighting',
  ];
  const ended = await at.run([...args, '--level', 'dim', '--out', out, '--execute']);
  t.equal(ended.code, 0, ended.stderr);
  t.match(ended.stderr, '8 answers to 2 prompts in train/rollouts.jsonl');

  const file = join(at.folder, out);
  const lines: RolloutLine[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.equal(new Set(requests.slice(0, 4).map(({ body }) => body.seed)).size, 4, 'each sample has a seed of its own');
  const [nominal, dim] = [lines.slice(0, 4), lines.slice(4)];
  t.same([...new Set(nominal.map(({ group }) => group))], ['small/nominal/0']);
  t.same([...new Set(dim.map(({ group }) => group))], ['small/lighting=dim/0']);
  t.equal(new Set(lines.map(({ initialStateHash }) => initialStateHash)).size, 1, 'light moves nothing');

  const said = nominal.map(({ completion: [{ content }] }) => content);
  t.same([...said].sort(), [...TEXTS].sort());
  for (const {
    reward,
    rewards,
    truth,
    completion: [{ content }],
    problem,
  } of nominal) {
    t.equal(truth.kind, 'affordance');
    t.equal(reward, rewards.released.total);
    if (content === TEXTS[3])
      t.same([reward, rewards.paper, problem !== null], [0, { task: -1, format: 0, total: -1 }, true]);
    else t.ok(reward > 0.1 && rewards.released.format === 1, `${reward}`);
  }
  const mean = nominal.reduce((sum, { reward }) => sum + reward, 0) / 4;
  const deviation = Math.sqrt(nominal.reduce((sum, { reward }) => sum + (reward - mean) ** 2, 0) / 3);
  for (const { reward, advantage } of nominal) t.ok(Math.abs(advantage - (reward - mean) / (deviation + 1e-6)) < 1e-9);

  for (const { outcome, problem } of lines) {
    t.match(outcome, problem === null ? { outcome: /success|failure/ } : { outcome: 'failure', end: 'unparseable' });
  }
  const { format, width, height } = await sharp(join(dirname(file), nominal[0]!.images[0])).metadata();
  t.same([format, width, height], ['jpeg', 640, 480]);
  t.match(nominal[0]!.prompt[0], { role: 'user', content: /^Put the .*<image>$/s });
});

t.test('what cannot be rolled out is said in one line', async (t) => {
  const at = new FrontDoor(t);
  const suite = at.file('small.yaml', SMALL);
  const { code, stderr } = await at.run(['rollout', '--suite', suite, '--policy', 'noop', '--out', 'a.jsonl'], []);
  t.equal(code, 2);
  t.match(stderr, "E_POLICY policy 'noop': expected one that answers in words, got one that only moves");
});
