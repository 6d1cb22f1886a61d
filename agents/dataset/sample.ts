import type { Library } from '../../harness/library/library.ts';
import type { Vec3 } from '../../harness/types.ts';
import type { Pointing } from '../grounding/answer.ts';
import type { Thoughts } from '../reasoners/answer-text.ts';
import type { Thing } from './things.ts';

/** A question about one picture, and the right answer with the way to it. */
export interface Sample {
  readonly kind: Pointing['kind'];
  /** Name in the scene of the thing that is asked about, and of the place it goes to. */
  readonly about: string;
  readonly goal: string | null;
  /** Of what is asked about. */
  readonly hiddenFraction: number;
  readonly instruction: string;
  readonly thoughts: Thoughts;
  readonly pointing: Pointing;
}

/** A built scene as far as samples need to know it. */
export interface Studied {
  readonly things: readonly Thing[];
  /** Tool centre point. */
  readonly tool: Vec3;
  /** Models, colours, textures and looks in it that training does not see. */
  readonly heldOut: readonly string[];
  readonly library: Library;
}
