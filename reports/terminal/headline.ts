import { counted } from '../../harness/counted.ts';
import { count, percent, range, seedsText } from '../numbers.ts';
import type { Rate, Summary } from '../schema/summary.ts';
import { stoppedText } from '../stopped.ts';
import { independentRate } from '../summary/rate.ts';
import { visible } from '../visible.ts';
import { outcomeLines } from './outcomes.ts';
import { layOut } from './table.ts';
import type { Paint, Terminal } from './terminal.ts';
import { cut, wrap } from './width.ts';

const LABEL = 13;
const LONGEST_LABEL = 28;

/** Who was measured on what, how all of it ended, and the rates that sum it up. */
export function headline(summary: Summary, terminal: Terminal): string[] {
  const { paint } = terminal;
  const { run, counts } = summary;
  const { name, version, renderer } = run.simulator;
  const robot = run.robot ? ` · robot ${run.robot}` : '';
  const room = terminal.width - LABEL - 2;
  const fact = (label: string, text: string): string => `  ${paint.dim(label.padEnd(LABEL))}${text}`;
  return [
    fact('policy', policyName(summary, room, paint)),
    fact('suite', cut(`${visible(run.suite)} · seed ${run.seed} · run ${visible(run.runId)}`, room)),
    fact('simulator', cut(visible(`${name} ${version} · renderer ${renderer}${robot}`), room)),
    '',
    fact('planned', paint.bold(counted(counts.planned, 'episode'))),
    ...outcomeLines(counts, room, paint).map((line) => fact('', line)),
    '',
    ...rates(summary, terminal),
    ...warnings(summary, terminal),
  ];
}

function policyName({ run }: Summary, room: number, paint: Paint): string {
  const name = paint.bold(cut(visible(run.policy.name), room - PRIVILEGED.length));
  return run.policy.privileged ? `${name} ${paint.bold(paint.inverse(paint.yellow(PRIVILEGED)))}` : name;
}

export const PRIVILEGED = '(privileged: sees ground truth)';

type RateLine = readonly [label: string, rate: Rate];

/** Nominal and everything; what the errors could change, when there are any; the floors. */
function rates(summary: Summary, { width, paint }: Terminal): string[] {
  const { overall, nominal, counts } = summary;
  const floors = Object.entries(nominal.floors).map(
    ([name, { k, n }]): RateLine => [`  floor: ${visible(name)}`, independentRate(k, n)],
  );
  const lines: RateLine[] = [['nominal', nominal.rate], ...floors, ['all but controls', overall.valid]];
  if (counts.infraError > 0) {
    lines.push(
      ['  errors as failures', overall.errorsAsFailures],
      ['  errors as successes', overall.errorsAsSuccesses],
    );
  }
  const rate = ({ rate: value }: Rate): string =>
    value === null ? paint.dim('no data') : paint.bold(percent(value, 1));
  const columns = [
    { head: '', align: 'left' as const, cells: lines.map(([label]) => paint.dim(cut(label, LONGEST_LABEL))) },
    { head: '', align: 'right' as const, cells: lines.map(([, { k, n }]) => `${count(k)}/${count(n)}`) },
    { head: '', align: 'right' as const, cells: lines.map(([, each]) => rate(each)) },
    { head: '', align: 'left' as const, cells: lines.map(([, each]) => paint.dim(interval(each))) },
    { head: '', align: 'left' as const, cells: lines.map(([, each]) => paint.dim(seeds(each))), drop: 1 },
  ];
  return layOut(columns, width - 2)
    .slice(1)
    .map((text) => `  ${text}`);
}

const interval = (rate: Rate): string => (rate.n === 0 ? '' : `95 % interval ${range(rate, 1)}`);

const seeds = (rate: Rate): string => (rate.seeds < rate.n ? `on ${seedsText(rate)}` : '');

function warnings({ nominal, counts, stopped }: Summary, { width, paint }: Terminal): string[] {
  const said = [
    ...(nominal.solvable === 'not shown solvable'
      ? ['The oracle does not solve nominal: no rate here says much about a policy.']
      : []),
    ...(counts.notRun > 0 ? [unfinished(counts.notRun, stopped)] : []),
  ];
  return said.flatMap((text) => wrap(text, width - 4)).map((text) => `  ${paint.yellow(text)}`);
}

function unfinished(notRun: number, stopped: Summary['stopped']): string {
  const episodes = counted(notRun, 'planned episode');
  if (stopped) return `${episodes} not run: ${stoppedText(stopped)}.`;
  return `${episodes} ${notRun === 1 ? 'has' : 'have'} no record yet: run the same command again to go on.`;
}
