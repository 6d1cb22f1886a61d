import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import t, { type Test } from 'tap';
import { openAiSource } from '../../agents/reasoners/openai/openai.ts';
import { OPENAI_OPTIONS, type OpenAiOptions } from '../../agents/reasoners/openai/options.ts';
import { type HarnessError, oneLine } from '../../harness/errors.ts';
import { closedPort } from '../builders/closed-port.ts';
import { question } from '../builders/question.ts';
import { type ChatSetting, completion, startChatServer } from '../fakes/chat-server.ts';

const SAID =
  '<think>It is red.</think> so, the answer is <output>{"x": 0.5, "y": 0.4, "width": 0.1, "height": 0.2}</output>';
const SOON = { timeoutSec: '5', retries: '2' };

/** A reasoner on a server of its own, both gone with the test. */
async function open(
  test: Test,
  setting: Partial<ChatSetting> = {},
  options: Partial<OpenAiOptions> = {},
  environment = {},
) {
  const server = await startChatServer(test, { fates: [{ body: completion(SAID) }], ...setting });
  const source = await openAiSource(server.base, { ...OPENAI_OPTIONS, model: 'm', ...SOON, ...options }, environment);
  const reasoner = await source.open();
  test.teardown(() => reasoner.close());
  return { server, source, reasoner };
}

/** The error of a source that must not come to be. */
async function refusal(url: string | null, options: Partial<OpenAiOptions>, environment = {}): Promise<HarnessError> {
  return openAiSource(url, { ...OPENAI_OPTIONS, ...SOON, ...options }, environment).then(
    () => {
      throw new Error('it was accepted');
    },
    (error: HarnessError) => error,
  );
}

t.test('asks with the released prompt and the picture, and gives the words and the bill', async (t) => {
  const prices = { pricePrompt: '2.5', priceAnswer: '10' };
  const { server, reasoner } = await open(t, {}, { ...prices, temperature: '0.7', top_p: '0.9', detail: 'high' });
  const answer = await reasoner.answer(question());
  t.equal(answer.text, SAID);
  t.same(answer.usage, { promptTokens: 420, answerTokens: 30, cost: (420 * 2.5 + 30 * 10) / 1e6 });
  t.equal(
    answer.prompt,
    'Pick up the red cube. Please output the 2D affordance region define by bounding box of the object in the format <output>{"x": value, "y": value, "width": value, "height": value}</output>.\n<image>',
  );
  const { body, authorization } = server.requests[0]!;
  t.equal(authorization, null);
  t.match(body, { model: 'm', temperature: 0.7, top_p: 0.9, max_tokens: 2048 });
  t.notOk('repetition_penalty' in body, 'what was not asked for is not sent');
  const [words, picture] = body.messages[0]!.content;
  t.equal(words?.text, answer.prompt);
  t.equal(picture?.image_url?.detail, 'high');
  const jpeg = Buffer.from(picture!.image_url!.url.replace('data:image/jpeg;base64,', ''), 'base64');
  const { format, width, height } = await sharp(jpeg).metadata();
  t.same([format, width, height], ['jpeg', 64, 48]);
  const { data } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  t.ok(Math.abs(data[0]! - 90) <= 1, 'the tone of the picture');
});

t.test('each question has a seed of its own, and the same one again', async (t) => {
  const { server, reasoner } = await open(t);
  for (const index of [0, 1, 0]) await reasoner.answer(question({ index }));
  const [first, second, again] = server.requests.map(({ body }) => body.seed);
  t.equal(first, again);
  t.not(first, second);
  const without = await open(t, {}, { seed: 'none' });
  await without.reasoner.answer(question());
  t.notOk('seed' in without.server.requests[0]!.body);
});

t.test('the key goes to the server and nowhere else', async (t) => {
  const key = 'sk-very-secret-1';
  const { server, reasoner } = await open(
    t,
    { key, fates: [{ body: completion(`my key is ${key}`) }] },
    {},
    { OPENAI_API_KEY: key },
  );
  const answer = await reasoner.answer(question());
  t.equal(server.requests[0]!.authorization, `Bearer ${key}`);
  t.notOk(JSON.stringify(answer).includes(key), 'not even when the server repeats it');

  const wrong = await refusal(server.base, { model: 'm', apiKeyEnv: 'OTHER' }, { OTHER: 'sk-wrong-2' });
  t.equal(wrong.code, 'E_POLICY_SERVER');
  t.match(wrong.message, '401');
  t.notOk(oneLine(wrong).includes('sk-wrong-2'));

  const unset = await refusal(server.base, { model: 'm', apiKeyEnv: 'UNSET_KEY' });
  t.match(oneLine(unset), /E_POLICY .*expected a key in \$UNSET_KEY, got nothing/);
  const typed = await refusal(server.base, { model: 'm', apiKeyEnv: 'sk_live_abc' });
  t.notOk(oneLine(typed).includes('sk_live_abc'), 'a key in place of a name is not repeated');
  const broken = await refusal(server.base, { model: 'm' }, { OPENAI_API_KEY: 'sk-a\nb' });
  t.notOk(oneLine(broken).includes('sk-a'));
  const inUrl = await refusal('http://me:sk-url@127.0.0.1:1/v1', { model: 'm' });
  t.match(oneLine(inUrl), /E_POLICY .*without user and password/);
  t.notOk(oneLine(inUrl).includes('sk-url'));
});

t.test('a model that the server does not have is refused with those that it has', async (t) => {
  const models = [{ id: 'vla-r1', root: '/weights/a' }, { id: 'qwen2.5-vl' }];
  const { base } = await startChatServer(t, { fates: [{}], models });
  t.equal(
    oneLine(await refusal(base, { model: 'vla-r2' })),
    "E_POLICY policy 'openai', option model: expected one of vla-r1, qwen2.5-vl, got 'vla-r2' (did you mean \"vla-r1\"?)",
  );
  t.match(oneLine(await refusal(base, {})), /expected one of vla-r1, qwen2.5-vl, got none/);
  const only = await startChatServer(t, { fates: [{ body: completion(SAID) }] });
  const source = await openAiSource(only.base, { ...OPENAI_OPTIONS, ...SOON }, {});
  await (await source.open()).answer(question());
  t.equal(only.requests[0]!.body.model, 'm', 'the only model needs no name');
  await t.resolves(open(t, { models: null }, { model: 'any' }), 'a server without a list is believed');
});

t.test('the fingerprint is that of all that can change an answer', async (t) => {
  const { base } = await startChatServer(t, { fates: [{}] });
  const of = async (options: Partial<OpenAiOptions>, environment = {}) =>
    (await openAiSource(base, { ...OPENAI_OPTIONS, ...options }, environment)).fingerprint;
  const plain = await of({});
  t.equal(await of({ model: 'm' }), plain);
  t.equal(await of({ retries: '0', timeoutSec: '9', pricePrompt: '1' }, { OPENAI_API_KEY: 'k' }), plain);
  const others = [{ temperature: '0.7' }, { seed: '5' }, { coordinates: 'pixel' }, { max_tokens: '100' }];
  for (const options of others) t.not(await of(options), plain, JSON.stringify(options));
});

t.test('a template is filled in, and its mistakes have a place', async (t) => {
  const folder = t.testdir();
  const file = (text: string): string => {
    const path = join(
      folder,
      `template-${Math.abs(Buffer.from(text).reduce((sum, byte) => sum * 31 + byte, 7)) % 1e9}.txt`,
    );
    writeFileSync(path, text);
    return path;
  };
  const good = file('Find it: {instruction}\nWanted: {kind}, as {"bbox_2d": [x1, y1, x2, y2]}. {format}\n');
  const { reasoner, source } = await open(t, {}, { template: good, coordinates: 'pixel' });
  t.equal(source.unit, 'pixel');
  const { prompt } = await reasoner.answer(question({ kind: 'trajectory', instruction: 'Take the {kind} cup.' }));
  t.match(
    prompt,
    'Find it: Take the {kind} cup.\nWanted: trajectory, as {"bbox_2d": [x1, y1, x2, y2]}. Please output the optimal',
  );

  const url = 'http://127.0.0.1:1/v1';
  const unknown = file('First line.\nPlease: {instrution}\n');
  t.equal(
    oneLine(await refusal(url, { template: unknown })),
    `${unknown}:2:9: E_POLICY unknown placeholder {instrution}: expected one of {instruction}, {kind}, {format} (did you mean "instruction"?)`,
  );
  const deaf = file('Pick something up.');
  t.equal(
    oneLine(await refusal(url, { template: deaf })),
    `${deaf}:1:1: E_POLICY expected {instruction} in the template, got none`,
  );
  t.match(
    oneLine(await refusal(url, { template: join(folder, 'none.txt') })),
    /expected a text file at .*none\.txt, got ENOENT/,
  );
});

t.test('wrong options are one line each', async (t) => {
  const wrong: [Partial<OpenAiOptions>, RegExp][] = [
    [{ temperature: 'hot' }, /option temperature: expected a number from 0 to 2, got 'hot'/],
    [{ max_tokens: '1.5' }, /option max_tokens: expected a whole number from 1 to 1000000, got '1.5'/],
    [{ seed: '-1' }, /option seed: expected a whole number/],
    [{ detail: 'medium' }, /option detail: expected one of auto, low, high, got 'medium'/],
    [{ coordinates: 'percent' }, /option coordinates: expected one of fraction, pixel/],
    [{ timeoutSec: '' }, /option timeoutSec: expected a number from 0.1 to 290, got ''/],
  ];
  for (const [options, expected] of wrong) t.match(oneLine(await refusal('http://127.0.0.1:1/v1', options)), expected);
  for (const url of [null, 'gpu:8000', 'ftp://gpu/v1', 'http://']) {
    t.match(oneLine(await refusal(url, {})), /E_POLICY policy 'openai': expected openai@http:\/\/host:port, got/);
  }
});

t.test('trouble that passes is waited for, and what a model says in odd ways is heard', async (t) => {
  const busy = { status: 429, headers: { 'retry-after': '0' }, body: 'slow down' };
  const { server, reasoner } = await open(t, { fates: [busy, { status: 500 }, { body: completion(SAID) }] });
  t.equal((await reasoner.answer(question())).text, SAID);
  t.equal(server.requests.length, 3);

  const cut = await open(t, {
    fates: [{ cutAt: 0 }, { body: completion(SAID), cutAt: 20 }, { body: completion(SAID) }],
  });
  t.equal((await cut.reasoner.answer(question())).text, SAID);

  const parts = [
    { type: 'text', text: '<output>[]' },
    { type: 'text', text: '</output>' },
  ];
  const thought = JSON.stringify({
    choices: [{ message: { content: '<output>1</output>', reasoning_content: 'so' } }],
  });
  const refused = JSON.stringify({ choices: [{ message: { content: null, refusal: 'I cannot.' } }] });
  const fates = [completion(parts), thought, refused, completion('')].map((body) => ({ body }));
  const odd = await open(t, { fates });
  const texts = [];
  for (const _ of fates) texts.push((await odd.reasoner.answer(question())).text);
  t.same(texts, ['<output>[]</output>', '<think>so</think><output>1</output>', 'I cannot.', '']);
});

t.test('trouble that stays is one clear error, with the right code', async (t) => {
  const cases: [string, ChatSetting['fates'][number], string, RegExp, number][] = [
    [
      'server error',
      { status: 500, body: 'CUDA out of memory' },
      'E_POLICY_SERVER',
      /got status 500: CUDA out of memory \(after 3 tries\)/,
      3,
    ],
    [
      'a wish to wait for an hour',
      { status: 429, headers: { 'retry-after': '3600' } },
      'E_POLICY_SERVER',
      /status 429, asks to wait 3600/,
      1,
    ],
    [
      'bad request',
      { status: 400, body: '{"error": "no images"}' },
      'E_POLICY_SERVER',
      /got status 400: \{"error": "no images"\}$/,
      1,
    ],
    ['redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }, 'E_POLICY_SERVER', /got status 307/, 1],
    [
      'closed in mid-answer',
      { body: completion(SAID), cutAt: 20 },
      'E_POLICY_SERVER',
      /closed the connection in the middle/,
      3,
    ],
    ['closed at once', { cutAt: 0 }, 'E_UNREACHABLE', /cannot be reached: UND_ERR_SOCKET|ECONNRESET/, 3],
    ['no JSON', { body: '<html>' }, 'E_POLICY_SERVER', /expected \{"choices".*got <html>/, 1],
    ['other JSON', { body: '{"choices": []}' }, 'E_POLICY_SERVER', /got \{"choices": \[\]\}/, 1],
    [
      'not UTF-8',
      { body: Buffer.from([0x7b, 0xff]) },
      'E_POLICY_SERVER',
      /expected UTF-8, got 2 bytes that are not/,
      1,
    ],
    ['10 MB', { body: completion('a'.repeat(1e7)) }, 'E_POLICY_SERVER', /answered more than 4194304 bytes/, 1],
  ];
  for (const [name, fate, code, message, tries] of cases) {
    const { server, reasoner } = await open(t, { fates: [fate] });
    await t.rejects(reasoner.answer(question()), { code, message }, name);
    t.equal(server.requests.length, tries, `${name}: tries`);
  }
});

t.test('silence ends at the deadline, and with the reasoner', async (t) => {
  const { reasoner } = await open(t, { fates: [{ silent: true }] }, { timeoutSec: '0.3' });
  await t.rejects(reasoner.answer(question()), { code: 'E_TIMEOUT' });
  const left = await open(t, { fates: [{ silent: true }] }, { timeoutSec: '100' });
  const answer = left.reasoner.answer(question());
  setTimeout(() => void left.reasoner.close(), 50);
  await t.rejects(answer, { code: 'E_CLOSED' });
});

t.test('a server that is not there', async (t) => {
  const port = await closedPort();
  const error = await refusal(`http://127.0.0.1:${port}/v1/`, { retries: '1' });
  t.equal(
    oneLine(error),
    `E_UNREACHABLE openai server http://127.0.0.1:${port}/v1/models: cannot be reached: ECONNREFUSED (after 2 tries)`,
  );
});
