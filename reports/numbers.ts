import { counted } from '../harness/counted.ts';
import type { Paired, Rate } from './schema/summary.ts';

/** 12345 -> "12,345". */
export const count = (value: number): string => value.toLocaleString('en-US');

/** A fraction as percent: 0.954 -> "95 %", or "95.4 %" with one decimal. Rounding never makes 100 or 0 of anything else. */
export function percent(fraction: number | null, decimals = 0): string {
  return fraction === null ? 'no data' : `${bare(fraction, decimals)} %`;
}

/** An interval of fractions in percent: "83–99"; empty without data. */
export function range({ low, high }: Pick<Rate, 'low' | 'high'>, decimals = 0): string {
  return low === null || high === null ? '' : `${bare(low, decimals)}–${bare(high, decimals)}`;
}

/** A difference of fractions in percentage points with its sign: "+12", "−3", "0". */
export function points(difference: number): string {
  const rounded = Math.round(Math.abs(difference) * 100);
  if (rounded === 0) return '0';
  return `${difference < 0 ? '−' : '+'}${rounded}`;
}

/** "−12 [−30, +4]"; a dash where no pair has data. */
export function paired({ difference, low, high }: Pick<Paired, 'difference' | 'low' | 'high'>): string {
  if (difference === null || low === null || high === null) return '–';
  return `${points(difference)} [${points(low)}, ${points(high)}]`;
}

/** What an interval rests on: "20 independent seeds", or "60 seeds worth 24" where they carry unequal numbers of conditions. */
export function seedsText({ seeds, worth }: Pick<Rate, 'seeds' | 'worth'>): string {
  const equal = Math.floor(worth + 1e-9);
  return equal < seeds ? `${count(seeds)} seeds worth ${count(equal)}` : counted(seeds, 'independent seed');
}

/** Seconds for people: "8 s", "3 min 20 s", "2 h 05 min". */
export function duration(sec: number): string {
  const whole = Math.max(0, Math.round(sec));
  if (whole < 60) return `${whole} s`;
  const min = Math.floor(whole / 60);
  if (min < 60) return `${min} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(min / 60)} h ${String(min % 60).padStart(2, '0')} min`;
}

function bare(fraction: number, decimals: number): string {
  const unit = 10 ** -decimals;
  const value = Number((fraction * 100).toFixed(decimals));
  const inside = fraction > 0 && fraction < 1 ? Math.min(100 - unit, Math.max(unit, value)) : value;
  return inside.toFixed(decimals);
}

/** Two digits: 0.036 ms, 42 ms, 1.2 s. */
export function milliseconds(ms: number | null): string {
  if (ms === null) return 'no data';
  if (ms >= 1000) return `${Number((ms / 1000).toPrecision(2))} s`;
  return `${Number(ms.toPrecision(2))} ms`;
}

/** 812 B, 301 kB, 1.2 MB. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
