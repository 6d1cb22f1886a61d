import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import t, { type Test } from 'tap';
import { ended, FrontDoor } from '../builders/front-door.ts';

const BOX = { x: 0.5, y: 0.5, width: 0.4, height: 0.4 };
const tagged = (output: unknown): string => `<think>a</think><output>${JSON.stringify(output)}</output>`;

async function served(t: Test): Promise<{ url: string; child: ChildProcess }> {
  const child = new FrontDoor(t).start(['reward', '--listen', '127.0.0.1:0']);
  t.teardown(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { url: /http:\S+/.exec(line.toString())![0], child };
}

const post = (url: string, body: string, headers = {}) => fetch(url, { method: 'POST', body, headers });

t.test('rewards and advantages of a batch, and an end with Ctrl-C', async (t) => {
  const { url, child } = await served(t);
  const truth = { box: BOX };
  const items = [
    { text: tagged(BOX), truth },
    { text: 'no idea', truth: tagged(BOX) },
  ];
  const response = await post(url, JSON.stringify({ items, groupSize: 2 }));
  t.equal(response.status, 200);
  const { rewards } = (await response.json()) as { rewards: Record<string, unknown>[] };
  // Totals 1 and 0: mean 0.5, deviation sqrt(0.5), so +- 0.707106.
  t.match(rewards[0], {
    released: { task: 1, format: 1, total: 1 },
    paper: { task: 1, format: 1, total: 2 },
    problem: null,
  });
  t.match(rewards[1], { released: { total: 0 }, paper: { total: -1 }, problem: /^expected JSON/ });
  t.ok(Math.abs((rewards[0]!.advantage as number) - Math.SQRT1_2) < 1e-5);
  t.strictSame(await (await fetch(url.replace('reward', 'health'))).json(), { ok: true });
  const end = ended(child);
  child.kill('SIGINT');
  t.match(await end, { code: 0, stderr: '' });
});

t.test('what is not in form is refused in words, and the next request is answered', async (t) => {
  const { url, child } = await served(t);
  const refused: [number, RegExp, Promise<Response>][] = [
    [400, /^body: expected JSON/, post(url, '{"items":')],
    [400, /^items: /, post(url, '{}')],
    [400, /^items\.0\.truth: expected \{box/, post(url, '{"items":[{"text":"","truth":{}}]}')],
    [
      400,
      /^groupSize: expected a divisor of 1/,
      post(url, JSON.stringify({ items: [{ text: '', truth: { box: BOX } }], groupSize: 2 })),
    ],
    [403, /no Origin header/, post(url, '{}', { origin: 'http://example.org' })],
    [404, /expected \/reward or \/health, got \/$/, fetch(url.replace('reward', ''))],
    [405, /expected POST \/reward, got GET/, fetch(url)],
  ];
  for (const [status, words, reply] of refused) {
    const response = await reply;
    t.equal(response.status, status);
    t.match(((await response.json()) as { error: string }).error, words);
  }
  t.equal(await statusOfTooLong(url), 413);
  // Somebody who says nothing does not keep the server from ending.
  const silent = connect(Number(new URL(url).port), '127.0.0.1');
  silent.on('error', () => {});
  await once(silent, 'connect');
  t.equal((await post(url, JSON.stringify({ items: [{ text: '', truth: { box: BOX } }] }))).status, 200);
  const end = ended(child);
  child.kill('SIGTERM');
  t.match(await end, { code: 0 });
});

/** Says that it will send 100 MB; the answer must come without them. */
function statusOfTooLong(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers: { 'Content-Length': 100 * 1024 * 1024 } }, (response) => {
      resolve(response.statusCode!);
      sending.destroy();
    });
    sending.on('error', reject).write('{');
  });
}

t.test('an address that cannot be had is a line, exit 2', async (t) => {
  const { url } = await served(t);
  const taken = await new FrontDoor(t).run(['reward', '--listen', `127.0.0.1:${new URL(url).port}`]);
  t.match(taken, {
    code: 2,
    stderr: /^E_USAGE --listen 127\.0\.0\.1:\d+: expected an address to listen on, got one that is in use\n$/,
  });
  t.match(await new FrontDoor(t).run(['reward', '--listen', 'here']), { code: 2, stderr: /expected host:port/ });
});
