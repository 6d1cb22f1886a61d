import { distance } from 'fastest-levenshtein';

/** The known word that a misspelt one most likely stands for; null when none is near (a third of its letters may be wrong). */
export function nearest(word: string, known: readonly string[]): string | null {
  const lower = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const between = distance(lower, candidate.toLowerCase());
    if (between < bestDistance) [best, bestDistance] = [candidate, between];
  }
  return best;
}

/** `did you mean "pick"?`, or undefined: the hint of an error about an unknown word. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const best = nearest(word, known);
  return best === null ? undefined : `did you mean "${best}"?`;
}

/** Known words for a message: at most `limit` of them, then how many more there are. */
export function listed(known: readonly string[], limit = 40): string {
  if (known.length === 0) return 'none';
  const shown = known.slice(0, limit).join(', ');
  return known.length > limit ? `${shown} and ${known.length - limit} more` : shown;
}
