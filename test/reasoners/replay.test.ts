import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Answer, Question, Reasoner } from '../../agents/reasoners/reasoner.ts';
import { AnswerLog } from '../../agents/reasoners/replay/answer-log.ts';
import { Recording } from '../../agents/reasoners/replay/recording.ts';
import { replaySource } from '../../agents/reasoners/replay/replay.ts';
import { type HarnessError, oneLine } from '../../harness/errors.ts';
import { greyImage, question } from '../builders/question.ts';

/** Says something else each time, as a sampler does. */
class Chatterbox implements Reasoner {
  readonly needs = { depth: false, segmentation: false, privileged: false };
  private said = 0;
  async answer({ instruction }: Question): Promise<Answer> {
    const usage = { promptTokens: 10, answerTokens: 5, cost: null };
    return { prompt: `${instruction} Where?`, text: `<output>answer ${this.said++}</output>`, usage };
  }
  async close(): Promise<void> {}
}

const QUESTIONS: Question[] = [
  question(),
  question({ index: 1, step: 40 }),
  question({ episodeId: 'small/nominal/1', image: greyImage(120) }),
  question({ episodeId: 'small/nominal/1', image: greyImage(120), index: 1, kind: 'trajectory' }),
];

async function record(file: string, questions: readonly Question[] = QUESTIONS): Promise<Answer[]> {
  const log = new AnswerLog(file);
  const reasoner = new Recording(new Chatterbox(), log, 'fraction');
  const answers = await Promise.all(questions.map((each) => reasoner.answer(each)));
  await log.close();
  return answers;
}

const refusal = (file: string | null): Promise<HarnessError> =>
  replaySource(file).then(
    () => {
      throw new Error('it was accepted');
    },
    (error: HarnessError) => error,
  );

t.test('what was recorded is said again, also where a sampler said two things to one picture', async (t) => {
  const file = join(t.testdir(), 'answers.jsonl');
  const said = await record(file);
  const source = await replaySource(file);
  const replay = await source.open();
  const again = [];
  for (const each of [...QUESTIONS].reverse()) again.unshift(await replay.answer(each));
  t.same(again, said);
  const elsewhere = await replay.answer(question({ episodeId: 'other/nominal/5', seed: 3 }));
  t.same(elsewhere, said[0], 'the same picture and question in another episode');
  t.same(source.needs, { depth: false, segmentation: false, privileged: false });
});

t.test('the order in which workers wrote decides nothing', async (t) => {
  const folder = t.testdir();
  const file = join(folder, 'answers.jsonl');
  await record(file);
  const turned = join(folder, 'turned.jsonl');
  writeFileSync(turned, `${readFileSync(file, 'utf8').trim().split('\n').reverse().join('\n')}\n`);
  const elsewhere = question({ episodeId: 'other/nominal/5' });
  const answers = [];
  for (const each of [file, turned]) answers.push(await (await (await replaySource(each)).open()).answer(elsewhere));
  t.same(answers[0], answers[1]);
});

t.test('a question that was never asked is named', async (t) => {
  const file = join(t.testdir(), 'answers.jsonl');
  await record(file);
  const replay = await (await replaySource(file)).open();
  const missing = (asked: Question) =>
    replay.answer(asked).then(
      () => '',
      (error: HarnessError) => oneLine(error),
    );
  t.match(
    await missing(question({ image: greyImage(1), index: 2, step: 33 })),
    /^E_REPLAY .*answers\.jsonl: expected an answer to small\/nominal\/0, question 2 at step 33 \(affordance, "Pick up the red cube\.", picture [0-9a-f]{12}\), got none for this picture \(it holds 4; /,
  );
  t.match(await missing(question({ instruction: 'Pick up the blue cube.' })), 'got this picture with another question');
});

t.test('a torn last line is dropped, and the next run goes on after it', async (t) => {
  const file = join(t.testdir(), 'answers.jsonl');
  await record(file, QUESTIONS.slice(0, 2));
  appendFileSync(file, '{"schemaVersion":1,"episodeId":"sm');
  t.ok(await replaySource(file), 'read without it');
  await record(file, QUESTIONS.slice(2));
  t.equal(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)).length,
    4,
  );
});

t.test('files that are none, or damaged, are refused with their place', async (t) => {
  const folder = t.testdir();
  const file = join(folder, 'answers.jsonl');
  await record(file);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const damaged = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  t.match(oneLine(await refusal(null)), /^E_POLICY policy 'replay': expected replay@answers\.jsonl, got no file/);
  t.match(oneLine(await refusal(join(folder, 'none.jsonl'))), /^E_POLICY .*none\.jsonl, got ENOENT/);
  t.match(oneLine(await refusal(damaged('empty.jsonl', ''))), /expected answers in .*empty\.jsonl, got none/);
  t.match(
    oneLine(await refusal(damaged('a.jsonl', `${lines[0]}\nhello\n`))),
    /a\.jsonl:2:1: E_RECORDS expected a line of JSON/,
  );
  t.match(
    oneLine(await refusal(damaged('b.jsonl', '{"schemaVersion":2}\n'))),
    /b\.jsonl:1:1: E_RECORDS expected schemaVersion 1, got 2/,
  );
  const changed = lines.map((line) => line.replace('Where?', 'What?')).join('\n');
  t.match(oneLine(await refusal(damaged('c.jsonl', `${changed}\n`))), /c\.jsonl:1:1: E_RECORDS promptHash/);
  const textless = lines[0]!.replace('"text":"', '"text":null,"was":"');
  t.match(
    oneLine(await refusal(damaged('d.jsonl', `${textless}\n`))),
    /d\.jsonl:1:1: E_RECORDS text: expected a string, got null/,
  );
  const mixed = `${lines[0]}\n${lines[1]!.replace('"fraction"', '"pixel"')}\n`;
  t.match(
    oneLine(await refusal(damaged('e.jsonl', mixed))),
    /e\.jsonl:2:1: E_RECORDS unit: expected fraction as in line 1, got pixel/,
  );
});

t.test('two prompts for one question cannot stand for a third', async (t) => {
  const file = join(t.testdir(), 'answers.jsonl');
  await record(file, [question()]);
  const log = new AnswerLog(file);
  const other: Reasoner = {
    needs: { depth: false, segmentation: false, privileged: false },
    answer: async () => ({ prompt: 'another template', text: 'x', usage: null }),
    close: async () => {},
  };
  await new Recording(other, log, 'fraction').answer(question({ episodeId: 'small/nominal/9' }));
  await log.close();
  const replay = await (await replaySource(file)).open();
  t.equal((await replay.answer(question({ episodeId: 'small/nominal/9' }))).text, 'x');
  await t.rejects(replay.answer(question({ episodeId: 'elsewhere' })), {
    code: 'E_REPLAY',
    message: /answers to several prompts/,
  });
});
