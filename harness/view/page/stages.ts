import type { ViewedEpisode } from '../payload.ts';

/** A stretch of an episode under one name. */
export interface Stage {
  readonly name: string;
  readonly from: number;
}

/** Stages as the policy named them, each where it began; the same name over again is one stage. */
export function stagesOf({ record }: Pick<ViewedEpisode, 'record'>): Stage[] {
  const begun = record.stages.filter(({ name }, i) => name !== record.stages[i - 1]?.name);
  return begun.map(({ name, step }) => ({ name, from: step }));
}

export const stageAt = (stages: readonly Stage[], step: number): Stage | null =>
  stages.findLast(({ from }) => from <= step) ?? null;
