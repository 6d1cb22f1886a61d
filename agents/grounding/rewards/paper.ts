import type { ParsedAnswer, Pointing } from '../answer.ts';
import { giou } from '../metrics/box.ts';
import { inImage } from '../metrics/open-loop.ts';
import { ORIENTED_FRECHET_LIMIT, orientedFrechet } from '../metrics/oriented-frechet.ts';
import type { Reward } from './reward.ts';

/**
 * The reward as arXiv 2510.01623 describes it. Affordance: GIoU, in [-1, 1]. Trajectory: 1 - normalised ALAF, in [0, 1].
 * Format: 1 for `<think>` and then `<output>` with JSON, else 0. Total: their sum.
 *
 * Ours, as the paper leaves it open: the sum has no weights; ALAF is divided by `ORIENTED_FRECHET_LIMIT` and cut at 1; an
 * answer that points nowhere, or at the other kind of thing, earns the least there is (-1 and 0), so that no box is ever
 * worse than none.
 */
export function paperReward(answer: ParsedAnswer, truth: Pointing): Reward {
  const task = taskReward(answer.pointing, truth);
  const format = answer.wellFormed ? 1 : 0;
  return { task, format, total: task + format };
}

function taskReward(said: Pointing | null, truth: Pointing): number {
  if (truth.kind === 'affordance') return said?.kind === 'affordance' ? giou(said.box, truth.box) : -1;
  if (said?.kind !== 'trajectory') return 0;
  return trajectoryReward(inImage(said.trajectory), truth.trajectory);
}

/** 1 - min(1, ALAF / limit), in [0, 1]; the same in both forms. */
export function trajectoryReward(...paths: Parameters<typeof orientedFrechet>): number {
  return 1 - Math.min(1, orientedFrechet(...paths) / ORIENTED_FRECHET_LIMIT);
}
