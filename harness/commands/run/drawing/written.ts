import { counted } from '../../../counted.ts';
import { HarnessError } from '../../../errors.ts';
import type { Manifest } from '../../../record/manifest.ts';
import type { Execution } from '../execution.ts';
import { isLarge, piecesOf } from './pieces.ts';

/** Draws the plan into its folder, unless it is there. @returns null where it was stopped before the plan was whole */
export async function written({
  options,
  chosen,
  draft,
  prepared,
  reporter,
  stop,
}: Execution): Promise<Manifest | null> {
  if (chosen.resumes) return chosen.resumes;
  if (await chosen.folder.readManifest()) throw madeMeanwhile(chosen.folder.path);
  if (isLarge(prepared)) reporter.note(`drawing ${counted(prepared.share.planned, 'episode')}`);
  try {
    return await chosen.folder.writePlan(draft, unlessStopped(piecesOf(options, prepared), stop));
  } catch (error) {
    if (error !== stop.reason) throw error;
    reporter.note('stopped while the plan was drawn: nothing was run');
    return null;
  }
}

/** Between the choice of the folder and its lock. */
const madeMeanwhile = (path: string): HarnessError =>
  new HarnessError('E_LOCKED', `another process has begun a run in ${path} meanwhile`, { hint: 'repeat the command' });

async function* unlessStopped<T>(pieces: AsyncIterable<T>, stop: AbortSignal): AsyncGenerator<T> {
  for await (const piece of pieces) {
    stop.throwIfAborted();
    yield piece;
  }
}
