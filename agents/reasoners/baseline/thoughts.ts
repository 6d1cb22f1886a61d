/** What the baseline saw and why it points where it does, in the four steps of an answer. */
import type { PointingKind } from '../../grounding/answer.ts';
import type { Thoughts } from '../answer-text.ts';
import type { Candidate } from './candidates.ts';
import { COLOR_WORDS } from './colors.ts';
import type { Found } from './find.ts';
import type { Named } from './request.ts';

interface Matter {
  readonly kind: PointingKind;
  readonly instruction: string;
  readonly named: Named | null;
  readonly candidates: readonly Candidate[];
  readonly found: Found | null;
}

const WIDEST_GRIP_M = 0.074;

export function thoughtsOf({ kind, instruction, named, candidates, found }: Matter): Thoughts {
  const parsing = named
    ? `"${instruction}" is about the ${named.phrase}.`
    : `"${instruction}" names nothing that I know.`;
  const seen = `${candidates.length} things stand out of the table: ${candidates.map(described).join('; ') || 'none'}.`;
  const where = found
    ? `${named!.phrase}: ${placed(found)}.`
    : `${named?.phrase ?? 'what is asked for'} is not present.`;
  const last = found ? feasible(found) : 'there is nothing to act on.';
  return kind === 'affordance' ? [parsing, seen, where, last] : [parsing, where, seen, last];
}

function described({ colors, longM, shortM, heightM, floats }: Candidate): string {
  const main = COLOR_WORDS.reduce((a, b) => (colors[b] > colors[a] ? b : a));
  const size = [longM, shortM, heightM].map((metres) => Math.round(metres * 100)).join(' x ');
  return `${main}, ${size} cm${floats ? ', in the air' : ''}`;
}

function placed({ box, fit }: Found): string {
  const at = `at (${box.x.toFixed(2)}, ${box.y.toFixed(2)})`;
  if (!fit) return `a patch of that colour on the table ${at}`;
  return `the best fit is the ${described(fit.candidate)} ${at}, colour ${percent(fit.color)}, size ${percent(fit.shape)}`;
}

function feasible({ fit }: Found): string {
  if (!fit || fit.candidate.longM > 0.12) return 'it is large enough to put something there.';
  const { shortM } = fit.candidate;
  const fits = shortM < WIDEST_GRIP_M ? 'fits between the fingers' : 'is wide for the fingers';
  return `${Math.round(shortM * 1000)} mm ${fits}; the way straight is taken.`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
