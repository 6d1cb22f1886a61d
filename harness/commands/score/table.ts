import type { Interval } from '../../../reports/statistics/index.ts';
import { columns } from '../table.ts';
import type { Score } from './summary.ts';

/** The paper's Table III row of one set of answers, with what it needs to be read rightly. */
export function scoreText({
  affordance,
  trajectory,
  formatRate,
  unparseable,
  missing,
  bootstrap,
  rows,
}: Score): string {
  const [box, path] = [affordance.intervals, trajectory.intervals];
  const tables = [
    affordance.n > 0 && [
      ['affordance', 'n', 'IoU %', 'GIoU', 'area ratio (median)', 'reward (code)', 'reward (paper)'],
      [
        '',
        String(affordance.n),
        withInterval(affordance.iou, box.iou, percent),
        withInterval(affordance.giou, box.giou, hundredths),
        shown(affordance.areaRatio, hundredths),
        withInterval(affordance.reward, box.reward, hundredths),
        withInterval(affordance.paperReward, box.paperReward, hundredths),
      ],
    ],
    trajectory.n > 0 && [
      ['trajectory', 'n', 'DFD', 'HD', 'RMSE', 'Avg', 'reward (code)', 'reward (paper)'],
      [
        '',
        String(trajectory.n),
        ...(['dfd', 'hd', 'rmse', 'average'] as const).map((key) => withInterval(trajectory[key], path[key], tenths)),
        withInterval(trajectory.reward, path.reward, hundredths),
        withInterval(trajectory.paperReward, path.paperReward, hundredths),
      ],
    ],
  ].filter((table) => table !== false);
  const notes = [
    `well-formed ${shown(formatRate, percent)} %`,
    `${unparseable} of ${rows.length} answers point nowhere${missing > 0 ? ` (${missing} of them are missing)` : ''}; they count with IoU 0 and the worst distances, 1414.2`,
    `[${100 * bootstrap.level} % bootstrap interval of the mean, ${bootstrap.draws} draws, seed ${bootstrap.seed}]; distances on images of 1000 x 1000`,
  ];
  return `${[...tables.map((table) => columns(table).join('\n')), notes.join('\n')].join('\n\n')}\n`;
}

const percent = (value: number): string => (100 * value).toFixed(2);
const hundredths = (value: number): string => value.toFixed(2);
const tenths = (value: number): string => value.toFixed(1);

export const shown = (value: number | null, text: (value: number) => string): string =>
  value === null ? 'no data' : text(value);

export function withInterval(value: number | null, interval: Interval | null, text: (value: number) => string): string {
  return `${shown(value, text)}${interval ? ` [${text(interval.low)}, ${text(interval.high)}]` : ''}`;
}
