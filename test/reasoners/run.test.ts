import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { startStubServer } from '../builders/stub-server.ts';
import { SMALL } from '../builders/suite.ts';
import { completion, startChatServer } from '../fakes/chat-server.ts';

const BOX = '<think>There.</think> <output>{"x": 0.5, "y": 0.6, "width": 0.1, "height": 0.1}</output>';

function door(test: Test): { at: FrontDoor; args: (policy: string, out: string, ...more: string[]) => string[] } {
  const at = new FrontDoor(test);
  const suite = at.file('small.yaml', SMALL);
  const few = ['--factor', 'lighting', '--episodes', '1', '--floors', 'none', '--retries', '0'];
  return {
    at,
    args: (policy, out, ...more) => ['run', '--suite', suite, '--policy', policy, '--out', out, ...few, ...more],
  };
}

const linesOf = (file: string): { episodeId: string; prompt: string }[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

t.test('a run against the stub server, and the same rows again from its answers without one', async (t) => {
  const { at, args } = door(t);
  const { url, child } = await startStubServer(t);
  const live = await at.run(args(`vla-r1@${url}?timeoutSec=20`, 'live'));
  t.equal(live.code, 0, live.stderr);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  const answers = linesOf(join(at.folder, 'live', 'answers.jsonl'));
  t.same([...new Set(answers.map(({ episodeId }) => episodeId))].sort(), ['small/lighting=dim/0', 'small/nominal/0']);
  t.match(answers[0]!.prompt, /^Put the .* Please output the 2D affordance region .*\n<image>$/);

  const again = await at.run(args('replay@live/answers.jsonl', 'again', '--workers', '1'));
  t.equal(again.code, 0, again.stderr);
  const [first, second] = [canonicalRows(await at.records('live')), canonicalRows(await at.records('again'))];
  t.equal(first.length, 2);
  t.same(second, first);

  const without = answers.filter(({ episodeId }) => episodeId === 'small/nominal/0');
  writeFileSync(join(at.folder, 'some.jsonl'), without.map((line) => `${JSON.stringify(line)}\n`).join(''));
  t.equal((await at.run(args('replay@some.jsonl', 'some', '--retries', '2'))).code, 4);
  const dim = (await at.records('some')).filter(({ level }) => level === 'dim');
  t.equal(dim.length, 1, 'not tried again: it would not be found then either');
  t.equal(dim[0]!.outcome, 'infra_error', 'an answer that was not recorded is no failure of the policy');
  t.match(dim[0]!.error, { code: 'E_REPLAY', message: /expected an answer to small\/lighting=dim\/0, question 0/ });
});

t.test('answers over many questions of a closed loop come back in their places', async (t) => {
  const { at, args } = door(t);
  const live = await at.run(args('oracle-grounding', 'live', '--record-answers', 'kept/answers.jsonl'));
  t.equal(live.code, 0, live.stderr);
  t.notOk(existsSync(join(at.folder, 'live', 'answers.jsonl')), 'kept where it was asked for');
  const again = await at.run(args('replay@kept/answers.jsonl', 'again'));
  t.equal(again.code, 0, again.stderr);
  const rows = await at.records('live');
  t.ok(
    rows.every(({ stages }) => stages.length > 2),
    'it moved',
  );
  t.same(canonicalRows(await at.records('again')), canonicalRows(rows));
});

t.test(
  'a server that dies is an infra error, and its key is nowhere in the run folder, nor in its report',
  async (t) => {
    const { at, args } = door(t);
    const key = 'sk-not-to-be-found';
    const fates = [{ body: completion(BOX) }, { status: 500, body: `bad key ${key}` }];
    const { base, requests } = await startChatServer(t, { key, fates });
    const policy = `openai@${base}?model=m&retries=0&maxQueries=1&pricePrompt=1`;
    const ended = await at.run(args(policy, 'run', '--workers', '1'), undefined, { OPENAI_API_KEY: key });
    t.equal(ended.code, 4);
    t.equal(requests[0]!.authorization, `Bearer ${key}`);
    const rows = await at.records('run');
    t.same(rows.map(({ outcome }) => outcome).sort(), ['failure', 'infra_error']);
    t.equal((await at.run(['report', 'run'])).code, 0);
    const files = readdirSync(join(at.folder, 'run'), { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    t.ok(files.length > 5);
    for (const file of files) t.notOk(readFileSync(join(file.parentPath, file.name)).includes(key), file.name);
    t.notOk((ended.stdout + ended.stderr).includes(key));
  },
);

t.test('what cannot work is refused in one line before the first episode', async (t) => {
  const { at, args } = door(t);
  const { base } = await startChatServer(t, { fates: [{}] });
  const refused = async (policy: string, ...more: string[]) => {
    const { code, stderr } = await at.run(args(policy, 'run', ...more), []);
    t.equal(code, 2, stderr);
    return stderr.trim().split('\n').at(-1)!;
  };
  t.match(
    await refused(`openai@${base}`, '--inference-timeout', '60'),
    "E_POLICY policy 'openai', option timeoutSec: expected less than the 60 s of --inference-timeout, got 100",
  );
  t.match(
    await refused(`openai@${base}?colour=red`),
    /policy 'openai' has no option 'colour' \(it knows: mode, camera, .*temperature/,
  );
  t.match(await refused(`openai@${base}`, '--record-answers', '/proc/no/answers.jsonl'), /E_OUTPUT cannot write/);
});
