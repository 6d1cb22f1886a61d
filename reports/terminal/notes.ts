import { counted } from '../../harness/counted.ts';
import { bytesText, count, milliseconds, percent } from '../numbers.ts';
import type { LevelRow, Summary } from '../schema/summary.ts';
import { SOLVED_SHARE } from '../summary/solvable.ts';
import { visible } from '../visible.ts';
import type { Paint, Terminal } from './terminal.ts';
import { cut, pad, wrap } from './width.ts';

type Note = readonly [term: string, text: string];

const TERM = 13;

/** What the tables need to be read rightly, and what went wrong: only what applies to this run. */
export function notes(summary: Summary, { width, paint }: Terminal): string[] {
  const said = [...explanations(summary), ...ends(summary), ...errors(summary), ...wire(summary)];
  return said.flatMap((note) => hanging(note, width, paint));
}

function hanging([term, text]: Note, width: number, paint: Paint): string[] {
  const label = cut(term, TERM - 1);
  return wrap(text, width - TERM - 4).map((line, i) => `  ${pad(i === 0 ? label : '', TERM)}${paint.dim(line)}`);
}

function explanations(summary: Summary): Note[] {
  const levels = summary.factors.flatMap((factor) => factor.levels).filter(({ unsupported }) => unsupported === null);
  const rate: Note = [
    '95 %',
    'Wilson interval of the rate; the rate is ✓ of ✓ and ✗, the other outcomes are in no rate',
  ];
  return [rate, ...(levels.length > 0 ? LEVELS : []), ...solvability([summary.nominal, ...levels])];
}

const LEVELS: readonly Note[] = [
  ['to nominal', 'difference to nominal on the same seeds in percentage points, with its Tango 95 % interval'],
  ['proof', 'episodes in which the variation was shown to have reached the policy'],
];

function solvability(rows: readonly LevelRow[]): Note[] {
  const marks = new Set(rows.filter(({ control }) => !control).map(({ solvable }) => solvable));
  const little = `not shown solvable: the privileged oracle solved less than ${percent(SOLVED_SHARE)} there`;
  return [
    ...(marks.has('not shown solvable') ? [['oracle ✗', little] as const] : []),
    ...(marks.has('unknown') ? [['oracle ?', 'not known to be solvable: no oracle results for it'] as const] : []),
  ];
}

function ends({ ends: all }: Summary): Note[] {
  return (['failure', 'invalid'] as const).flatMap((outcome): Note[] => {
    const said = all.filter((each) => each.outcome === outcome).map(({ end, episodes }) => `${end} ${count(episodes)}`);
    return said.length === 0 ? [] : [[outcome === 'failure' ? 'failed by' : 'invalid by', visible(said.join(', '))]];
  });
}

function errors({ errors: all }: Summary): Note[] {
  return all.map(({ code, attempts, episodes, message }) => [
    'infra error',
    visible(`${code}: ${counted(attempts, 'attempt')} of ${counted(episodes, 'episode')}; first: ${message}`),
  ]);
}

function wire({ wire: asked }: Summary): Note[] {
  if (!asked) return [];
  const { calls, sentBytes, receivedBytes } = asked;
  const [p50, p95, p99] = [asked.p50Ms, asked.p95Ms, asked.p99Ms].map(milliseconds);
  const times = `p50 ${p50}, p95 ${p95}, p99 ${p99} for one of ${counted(calls, 'answer')}, medians of the episodes`;
  return [['on the wire', `${times}; ${bytesText(sentBytes)} sent and ${bytesText(receivedBytes)} received a call`]];
}
