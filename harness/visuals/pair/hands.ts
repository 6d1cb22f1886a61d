/** The two threads as the renderer knows them. */
import { HarnessError } from '../../errors.ts';
import type { Hand } from '../../render/hand.ts';
import { Stripes } from '../../render/stripes.ts';
import type { Desk } from './desk.ts';
import { LAID, reached, tell } from './signals.ts';

export const ASKER = 0;
export const PARTNER = 1;
/** Far longer than any picture takes. */
export const PATIENCE_MS = 20_000;

export function handAt({ signals, map }: Desk, index: typeof ASKER | typeof PARTNER, turn: () => number): Hand {
  return {
    stripes: new Stripes(index, 2),
    map,
    laid: () => tell(signals, LAID[index], turn()),
    awaitLaid: () => {
      if (!reached(signals, LAID[index === ASKER ? PARTNER : ASKER], turn(), PATIENCE_MS)) throw silent();
    },
  };
}

export const silent = (): HarnessError =>
  new HarnessError('E_TIMEOUT', `the other drawing thread said nothing within ${PATIENCE_MS} ms`);
