import { RUBRIC } from '../../../agents/judge/verdict.ts';
import type { Interval } from '../../../reports/statistics/index.ts';
import { columns } from '../table.ts';
import type { JudgeScore } from './judge-score.ts';
import type { AffordanceScore, Score, TrajectoryScore } from './summary.ts';

/** The paper's Table III row of one set of answers, with what it needs to be read rightly. */
export function scoreText(score: Score): string {
  const tables = [affordanceTable(score.affordance), trajectoryTable(score.trajectory)].flatMap((table) => table ?? []);
  return `${[...tables, notesOf(score).join('\n')].join('\n\n')}\n`;
}

function affordanceTable({ n, intervals, ...means }: AffordanceScore): string | null {
  if (n === 0) return null;
  const cells = [
    ['IoU %', withInterval(means.iou, intervals.iou, percent)],
    ['GIoU', withInterval(means.giou, intervals.giou, hundredths)],
    ['area ratio (median)', shown(means.areaRatio, hundredths)],
    ...rewardCells(means, intervals),
  ];
  return tableOf('affordance', n, cells);
}

function trajectoryTable({ n, intervals, ...means }: TrajectoryScore): string | null {
  if (n === 0) return null;
  const distances = [
    ['DFD', 'dfd'],
    ['HD', 'hd'],
    ['RMSE', 'rmse'],
    ['Avg', 'average'],
  ] as const;
  const cells = distances.map(([name, key]) => [name, withInterval(means[key], intervals[key], tenths)]);
  return tableOf('trajectory', n, [...cells, ...rewardCells(means, intervals)]);
}

type Rewards<T> = { readonly reward: T; readonly paperReward: T };

const rewardCells = (means: Rewards<number | null>, intervals: Rewards<Interval | null>): string[][] => [
  ['reward (code)', withInterval(means.reward, intervals.reward, hundredths)],
  ['reward (paper)', withInterval(means.paperReward, intervals.paperReward, hundredths)],
];

function tableOf(title: string, n: number, cells: readonly (readonly string[])[]): string {
  const rows = [
    [title, 'n', ...cells.map(([name]) => name!)],
    ['', String(n), ...cells.map(([, value]) => value!)],
  ];
  return columns(rows).join('\n');
}

function notesOf({ formatRate, unparseable, missing, reasoning, bootstrap, rows }: Score): string[] {
  const gone = missing > 0 ? ` (${missing} of them are missing)` : '';
  const steps = `all four steps named in ${shown(reasoning.allSteps, percent)} %`;
  const length = `median length ${shown(reasoning.medianWords, String)} words`;
  const interval = `${100 * bootstrap.level} % bootstrap interval of the mean, ${bootstrap.draws} draws, seed ${bootstrap.seed}`;
  return [
    `well-formed ${shown(formatRate, percent)} %`,
    `${reasoning.n} with a thought: ${steps}, ${length}, ${languagesText(reasoning.languages)}`,
    ...(reasoning.judge ? [judgeText(reasoning.judge)] : []),
    `${unparseable} of ${rows.length} answers point nowhere${gone}; they count with IoU 0 and the worst distances, 1414.2`,
    `[${interval}]; distances on images of 1000 x 1000`,
  ];
}

function judgeText({ model, n, unreadable, prompt, ...fractions }: JudgeScore): string {
  const names = { taskUnderstood: 'task understood', objectNamed: 'object named', answerFollows: 'answer follows' };
  const said = RUBRIC.map((name) => `${names[name]} ${shown(fractions[name], percent)} %`);
  return `${n} thoughts judged by ${model}, prompt ${prompt.version}: ${said.join(', ')}; ${unreadable} verdicts unreadable, counted as no`;
}

function languagesText(languages: Score['reasoning']['languages']): string {
  const each = Object.entries(languages).map(([language, count]) => `${language} ${count}`);
  return each.length > 0 ? each.join(', ') : 'no language';
}

const percent = (value: number): string => (100 * value).toFixed(2);
const hundredths = (value: number): string => value.toFixed(2);
const tenths = (value: number): string => value.toFixed(1);

export const shown = (value: number | null, text: (value: number) => string): string =>
  value === null ? 'no data' : text(value);

export function withInterval(value: number | null, interval: Interval | null, text: (value: number) => string): string {
  return `${shown(value, text)}${interval ? ` [${text(interval.low)}, ${text(interval.high)}]` : ''}`;
}
