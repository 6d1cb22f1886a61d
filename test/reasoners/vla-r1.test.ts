import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { RELEASED_SUFFIX } from '../../agents/reasoners/prompt.ts';
import { vlaR1Source } from '../../agents/reasoners/vla-r1.ts';
import { type HarnessError, oneLine } from '../../harness/errors.ts';
import { closedPort } from '../builders/closed-port.ts';
import { greyImage, question } from '../builders/question.ts';
import { startStubServer } from '../builders/stub-server.ts';

const SOON = { timeoutSec: '10', retries: '1' };

async function open(test: Test, stub?: string, options = SOON) {
  const { url, child } = await startStubServer(test, stub);
  const source = await vlaR1Source(url, options);
  const reasoner = await source.open();
  test.teardown(() => reasoner.close());
  return { source, reasoner, url, child };
}

t.test('the stub server answers a box and a path, to the same question the same', async (t) => {
  const { reasoner, url } = await open(t);
  const box = await reasoner.answer(question());
  t.match(
    box.text,
    /^<think>.*<\/think> so, the answer is <output>\{"x": 0\.\d+, "y": 0\.\d+, "width": 0\.1, "height": 0\.1\}<\/output>$/s,
  );
  t.equal(box.prompt, `Pick up the red cube.${RELEASED_SUFFIX.affordance}\n<image>`);
  t.equal(box.usage, null);
  t.same(await reasoner.answer(question()), box);
  t.not((await reasoner.answer(question({ image: greyImage(91) }))).text, box.text, 'it sees another picture');
  const path = await reasoner.answer(question({ kind: 'trajectory', instruction: 'Nimm die rote Tasse für mich.' }));
  t.match(path.text, /<output>\[\[/);
  t.equal(path.prompt, `Nimm die rote Tasse für mich.${RELEASED_SUFFIX.trajectory}\n<image>`);
  const other = await startStubServer(t);
  t.equal(
    (await vlaR1Source(other.url, SOON)).fingerprint,
    (await vlaR1Source(url, SOON)).fingerprint,
    'the same model elsewhere',
  );
});

t.test('the released words, to the letter', async (t) => {
  t.same(RELEASED_SUFFIX, {
    affordance:
      ' Please output the 2D affordance region define by bounding box of the object in the format <output>{"x": value, "y": value, "width": value, "height": value}</output>.',
    trajectory:
      ' Please output the optimal trajectory of the end-effector to the target object in the format <output>[[x1, y1], [x2, y2], ...]</output>.',
  });
});

t.test('trouble that passes is waited for', async (t) => {
  for (const fault of ['error', 'busy', 'close', 'half']) {
    const { reasoner } = await open(t, `${fault},answer`);
    t.match((await reasoner.answer(question())).text, '<output>', fault);
  }
});

t.test('trouble that stays is one clear error, with the right code', async (t) => {
  const faults: [string, string, RegExp][] = [
    ['error', 'E_POLICY_SERVER', /got status 500: \{"detail": "CUDA out of memory"\} \(after 2 tries\)/],
    ['refuse', 'E_POLICY_SERVER', /got status 400: \{"detail": "File must be an image"\}$/],
    ['too-large', 'E_POLICY_SERVER', /got status 413: \{"detail": "image too large"\}$/],
    ['close', 'E_UNREACHABLE', /cannot be reached/],
    ['half', 'E_POLICY_SERVER', /closed the connection in the middle of its answer/],
    ['not-json', 'E_POLICY_SERVER', /expected \{"result": text\}, got <html>proxy<\/html>/],
    ['wrong-json', 'E_POLICY_SERVER', /expected \{"result": text\}, got \{"result": \{"x": 0.5\}\}/],
    ['not-utf8', 'E_POLICY_SERVER', /expected UTF-8/],
    ['huge', 'E_POLICY_SERVER', /answered more than 4194304 bytes/],
  ];
  for (const [fault, code, message] of faults) {
    const { reasoner } = await open(t, fault);
    await t.rejects(reasoner.answer(question()), { code, message }, fault);
  }
  const slow = await open(t, 'slow', { ...SOON, timeoutSec: '0.5' });
  await t.rejects(slow.reasoner.answer(question()), { code: 'E_TIMEOUT', message: /did not answer in/ });
});

t.test('a server that dies between two questions cannot be reached', async (t) => {
  const { reasoner, child } = await open(t);
  await reasoner.answer(question());
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  await t.rejects(reasoner.answer(question({ index: 1 })), { code: 'E_UNREACHABLE' });
});

t.test('health is asked before anything else', async (t) => {
  const refusal = (url: string): Promise<HarnessError> =>
    vlaR1Source(url, { ...SOON, retries: '0' }).then(
      () => t.fail('it was accepted') as never,
      (error) => error,
    );
  t.match(
    oneLine(await refusal(`http://127.0.0.1:${await closedPort()}`)),
    /^E_UNREACHABLE vla-r1 server .*\/health: .*ECONNREFUSED/,
  );
  const health = async (status: number, body: string): Promise<string> => {
    const server = createServer((_, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.teardown(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  t.match(
    oneLine(await refusal(await health(404, 'nothing here'))),
    /^E_POLICY_SERVER .*got status 404: nothing here \(is this the right address/,
  );
  t.match(oneLine(await refusal(await health(200, '{"ok": false}'))), /expected \{"ok": true\}, got \{"ok": false\}/);
  const released = await health(200, '{"ok": true}');
  const another = await health(200, '{"ok": true}');
  const [first, second] = [await vlaR1Source(released, SOON), await vlaR1Source(another, SOON)];
  t.not(first.fingerprint, second.fingerprint, 'a server that tells nothing of its model is known by its address');
});
