import type { Row } from '../../chaos/case.ts';
import type { Kills } from '../../chaos/kills.ts';
import { counted } from '../../counted.ts';
import { columns } from '../table.ts';

const HEAD = ['', 'fault', 'outcome', 'lost', 'recovered in'];

/** One line a fault; what is broken stands below. */
export function tableText(rows: readonly Row[]): string {
  const lines = columns([HEAD, ...rows.map(lineOf)]);
  const broken = rows.flatMap(({ fault, broken }) => broken.map((words) => `broken: ${fault}: ${words}`));
  const good = rows.filter((row) => row.broken.length === 0).length;
  return `${[...lines, '', `every invariant held after ${good} of ${counted(rows.length, 'fault')}`, ...broken].join('\n')}\n`;
}

function lineOf({ fault, group, outcome, lostAttempts, lostEpisodes, recoveredSec, broken }: Row): readonly string[] {
  const lost = [
    ...(lostAttempts > 0 ? [counted(lostAttempts, 'attempt')] : []),
    ...(lostEpisodes > 0 ? [counted(lostEpisodes, 'episode')] : []),
  ];
  const recovered = recoveredSec === null ? '–' : `${recoveredSec.toFixed(1)} s`;
  return [broken.length === 0 ? '✓' : '✗', `${group}: ${fault}`, outcome, lost.join(', ') || 'nothing', recovered];
}

export function killsText({ kills, missed, runs, rowsBefore, lostAttempts, broken }: Kills): string {
  const total = kills.harness + kills.simulator + kills.policy;
  return [
    `${counted(total, 'kill')} by SIGKILL in ${counted(runs, 'run folder')}: ${kills.harness} of the harness, ${kills.simulator} of a simulator, ${kills.policy} of a policy`,
    `${counted(missed, 'drawn moment')} found no such process; ${counted(rowsBefore, 'row')} had been written before the kills, none of them may be lost`,
    `${counted(lostAttempts, 'attempt')} lost and tried again`,
    broken.length === 0 ? 'every invariant held' : `${counted(broken.length, 'invariant')} broken:`,
    ...broken.map((each) => `  ${each}`),
    '',
  ].join('\n');
}
