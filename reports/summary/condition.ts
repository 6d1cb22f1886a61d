import { type Assignment, cellKey, type Plan, type PlannedEpisode, type Unsupported } from '../input.ts';

/** A cell of the plan: one condition of one scenario. */
export interface Condition {
  readonly key: string;
  readonly scenarioId: string;
  readonly conditionId: string;
  /** Null for nominal; joined by `+` for a declared pair. */
  readonly factor: string | null;
  readonly level: string | null;
  readonly control: boolean;
  readonly unsupported: string | null;
}

/** The conditions of a plan in its order; those without episodes, because nothing can carry them, come last. */
export function conditionsOf({ episodes, unsupported }: Plan): Condition[] {
  const reasons = new Map(unsupported.map((each) => [cellKey(each), each.reason]));
  const found = new Map<string, Condition>();
  for (const each of [...episodes, ...unsupported]) {
    const key = cellKey(each);
    if (!found.has(key)) found.set(key, condition(each, reasons.get(key) ?? null));
  }
  return [...found.values()];
}

function condition(each: PlannedEpisode | Unsupported, unsupported: string | null): Condition {
  const { scenarioId, conditionId, assignments, control } = each;
  const joined = (part: keyof Assignment): string | null => assignments.map((one) => one[part]).join('+') || null;
  const [factor, level] = [joined('factor'), joined('level')];
  return { key: cellKey(each), scenarioId, conditionId, factor, level, control, unsupported };
}
