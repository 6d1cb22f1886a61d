const LONGEST = 60;
const ITEMS = 4;

/** A value of an answer for a message: never longer than a line, however long or deep the value. */
export function brief(value: unknown): string {
  const line = typeof value === 'string' ? value.slice(0, 4 * LONGEST).replaceAll(/\s+/g, ' ') : shown(value, 2);
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line;
}

function shown(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST));
  if (typeof value !== 'object' || value === null) return String(value);
  const list = Array.isArray(value);
  const entries = list ? value.slice(0, ITEMS) : Object.keys(value).slice(0, ITEMS);
  const parts = depth === 0 ? ['...'] : entries.map((each) => (list ? shown(each, depth - 1) : String(each)));
  const more = depth > 0 && (list ? value : Object.keys(value)).length > ITEMS ? ', ...' : '';
  return list ? `[${parts.join(', ')}${more}]` : `{${parts.join(', ')}${more}}`;
}
