import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { setImmediate as settled } from 'node:timers/promises';
import t from 'tap';
import { episodeRecordSchema } from '../../harness/record/episode-record.ts';
import type { RunStart } from '../../reports/reporter.ts';
import { createReporter, fittingReporter, reporters } from '../../reports/reporters.ts';
import { jsonSchemaText, SCHEMAS } from '../../reports/schema/index.ts';
import { summarySchema } from '../../reports/schema/summary.ts';
import { summarize } from '../../reports/summary.ts';
import { renderSummary } from '../../reports/terminal/summary.ts';
import { terminal } from '../../reports/terminal/terminal.ts';
import { FACTS, madeUpRun, planned, record, standingOf } from './builder.ts';

/** Streams that keep what is written to them, and a clock that goes only when told. */
function stage(isTTY: boolean) {
  const stream = () => Object.assign(new PassThrough(), { isTTY, columns: 100, rows: 40 });
  const [stdout, stderr] = [stream(), stream()];
  let nowMs = 0;
  const ticking = new Set<{ readonly ms: number; readonly tick: () => void; next: number }>();
  const clock = {
    nowMs: () => nowMs,
    every(ms: number, tick: () => void) {
      const timer = { ms, tick, next: nowMs + ms };
      ticking.add(timer);
      return () => void ticking.delete(timer);
    },
  };
  const pass = (ms: number): void => {
    nowMs += ms;
    for (const timer of ticking) {
      while (timer.next <= nowMs && ticking.has(timer)) {
        timer.next += timer.ms;
        timer.tick();
      }
    }
  };
  const outlet = { stdout, stderr, environment: {}, clock };
  return { outlet, pass, ticking, out: () => text(stdout), err: () => text(stderr) };
}

const text = (stream: PassThrough): string => String(stream.read() ?? '');

const input = madeUpRun(3, () => 0.7, 5);
const start = (): RunStart => ({ facts: input.facts, standing: standingOf(input, 0), workers: 2 });
const summary = summarize(input);

function play(name: string, isTTY = false) {
  const staged = stage(isTTY);
  const reporter = createReporter(name, staged.outlet);
  reporter.runStarted(start());
  input.records.forEach((each, i) => {
    reporter.episodeStarted({ worker: i % 2, episodeId: each.episodeId, attempt: each.attempt });
    staged.pass(700);
    reporter.episodeEnded(each, { worker: i % 2 });
  });
  reporter.note('records are in runs/x');
  return { ...staged, reporter };
}

t.test('json: the summary alone on stdout', async (t) => {
  const { reporter, out, err } = play('json');
  reporter.runEnded(summary);
  reporter.close();
  t.same(JSON.parse(out()), JSON.parse(JSON.stringify(summary)));
  t.match(err(), /records are in runs\/x/);
});

t.test('lines: a line every ten seconds or five percent, first errors at once, the table on stdout', async (t) => {
  const { reporter, out, err, ticking } = play('lines');
  const lines = err().trimEnd().split('\n');
  t.match(lines[0], /^vla-r1 on ood: 160 episodes on 2 workers$/);
  t.equal(lines.filter((line) => line.startsWith('infra error E_SIMULATOR_DIED')).length, 1, 'once a code');
  const told = lines.filter((line) => /^\d+\/160 /.test(line));
  t.ok(told.length >= 10 && told.length <= 25, `${told.length} lines`);
  t.match(told[0], /rate \d+ %, 95 % interval .* steps\/s/);
  reporter.runEnded(summary);
  reporter.close();
  t.equal(out(), renderSummary(summary, terminal(100, false)));
  t.equal(ticking.size, 0, 'no timer is left');
});

t.test('lines: says so when nothing ends for a while', async (t) => {
  const { outlet, pass, err } = stage(false);
  const reporter = createReporter('lines', outlet);
  reporter.runStarted(start());
  err();
  pass(10_000);
  t.match(err(), /^0\/160 \(0 %\) {3}rate: no data yet/);
  reporter.close();
});

t.test('tty: redraws at most ten times a second and takes itself away', async (t) => {
  const { outlet, pass, out, err, ticking } = stage(true);
  const reporter = createReporter('tty', outlet);
  reporter.runStarted(start());
  t.match(err(), /0\/160/);
  let draws = 0;
  outlet.stderr.on('data', () => draws++);
  for (let i = 0; i < 100; i++) {
    reporter.episodeStarted({ worker: 0, episodeId: `soup_can_to_bowl/nominal/${i}`, attempt: 1 });
    pass(10);
  }
  await settled();
  t.ok(draws >= 5 && draws <= 12, `${draws} writes in a second`);
  outlet.stderr.removeAllListeners('data');
  outlet.stderr.pause();
  reporter.runEnded(summary);
  reporter.close();
  reporter.close();
  const last = err();
  t.match(last, '\u001b[2K', 'the view is erased');
  t.notMatch(last, /worker/);
  t.match(out(), /vla-r1/);
  t.equal(ticking.size, 0);
});

t.test('tty: a note stays above the view, and an abandoned run leaves nothing', async (t) => {
  const { outlet, err, out, ticking } = stage(true);
  const reporter = createReporter('tty', outlet);
  reporter.note('before');
  reporter.runStarted(start());
  reporter.note('the bridge\u001b[2J was restarted');
  t.match(err(), /before\n[\s\S]*the bridge␛\[2J was restarted/);
  reporter.close();
  t.equal(ticking.size, 0);
  t.equal(out(), '');
});

t.test('silent says nothing', async (t) => {
  const { reporter, out, err } = play('silent');
  reporter.runEnded(summary);
  reporter.close();
  t.equal(out() + err(), '');
});

t.test('a resumed run starts where it stopped', async (t) => {
  const { outlet, err } = stage(false);
  createReporter('lines', outlet).runStarted({ ...start(), standing: standingOf(input, 40) });
  t.match(err(), /160 episodes on 2 workers, 40 attempts recorded before/);
});

t.test('the live view is for a person; an unknown reporter is refused with the known ones', async (t) => {
  t.equal(fittingReporter(stage(true).outlet), 'tty');
  t.equal(fittingReporter(stage(false).outlet), 'lines');
  t.throws(() => createReporter('xml', stage(false).outlet), { code: 'E_USAGE', message: /tty, lines, json, silent/ });
  t.throws(() => createReporter('toString', stage(false).outlet), { code: 'E_USAGE' });
  t.same(Object.keys(reporters), ['tty', 'lines', 'json', 'silent']);
});

t.test('the published schemas are those of the code, and accept what it writes', async (t) => {
  for (const published of SCHEMAS) {
    const committed = readFileSync(new URL(`../../schemas/${published.file}`, import.meta.url), 'utf8');
    t.same(JSON.parse(committed), JSON.parse(jsonSchemaText(published)), published.file);
  }
  t.same(summarySchema.parse(JSON.parse(JSON.stringify(summary))), summary);
  const [of] = planned('s', [], 1);
  t.same(episodeRecordSchema.parse(record(of!, 'success')), record(of!, 'success'));
  t.throws(() => episodeRecordSchema.parse({ ...record(of!, 'success'), outcome: 'timeout' }));
  t.throws(() => summarySchema.parse({ ...summary, run: { ...FACTS, seed: 'zero' } }));
});
