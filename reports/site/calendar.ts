/** Times on an axis, in days since 1970: numbers of a size that a chart can reckon with. */
export const DAY_MS = 86_400_000;

export const dayOf = (timeMs: number): number => timeMs / DAY_MS;

interface Tick {
  readonly at: number;
  readonly text: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Steps between ticks, in days, up to four weeks; longer spans go by months. */
const DAY_STEPS = [1, 2, 7, 14, 28];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];

/** At most `most` dates within a span of days, at steps that a calendar has. UTC. */
export function dateTicks(from: number, to: number, most: number): Tick[] {
  const step = DAY_STEPS.find((days) => (to - from) / days <= most);
  return step ? byDays(from, to, step) : byMonths(from, to, most);
}

/** Weeks start on Monday: day 4 was one. */
function byDays(from: number, to: number, step: number): Tick[] {
  const anchor = step % 7 === 0 ? 4 : 0;
  const first = Math.ceil((from - anchor) / step) * step + anchor;
  const ticks: Tick[] = [];
  for (let at = first; at <= to; at += step) ticks.push({ at, text: dayText(at) });
  return ticks;
}

function byMonths(from: number, to: number, most: number): Tick[] {
  const [first, last] = [monthOf(from), monthOf(to)];
  const step = MONTH_STEPS.find((months) => (last - first) / months <= most) ?? 120;
  const ticks: Tick[] = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) {
    const at = dayOf(Date.UTC(Math.floor(month / 12), month % 12, 1));
    if (at >= from && at <= to) ticks.push({ at, text: `${MONTHS[month % 12]} ${Math.floor(month / 12)}` });
  }
  return ticks;
}

function monthOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** "3 Nov" */
function dayText(day: number): string {
  const date = new Date(day * DAY_MS);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}
