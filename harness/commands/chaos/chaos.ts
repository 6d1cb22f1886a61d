import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Case, Reference, Row } from '../../chaos/case.ts';
import { readScript } from '../../chaos/faults.ts';
import { type Kills, killed } from '../../chaos/kills.ts';
import { CASES, referenceOf, tried } from '../../chaos/matrix.ts';
import { runScripted } from '../../chaos/scripted.ts';
import type { Setting } from '../../chaos/stage.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { progressOn } from '../../python/progress.ts';
import { bridgeCommand } from '../../simulator/simulators.ts';
import { killsText, tableText } from './table.ts';

export interface ChaosOptions {
  readonly suite: string;
  readonly simulator: string;
  readonly seed: number;
  readonly kills?: number;
  readonly only: readonly string[];
  readonly script?: string;
  readonly episodes: number;
  readonly workers: number;
  readonly list: boolean;
  readonly json: boolean;
}

/** Longer than any fault of the table may cost; a run that needs more has not ended by itself. */
const LIMIT_MS = 300_000;

const KILLED = ['scripted'] as const;

const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** `harness chaos`: the table on standard output, what happens meanwhile on standard error. */
export async function chaos(options: ChaosOptions): Promise<number> {
  const cases = casesOf(options);
  if (options.list) {
    for (const { group, fault } of cases) process.stdout.write(`${group}: ${fault}\n`);
    return EXIT.done;
  }
  const setting = await settingOf(options);
  const policies = new Set(options.kills === undefined ? cases.flatMap(({ against }) => against) : KILLED);
  note('first without a fault, to hold the others against');
  const reference = await referenceOf(setting, policies);
  if (options.kills !== undefined)
    return tellKills(await killed(options.kills, options.seed, reference, told(options)), options);
  const rows: Row[] = [];
  for (const [i, each] of cases.entries()) {
    const reason = each.unfit?.() ?? null;
    if (reason !== null) note(`${each.group}: ${each.fault}: not tried: ${reason}`);
    else rows.push(await triedAloud(each, reference, `${i + 1}/${cases.length}`));
  }
  process.stdout.write(options.json ? `${JSON.stringify({ suite: options.suite, rows }, null, 2)}\n` : tableText(rows));
  return rows.some(({ broken }) => broken.length > 0) ? EXIT.regression : EXIT.done;
}

async function triedAloud(each: Case, reference: Reference, count: string): Promise<Row> {
  const row = await tried(each, reference);
  note(
    `${count} ${row.broken.length === 0 ? 'ok    ' : 'BROKEN'} ${row.wallSec.toFixed(1).padStart(5)} s  ${row.group}: ${row.fault}`,
  );
  for (const broken of row.broken) note(`    ${broken}`);
  return row;
}

function casesOf({ only, script }: ChaosOptions): readonly Case[] {
  if (script !== undefined) return [ownCase(script)];
  const cases = CASES.filter(
    ({ group, fault }) => only.length === 0 || only.some((word) => `${group}: ${fault}`.includes(word)),
  );
  if (cases.length > 0) return cases;
  throw new HarnessError('E_USAGE', `no fault has ${only.join(' or ')} in its name`, {
    hint: 'harness chaos --suite smoke --list names them',
  });
}

/** A script of one's own may break the policy, the simulator or both; it is to end with every row of a clean run. */
function ownCase(file: string): Case {
  const script = readScript(file);
  const scripted = { fault: file, policy: 'scripted', script, ending: { kind: 'recovered' } } as const;
  return {
    fault: file,
    group: 'simulator',
    against: ['scripted'],
    run: (reference) => runScripted(scripted, reference),
  };
}

async function settingOf({ suite, simulator, episodes, workers }: ChaosOptions): Promise<Setting> {
  return {
    suite: existsSync(suite) ? resolve(suite) : suite,
    simulator,
    bridge: await bridgeCommand(simulator, progressOn(process.stderr)),
    episodes,
    workers,
    limitMs: LIMIT_MS,
  };
}

const told =
  ({ kills }: ChaosOptions) =>
  (done: number): void =>
    note(`${done} of ${kills} kills`);

function tellKills(kills: Kills, { seed, json }: ChaosOptions): number {
  process.stdout.write(json ? `${JSON.stringify({ seed, ...kills }, null, 2)}\n` : killsText(kills));
  return kills.broken.length > 0 ? EXIT.regression : EXIT.done;
}
