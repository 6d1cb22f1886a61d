import { counted } from '../../harness/counted.ts';
import { count, duration, percent, range } from '../numbers.ts';
import type { RunStart } from '../reporter.ts';
import { PRIVILEGED } from '../terminal/headline.ts';
import type { Paint, Terminal } from '../terminal/terminal.ts';
import { cut, pad, widthOf } from '../terminal/width.ts';
import { visible } from '../visible.ts';
import type { Busy, ProgressView } from './progress.ts';

const MOST_WORKERS = 8;

/** The live view: what runs, how far, how well, and what each worker does. */
export function frame(start: RunStart, view: ProgressView, { width, paint }: Terminal): string {
  const room = width - 4;
  const workers = view.workers.slice(0, MOST_WORKERS).map((each) => workerLine(each, room, paint));
  const more = view.workers.length - workers.length;
  return [
    '',
    heading(start, view, room, paint),
    progressBar(view, room, paint),
    ...fitting(standing(view), room, paint),
    ...workers,
    ...(more > 0 ? [paint.dim(`and ${counted(more, 'more worker')}`)] : []),
  ]
    .map((line) => (line ? `  ${line}` : ''))
    .join('\n');
}

function heading({ facts }: RunStart, { done, counts }: ProgressView, room: number, paint: Paint): string {
  const right = `${count(done)}/${count(counts.planned)}`;
  const { name, privileged } = facts.policy;
  const mark = privileged ? ` ${PRIVILEGED}` : '';
  const left = cut(visible(`${name}${mark} on ${facts.suite}`), room - right.length - 2);
  return pad(paint.bold(left), room - widthOf(right)) + paint.bold(right);
}

function progressBar({ done, counts }: ProgressView, room: number, paint: Paint): string {
  const filled = counts.planned === 0 ? room : Math.floor((done / counts.planned) * room);
  return paint.cyan('━'.repeat(filled)) + paint.dim('─'.repeat(room - filled));
}

/** Facts in plain words; an optional colour marks trouble. */
function standing({ rate, counts, stepsPerSec, leftSec }: ProgressView): string[] {
  const { infraError, invalid } = counts;
  return [
    rate.rate === null ? 'rate: no data yet' : `rate ${percent(rate.rate)}, 95 % interval ${range(rate)}`,
    `! ${counted(infraError, 'infra error')}`,
    `≠ ${count(invalid)} invalid`,
    ...(stepsPerSec === null ? [] : [`${count(Math.round(stepsPerSec))} steps/s`]),
    ...(leftSec === null ? [] : [`${duration(leftSec)} left`]),
  ];
}

/** As many facts a line as fit. */
function fitting(facts: readonly string[], room: number, paint: Paint): string[] {
  const lines: string[][] = [[]];
  for (const fact of facts) {
    const longer = [...lines.at(-1)!, fact];
    if (widthOf(longer.join(GAP)) > room && longer.length > 1) lines.push([fact]);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.map((fact) => (/^[!≠] [^0]/.test(fact) ? paint.yellow(fact) : fact)).join(GAP));
}

const GAP = '   ';

function workerLine({ worker, episodeId, attempt, sec }: Busy, room: number, paint: Paint): string {
  const tail = `${attempt > 1 ? `  attempt ${attempt}` : ''}  ${Math.floor(sec)} s`;
  const head = `worker ${worker}  `;
  return paint.dim(head) + cut(visible(episodeId), room - widthOf(head + tail)) + paint.dim(tail);
}

/** The same in one line, for a log. */
export function progressLine(view: ProgressView): string {
  const { done, counts } = view;
  const share = counts.planned === 0 ? 1 : done / counts.planned;
  return [`${count(done)}/${count(counts.planned)} (${percent(share)})`, ...standing(view)].join('   ');
}

/** What is about to run, in one line. */
export function startLine({ facts, standing, workers }: RunStart): string {
  const mark = facts.policy.privileged ? ` ${PRIVILEGED}` : '';
  const { records, counts } = standing;
  const before = records > 0 ? `, ${counted(records, 'attempt')} recorded before` : '';
  const episodes = `${counted(counts.planned, 'episode')} on ${counted(workers, 'worker')}`;
  return visible(`${facts.policy.name}${mark} on ${facts.suite}: ${episodes}${before}`);
}
