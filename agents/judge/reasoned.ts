import { sectionsOf } from '../grounding/parse/sections.ts';

/** One answer with a thought, and what it answers. */
export interface Reasoned {
  /** The words that asked for it. */
  readonly request: string;
  readonly thought: string;
  /** What was said after the thought. */
  readonly answer: string;
}

/** Null for an answer without a thought: there is nothing to judge. */
export function reasonedIn(request: string, text: string): Reasoned | null {
  const { thought, said } = sectionsOf(text);
  return thought === null ? null : { request, thought, answer: said.trim() };
}
