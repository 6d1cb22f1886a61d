import type { ScoredAffordance, ScoredRow, ScoredTrajectory } from '../../../agents/grounding/score/row.ts';
import { bootstrap, type Interval, mean } from '../../../reports/statistics/index.ts';
import type { JudgeScore } from './judge-score.ts';

/** A mean with the bootstrap interval of its rows; both null without rows. */
export interface Estimate {
  readonly mean: number | null;
  readonly interval: Interval | null;
}

type Means<Key extends string> = { readonly n: number } & { readonly [K in Key]: number | null } & {
  readonly intervals: { readonly [K in Key]: Interval | null };
};

/** Fractions; an answer that points nowhere has the worst values. */
export type AffordanceScore = Means<'iou' | 'giou' | 'reward' | 'paperReward'> & {
  /** Median of predicted / true area over the answers with a box. */
  readonly areaRatio: number | null;
};

/** Distances on the paper's scale: images of 1000 by 1000. */
export type TrajectoryScore = Means<'dfd' | 'hd' | 'rmse' | 'average' | 'reward' | 'paperReward'>;

export interface Score {
  readonly affordance: AffordanceScore;
  readonly trajectory: TrajectoryScore;
  /** Fraction of the answers in the format to the letter. */
  readonly formatRate: number | null;
  /** Answers that point nowhere, those that say that nothing is there among them, and questions without an answer. */
  readonly unparseable: number;
  readonly missing: number;
  readonly reasoning: ReasoningScore;
  readonly bootstrap: { readonly seed: number; readonly draws: number; readonly level: number };
  readonly rows: readonly ScoredRow[];
}

export interface ReasoningScore {
  /** Answers with a thought. */
  readonly n: number;
  /** Fraction of them that name all four steps. */
  readonly allSteps: number | null;
  readonly medianWords: number | null;
  /** Thoughts by language; those that cannot be told under `unknown`. */
  readonly languages: Readonly<Record<string, number>>;
  /** Null where no judge was asked. */
  readonly judge: JudgeScore | null;
}

const DRAWS = 2000;
const LEVEL = 0.95;

export function scoreOf(
  rows: readonly ScoredRow[],
  missing: number,
  seed: number,
  judge: JudgeScore | null = null,
): Score {
  const boxes = rows.filter((row): row is ScoredAffordance => row.kind === 'affordance');
  const paths = rows.filter((row): row is ScoredTrajectory => row.kind === 'trajectory');
  const ratios = boxes.map(({ areaRatio }) => areaRatio).filter((ratio) => ratio !== null);
  return {
    affordance: { ...means(boxes, ['iou', 'giou', 'reward', 'paperReward'], seed), areaRatio: median(ratios) },
    trajectory: means(paths, ['dfd', 'hd', 'rmse', 'average', 'reward', 'paperReward'], seed),
    formatRate: mean(rows.map(({ wellFormed }) => (wellFormed ? 1 : 0))),
    unparseable: rows.filter(({ problem, absent }) => problem !== null || absent).length,
    missing,
    reasoning: reasoningOf(rows, judge),
    bootstrap: { seed, draws: DRAWS, level: LEVEL },
    rows,
  };
}

function reasoningOf(rows: readonly ScoredRow[], judge: JudgeScore | null): ReasoningScore {
  const checks = rows.flatMap(({ reasoning }) => reasoning ?? []);
  const languages: Record<string, number> = {};
  for (const { language } of checks) languages[language ?? 'unknown'] = (languages[language ?? 'unknown'] ?? 0) + 1;
  return {
    n: checks.length,
    allSteps: mean(checks.map(({ missingSteps }) => (missingSteps.length === 0 ? 1 : 0))),
    medianWords: median(checks.map(({ words }) => words)),
    languages,
    judge,
  };
}

function means<Key extends string>(
  rows: readonly Readonly<Record<Key, number>>[],
  keys: readonly Key[],
  seed: number,
): Means<Key> {
  const each = keys.map(
    (key) =>
      [
        key,
        estimate(
          rows.map((row) => row[key]),
          seed,
        ),
      ] as const,
  );
  const values = Object.fromEntries(each.map(([key, value]) => [key, value.mean]));
  const intervals = Object.fromEntries(each.map(([key, value]) => [key, value.interval]));
  return { n: rows.length, ...values, intervals } as Means<Key>;
}

export function estimate(values: readonly number[], seed: number): Estimate {
  return { mean: mean(values), interval: bootstrap(values, mean, { seed, draws: DRAWS, level: LEVEL }) };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
