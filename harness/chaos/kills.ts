/** Kill -9 at random moments with a fixed seed: of the harness, of a simulator, of a policy. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { EpisodeRecord } from '../types.ts';
import type { Reference } from './case.ts';
import { brokenInvariants } from './invariants.ts';
import type { LivingProcess } from './processes.ts';
import { type Ended, Stage, type Started } from './stage.ts';

export type Victim = 'harness' | 'simulator' | 'policy';

const VICTIMS: readonly Victim[] = ['harness', 'simulator', 'policy'];

export interface Kills {
  /** Of each victim. */
  readonly kills: Readonly<Record<Victim, number>>;
  /** The victim was not there at that moment: no kill, another moment is drawn. */
  readonly missed: number;
  readonly runs: number;
  /** Rows that were on the disk when a kill came. */
  readonly rowsBefore: number;
  readonly lostAttempts: number;
  readonly broken: readonly string[];
}

/** So many in one run folder, before it may end. */
const KILLS_A_RUN = 5;
/** A killed simulator thrice in one episode leaves it for the next command. */
const MOST_COMMANDS = 6;

interface Tally {
  kills: Record<Victim, number>;
  missed: number;
  runs: number;
  rowsBefore: number;
  lostAttempts: number;
  broken: string[];
}

/** @param progress hears how many there were */
export async function killed(
  count: number,
  seed: number,
  reference: Reference,
  progress: (done: number) => void,
): Promise<Kills> {
  const draw = uniform(seed);
  const kills = { harness: 0, simulator: 0, policy: 0 };
  const tally: Tally = { kills, missed: 0, runs: 0, rowsBefore: 0, lostAttempts: 0, broken: [] };
  const done = (): number => kills.harness + kills.simulator + kills.policy;
  while (done() < count) {
    await oneFolder(Math.min(KILLS_A_RUN, count - done()), draw, reference, tally);
    progress(done());
  }
  return tally;
}

/** Numbers in [0, 1). */
function uniform(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => (generator.next() >>> 0) / 2 ** 32;
}

async function oneFolder(count: number, draw: () => number, reference: Reference, tally: Tally): Promise<void> {
  const stage = new Stage(reference.setting);
  tally.runs++;
  try {
    const args = stage.runArguments(['--policy', stage.scriptedPolicy]);
    for (let i = 0; i < count; i++) await oneKill(stage, args, draw, reference, tally);
    let last: Ended | null = null;
    for (let i = 0; i < MOST_COMMANDS && last?.code !== 0; i++) last = await stage.command(args);
    const rows = await stage.rows();
    tally.lostAttempts += rows.filter(({ error }) => error !== null).length;
    const left = { rows, told: null, reports: null, code: last?.code ?? null, leftovers: await stage.leftovers() };
    tally.broken.push(...brokenInvariants(left, reference.clean.scripted!, new Set()), ...unfinished(rows, reference));
  } finally {
    stage.remove();
  }
}

const unfinished = (rows: readonly EpisodeRecord[], { clean }: Reference): string[] => {
  const settled = new Set(rows.filter(({ error }) => error === null).map(({ episodeId }) => episodeId));
  const missing = clean.scripted!.filter(({ episodeId }) => !settled.has(episodeId));
  return missing.map(({ episodeId }) => `no outcome: ${episodeId}`);
};

async function oneKill(stage: Stage, args: readonly string[], draw: () => number, reference: Reference, tally: Tally) {
  const victim = VICTIMS[Math.floor(draw() * VICTIMS.length)]!;
  const afterSec = draw() * reference.cleanSec;
  const run = stage.start(args);
  await Promise.race([run.ended, new Promise((resolve) => setTimeout(resolve, 1000 * afterSec))]);
  const before = await stage.rows();
  const target = targetOf(victim, run, stage);
  if (target === null) tally.missed++;
  else {
    process.kill(target, 'SIGKILL');
    tally.kills[victim]++;
    tally.rowsBefore += before.length;
  }
  await run.ended;
  const after = new Set((await stage.rows()).map(({ episodeId, attempt }) => `${episodeId} ${attempt}`));
  const gone = before.filter(({ episodeId, attempt }) => !after.has(`${episodeId} ${attempt}`));
  tally.broken.push(...gone.map(({ episodeId }) => `lost by a kill of the ${victim}: ${episodeId}`));
}

const IS: Readonly<Record<Exclude<Victim, 'harness'>, RegExp>> = {
  simulator: /\/chaos\/bridge\.js/,
  policy: /\/chaos\/policy\.js/,
};

/** Null when it is not alive. */
function targetOf(victim: Victim, { child }: Started, stage: Stage): number | null {
  if (victim === 'harness') return child.exitCode === null && child.signalCode === null ? child.pid! : null;
  const isOne = ({ words }: LivingProcess): boolean => /node/.test(words.split(' ')[0]!) && IS[victim].test(words);
  return stage.living().find(isOne)?.pid ?? null;
}
