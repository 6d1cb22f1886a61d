const LONGEST = 200;

/** Somebody else's words for a message: one line of a bounded length. */
export function brief(text: string): string {
  const line = text
    .slice(0, 4 * LONGEST)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line;
}
