/** Entry of a thread that draws blocks of a plan: one for each message that asks for the next. */
import { parentPort, workerData } from 'node:worker_threads';
import { HarnessError } from '../../../errors.ts';
import { blocksOf } from '../../../plan/outline.ts';
import { type PlanPiece, pieceOf } from '../../../record/plan-piece.ts';
import { everyNth } from '../../../run/shard.ts';
import { designOf, drawnAt, load } from '../design.ts';
import { type Drawing, type DrawingOrder, sentError } from './order.ts';

const pieces = drawnPieces(workerData as DrawingOrder);
parentPort!.on('message', () => send(next()));

function* drawnPieces({ choice, meeting, recipe, thread, threads }: DrawingOrder): Generator<PlanPiece> {
  const design = designOf(choice, load(choice), meeting);
  if (design.recipe !== recipe) throw new HarnessError('E_SCENARIO', 'the suite was changed while its plan was drawn');
  const own = everyNth(blocksOf(design.share.places()), { index: thread + 1, of: threads });
  for (const block of own) yield pieceOf(drawnAt(block, design));
}

function next(): Drawing {
  try {
    const { value, done } = pieces.next();
    return done ? { kind: 'end' } : { kind: 'piece', piece: value };
  } catch (error) {
    return { kind: 'error', error: sentError(error) };
  }
}

function send(drawing: Drawing): void {
  parentPort!.postMessage(drawing, drawing.kind === 'piece' ? [drawing.piece.lines.buffer as ArrayBuffer] : []);
}
