/** An object out of a text; null for what is none. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  const object = typeof value === 'object' && value !== null && !Array.isArray(value);
  return object ? (value as Readonly<Record<string, unknown>>) : null;
}
