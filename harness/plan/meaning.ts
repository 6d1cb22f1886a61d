import { keepText } from '../record/canonical.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { Intent, Predicate } from '../types.ts';
import type { Member } from './cast.ts';
import { instructionText, intentOf } from './instruction.ts';
import { successOf } from './success.ts';

/** What a policy is told, what the words ask for, and when it is done. */
export interface Meaning {
  readonly instruction: string;
  readonly intent: Intent;
  readonly success: Predicate;
}

export function meaningOf(setup: Setup, members: readonly Member[]): Meaning {
  return {
    instruction: instructionText(setup, members),
    intent: keepText(intentOf(setup, members)),
    success: keepText(successOf(setup, members)),
  };
}
