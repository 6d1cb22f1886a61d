import { type Entry, isValid } from '../pairing/index.ts';
import type { Rule, Rules } from './rules.ts';

/** One thing to decide: a rule over some episodes. */
export interface Check {
  /** `rule`, or `rule: factor` where a rule makes several. */
  readonly name: string;
  readonly ruleName: string;
  readonly rule: Rule;
  readonly includes: (entry: Entry) => boolean;
}

const WORDS = ['all', 'nominal', 'each_factor', 'each_level'];

export const factorOf = ({ assignments }: Entry): string | null =>
  assignments.map(({ factor }) => factor).join('+') || null;
export const levelOf = ({ assignments }: Entry): string | null =>
  assignments.map(({ factor, level }) => `${factor}=${level}`).join('+') || null;

/** What `over` may be, given the episodes of a baseline. */
export function scopesOf(entries: readonly Entry[]): string[] {
  return [...new Set([...WORDS, ...entries.flatMap((entry) => [factorOf(entry) ?? [], levelOf(entry) ?? []].flat())])];
}

/** The checks of a gate: `each_factor` and `each_level` are one for each that the baseline has a valid outcome of. */
export function checksOf({ rules }: Rules, baseline: readonly Entry[]): Check[] {
  const measured = baseline.filter((entry) => !entry.control && isValid(entry));
  const several = { each_factor: factorOf, each_level: levelOf } as const;
  return Object.entries(rules).flatMap(([ruleName, rule]): Check[] => {
    const nameOf = Object.hasOwn(several, rule.over) ? several[rule.over as keyof typeof several] : null;
    if (!nameOf) return [{ name: ruleName, ruleName, rule, includes: scope(rule.over) }];
    const names = new Set(measured.flatMap((entry) => nameOf(entry) ?? []));
    return [...names].map((name) => ({ name: `${ruleName}: ${name}`, ruleName, rule, includes: scope(name) }));
  });
}

/** Negative controls are judged only where one is named. */
function scope(over: string): Check['includes'] {
  if (over === 'all') return ({ control }) => !control;
  if (over === 'nominal') return ({ assignments }) => assignments.length === 0;
  if (over.includes('=')) return (entry) => levelOf(entry) === over;
  return (entry) => !entry.control && factorOf(entry) === over;
}
