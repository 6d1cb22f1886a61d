import { availableParallelism } from 'node:os';
import { blocksOf } from '../../../plan/outline.ts';
import { type PlanPiece, pieceOf } from '../../../record/plan-piece.ts';
import { type Design, drawnAt } from '../design.ts';
import type { PlanChoice } from '../options.ts';
import { DrawingThread } from './drawing-thread.ts';

/** A plan of fewer episodes is drawn before a thread is ready. */
const WORTH_THREADS = 20_000;
const MOST_THREADS = 8;

export const isLarge = ({ share }: Design): boolean => share.planned >= WORTH_THREADS;

/**
 * A plan in its order, piece by piece, none of it held; a large one drawn by as many threads as there are cores: the bytes are
 * the same.
 * @throws HarnessError E_SCENARIO, E_POLICY, E_SIMULATOR
 */
export function piecesOf(
  choice: PlanChoice,
  design: Design,
  threads = isLarge(design) ? Math.min(availableParallelism(), MOST_THREADS) : 1,
): AsyncGenerator<PlanPiece> {
  return threads > 1 ? drawnByThreads(choice, design, threads) : drawnHere(design);
}

async function* drawnHere(design: Design): AsyncGenerator<PlanPiece> {
  for (const block of blocksOf(design.share.places())) yield pieceOf(drawnAt(block, design));
}

async function* drawnByThreads(
  choice: PlanChoice,
  { meeting, recipe }: Design,
  count: number,
): AsyncGenerator<PlanPiece> {
  const order = { choice, meeting, recipe, threads: count };
  const threads = Array.from({ length: count }, (_, thread) => new DrawingThread({ ...order, thread }));
  try {
    for (let turn = 0; ; turn++) {
      const piece = await threads[turn % count]!.next();
      if (piece === null) return;
      yield piece;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}
