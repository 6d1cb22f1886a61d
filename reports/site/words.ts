import { percent, range } from '../numbers.ts';
import type { HistoryRun } from '../schema/history.ts';
import type { Rate } from '../schema/summary.ts';

/** "94.2 % (196/208), 95 % interval 67.8–99.2"; "no data" without a valid episode. */
export function rateInWords(rate: Rate): string {
  if (rate.rate === null) return percent(null);
  return `${percent(rate.rate, 1)} (${rate.k}/${rate.n}), 95 % interval ${range(rate, 1)}`;
}

/** "ood, baseline" */
export const runInWords = ({ suite, policy }: HistoryRun): string => `${suite}, ${policy.name}`;

/** "24 success, 3 failure": the five outcomes and what was planned. */
export function countsInWords({ counts }: HistoryRun): string {
  const { planned, success, failure, infraError, invalid, notRun } = counts;
  const parts = [
    `${success} success`,
    `${failure} failure`,
    `${infraError} infra error`,
    `${invalid} invalid`,
    `${notRun} not run`,
  ];
  return `${planned} planned: ${parts.join(', ')}`;
}

/** "2026-11-25 04:39": UTC. */
export const minuteOf = (time: string): string => time.slice(0, 16).replace('T', ' ');

/** "2026-11-25": UTC. */
export const dateOf = (time: string): string => time.slice(0, 10);
