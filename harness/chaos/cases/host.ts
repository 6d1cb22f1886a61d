/** What can happen to the machine and to the harness itself. The policy is the scripted one: it moves, and answers at once. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Case, Ending, Observed, Reference } from '../case.ts';
import type { ScriptText } from '../faults.ts';
import { lastLine, observed } from '../scripted.ts';
import { type Ended, Stage } from '../stage.ts';

interface Play {
  readonly stage: Stage;
  readonly args: readonly string[];
  readonly reference: Reference;
}

/** What happens, until the last command has ended. */
type Plot = (
  play: Play,
) => Promise<{ readonly first: Ended; readonly resumed?: Ended; readonly complaints?: readonly string[] }>;

const hostCase = (fault: string, ending: Ending, plot: Plot, folder = 'stage', unfit?: () => string | null): Case => ({
  fault,
  group: 'host',
  against: ['scripted'],
  ...(unfit ? { unfit } : {}),
  run: (reference) => play(reference, ending, plot, folder),
});

async function play(reference: Reference, ending: Ending, plot: Plot, folder: string): Promise<Observed> {
  const stage = new Stage(reference.setting, folder);
  try {
    const {
      first,
      resumed,
      complaints = [],
    } = await plot({ stage, args: ['--policy', stage.scriptedPolicy], reference });
    const seen = await observed(stage, { first, resumed: resumed ?? null, ending, clean: reference.clean.scripted! });
    return { ...seen, broken: [...complaints, ...seen.broken] };
  } finally {
    spawnSync('umount', ['-q', stage.runFolder]);
    stage.remove();
  }
}

/** Sends signals to a run that has begun, then repeats the command. */
const signalled =
  (signals: readonly NodeJS.Signals[]): Plot =>
  async ({ stage, args }) => {
    const run = stage.start(stage.runArguments(args));
    await hasRows(stage, 1);
    for (const signal of signals) {
      run.child.kill(signal);
      await sleep(50);
    }
    return { first: await run.ended, resumed: await stage.run(args) };
  };

const STEP_MS = 20;

/** @throws Error when the run ends or nothing comes for a minute */
async function hasRows(stage: Stage, count: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += STEP_MS) {
    if ((await stage.rows()).length >= count) return;
    await sleep(STEP_MS);
  }
  throw new Error(`expected ${count} rows within a minute`);
}

const isRoot = (): string | null => (process.getuid?.() === 0 ? null : 'a small file system takes root to mount');

function mounted(stage: Stage, options: string): void {
  mkdirSync(stage.runFolder);
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', stage.runFolder]);
}

const expectLine = ({ stderr }: Ended, wanted: RegExp): string[] =>
  wanted.test(stderr) ? [] : [`expected a line ${wanted.source}, got ${lastLine(stderr)}`];

const SLOW_POLICY: ScriptText = { policy: [{ kind: 'late', op: 'infer', sec: 0.2, once: false }] };

/** Somebody else fills the disk while the run is under way. */
const fullDisk: Plot = async ({ stage, args }) => {
  mounted(stage, 'size=16m');
  stage.script(SLOW_POLICY);
  const run = stage.start(stage.runArguments(args));
  await hasRows(stage, 1);
  const filler = join(stage.runFolder, 'filler');
  spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'], { stdio: 'ignore' });
  const first = await run.ended;
  rmSync(filler);
  return { first, resumed: await stage.run(args), complaints: expectLine(first, /^E_DISK cannot write .*ENOSPC/m) };
};

const nearlyFullDisk: Plot = async ({ stage, args }) => {
  mounted(stage, 'size=8m');
  const first = await stage.run([...args, '--min-free', '16']);
  spawnSync('mount', ['-o', 'remount,size=64m', stage.runFolder]);
  return {
    first,
    resumed: await stage.run(args),
    complaints: expectLine(first, /^E_DISK expected at least 16 MB free/m),
  };
};

const readOnlyFolder: Plot = async ({ stage, args }) => {
  mounted(stage, 'ro');
  const first = await stage.run(args);
  spawnSync('mount', ['-o', 'remount,rw', stage.runFolder]);
  return {
    first,
    resumed: await stage.run(args),
    complaints: expectLine(first, /^E_OUTPUT cannot create the run folder/m),
  };
};

const tornLine: Plot = async ({ stage, args }) => {
  const run = stage.start(stage.runArguments(args));
  await hasRows(stage, 1);
  run.child.kill('SIGKILL');
  const first = await run.ended;
  appendFileSync(join(stage.runFolder, 'episodes.jsonl'), '{"schemaVersion":1,"episodeId":"half a li');
  const resumed = await stage.run(args);
  return { first, resumed, complaints: expectLine(resumed, /last line of the log was torn/) };
};

const twoProcesses: Plot = async ({ stage, args }) => {
  stage.script(SLOW_POLICY);
  const run = stage.start(stage.runArguments(args));
  await hasRows(stage, 1);
  const second = await stage.run(args);
  const refused = second.code === 2 ? [] : [`expected the second process refused with 2, got ${second.code}`];
  return { first: await run.ended, complaints: [...refused, ...expectLine(second, /^E_LOCKED /m)] };
};

/** An hour forward after a second, two back after another. */
const JUMPING_CLOCK = `const now = Date.now, start = now();
Date.now = () => { const at = now(); return at + (at - start > 2000 ? -36e5 : at - start > 1000 ? 36e5 : 0); };`;

const withVariables =
  (variables: Readonly<Record<string, string>>): Plot =>
  async ({ stage, args }) => ({ first: await stage.run(args, variables) });

const undisturbed = withVariables({});

const jumpingClock = withVariables({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(JUMPING_CLOCK)}`,
});

const otherWorkers =
  (workers: number): Plot =>
  async ({ stage, args }) => ({ first: await stage.run([...args, '--workers', String(workers)]) });

const inShards: Plot = async ({ stage, args }) => {
  for (const shard of ['1/2', '2/2']) {
    const { code, stderr } = await stage.command([...stage.runArguments(args, `s${shard[0]}`), '--shard', shard]);
    if (code !== 0) throw new Error(`shard ${shard} ended with ${code}: ${lastLine(stderr)}`);
  }
  const merge = await stage.command(['log', 'merge', 's1', 's2', '--out', 'run']);
  const first = await stage.run(args);
  return {
    first,
    complaints: merge.code === 0 ? [] : [`log merge ended with ${merge.code}: ${lastLine(merge.stderr)}`],
  };
};

const UNTOUCHED: Ending = { kind: 'untouched' };

export const HOST_CASES: readonly Case[] = [
  hostCase('nothing at all: the same plan twice', UNTOUCHED, undisturbed),
  hostCase('one worker', UNTOUCHED, otherWorkers(1)),
  hostCase('four workers', UNTOUCHED, otherWorkers(4)),
  hostCase('two shards, merged', UNTOUCHED, inShards),
  hostCase('SIGINT once', { kind: 'stopped', code: 130 }, signalled(['SIGINT'])),
  hostCase('SIGINT twice', { kind: 'stopped', code: 130 }, signalled(['SIGINT', 'SIGINT'])),
  hostCase('SIGTERM', { kind: 'stopped', code: 130 }, signalled(['SIGTERM'])),
  hostCase('SIGHUP', { kind: 'stopped', code: 130 }, signalled(['SIGHUP'])),
  hostCase('the log ends in half a line', { kind: 'stopped', code: null }, tornLine),
  hostCase('two processes on one folder', UNTOUCHED, twoProcesses),
  hostCase('the disk is full', { kind: 'stopped', code: 4 }, fullDisk, 'stage', isRoot),
  hostCase('the disk is nearly full', { kind: 'stopped', code: 4 }, nearlyFullDisk, 'stage', isRoot),
  hostCase('the folder is read-only', { kind: 'stopped', code: 2 }, readOnlyFolder, 'stage', isRoot),
  hostCase('the clock jumps by hours', UNTOUCHED, jumpingClock),
  hostCase('another time zone', UNTOUCHED, withVariables({ TZ: 'Pacific/Chatham' })),
  hostCase('a path with blanks and letters of many scripts', UNTOUCHED, undisturbed, 'Lauf ünd 実験 ☃'),
];
