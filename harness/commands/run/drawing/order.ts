/** What passes between a run and the threads that draw its plan. */
import { type ErrorDetails, HarnessError } from '../../../errors.ts';
import type { PlanPiece } from '../../../record/plan-piece.ts';
import type { Meeting } from '../design.ts';
import type { PlanChoice } from '../options.ts';

/** One thread draws every so manieth block, from its own on. */
export interface DrawingOrder {
  readonly choice: PlanChoice;
  readonly meeting: Meeting;
  /** What the thread reads from the files must come to this. */
  readonly recipe: string;
  /** From 0. */
  readonly thread: number;
  readonly threads: number;
}

export type Drawing =
  | { readonly kind: 'piece'; readonly piece: PlanPiece }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly error: SentError };

interface SentError extends Pick<ErrorDetails, 'hint' | 'location'> {
  readonly code: string;
  readonly message: string;
}

/** An error of ours loses its class between threads. A bug stays what it is. */
export function sentError(error: unknown): SentError {
  if (!(error instanceof HarnessError)) throw error;
  const { code, message, hint, location } = error;
  return { code, message, ...(hint ? { hint } : {}), ...(location ? { location } : {}) };
}

export const receivedError = ({ code, message, ...details }: SentError): HarnessError =>
  new HarnessError(code, message, details);
