import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { closedPort } from '../builders/closed-port.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { completion, type Fate, startChatServer } from '../fakes/chat-server.ts';

const BOX = { x: 0.5, y: 0.5, width: 0.4, height: 0.4 };
const lines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const thinking = (thought: string): string => `<think>${thought}</think><output>${JSON.stringify(BOX)}</output>`;

const verdict = (taskUnderstood: unknown, objectNamed: unknown, answerFollows: unknown): string =>
  JSON.stringify({ taskUnderstood, objectNamed, answerFollows });
const reply = (text: string): Fate => ({ body: completion(text) });

/** Five questions, four of them answered with a thought. */
function scene(t: Test): FrontDoor {
  const harness = new FrontDoor(t);
  const instruction = 'Pick up the {thought} cup.';
  const conversations = [
    { from: 'human', value: 'Pick up the bowl.' },
    { from: 'gpt', value: thinking('a') },
  ];
  const instructed = ['a', 'b', 'c', 'plain'].map((id) => ({ id, box: BOX, instruction }));
  harness.file('truth.jsonl', lines([...instructed, { id: 'talk', conversations }]));
  const said = ['a', 'b', 'c', 'talk'].map((id) => ({ id, text: thinking(`${id} sees the cup {answer}`) }));
  harness.file('said.jsonl', lines([...said, { id: 'plain', text: JSON.stringify(BOX) }]));
  harness.file('out.json', 'as it was');
  return harness;
}

const judgedBy = (address: string): string[] => [
  ...['score', 'said.jsonl', '--truth', 'truth.jsonl'],
  ...['--json', 'out.json', '--judge', address],
];
const output = ({ folder }: FrontDoor): string => readFileSync(join(folder, 'out.json'), 'utf8');

t.test('every thought is judged once; what is no verdict is counted and said', async (t) => {
  const harness = scene(t);
  const fates = [
    reply(verdict('yes', 'Yes', 'no')),
    reply(`<think>${verdict('no', 'no', 'yes')}</think>So:\n\`\`\`json\n${verdict(true, 'no', 'no')}\n\`\`\``),
    reply(`<think>${verdict('yes', 'yes', 'yes')}</think>I cannot tell.`),
    reply(verdict('yes', 'yes', 'perhaps')),
  ];
  const { base, requests } = await startChatServer(t, { fates });
  const { code, stdout, stderr } = await harness.run(judgedBy(`openai@${base}?model=m`));
  t.equal(code, 0, stderr);
  const { judge } = JSON.parse(output(harness)).reasoning;
  const { prompt, ...counts } = judge;
  t.strictSame(counts, {
    model: 'm',
    n: 4,
    unreadable: 2,
    taskUnderstood: 0.5,
    objectNamed: 0.25,
    answerFollows: 0,
  });
  t.match(prompt, { version: 1, hash: /^[0-9a-f]{64}$/ });
  t.match(
    stdout,
    /4 thoughts judged by m, prompt 1: task understood 50\.00 %, object named 25\.00 %, answer follows 0\.00 %; 2 verdicts unreadable, counted as no/,
  );

  t.equal(requests.length, 4);
  const prompts = requests.map(({ body }) => body.messages[0]!.content.map(({ text }) => text).join());
  for (const { body } of requests) t.match(body, { model: 'm', temperature: 0 });
  const asked = prompts.find((text) => text.includes('talk sees the cup'))!;
  t.match(asked, /<request>\nPick up the bowl\.\n<\/request>/);
  t.match(asked, /<reasoning>\ntalk sees the cup \{answer\}\n<\/reasoning>/, 'braces of a text are text');
  t.match(asked, `<answer>\n<output>${JSON.stringify(BOX)}</output>\n</answer>`);
  t.equal(prompts.filter((text) => text.includes('Pick up the {thought} cup.')).length, 3);
});

t.test('a judge that fails is one line, and nothing is overwritten', async (t) => {
  const harness = scene(t);
  const gone = await harness.run(judgedBy(`openai@http://127.0.0.1:${await closedPort()}/v1?model=m&retries=0`));
  t.match(gone, { code: 4, stdout: '', stderr: /^E_UNREACHABLE openai server [^\n]+: ECONNREFUSED\n$/ });

  const { base } = await startChatServer(t, { fates: [reply(verdict('yes', 'yes', 'yes')), { status: 400 }] });
  const midway = await harness.run(judgedBy(`openai@${base}?model=m`));
  t.match(midway, { code: 4, stdout: '', stderr: /^E_POLICY_SERVER openai server [^\n]+ status 400\n$/ });
  t.equal(output(harness), 'as it was');
});

t.test('who cannot be a judge, and what cannot be judged, exit 2 and before any question', async (t) => {
  const harness = scene(t);
  const { base, requests } = await startChatServer(t, { fates: [{ status: 500 }] });
  t.match(await harness.run(judgedBy(`vla-r1@${base}`)), { code: 2, stderr: /^E_USAGE --judge: expected openai@/ });
  t.match(await harness.run(judgedBy(`openai@${base}?temperature=1`)), {
    code: 2,
    stderr: /^E_POLICY policy 'openai' has no option 'temperature'/,
  });
  t.match(await harness.run(judgedBy(`openai@${base}?model=other`)), { code: 2, stderr: /expected one of m, got/ });
  harness.file('truth.jsonl', lines(['a', 'b', 'c', 'talk', 'plain'].map((id) => ({ id, box: BOX }))));
  t.match(await harness.run(judgedBy(`openai@${base}`)), {
    code: 2,
    stderr: /^E_INPUT --judge: expected an instruction with the truth of 'a', got none/,
  });
  t.equal(requests.length, 0);
  t.equal(output(harness), 'as it was');
});
