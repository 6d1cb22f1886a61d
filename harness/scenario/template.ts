/** What a placeholder may ask of an object besides its noun phrase. */
export const ATTRIBUTES = ['noun', 'color', 'category', 'synonym'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** `{others[0].color}` as parts; `attribute` null asks for the noun phrase. */
export interface Placeholder {
  readonly text: string;
  readonly entry: string;
  /** Which of a group; null for a single object or a zone. */
  readonly index: number | null;
  readonly attribute: string | null;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const INSIDE = /^([A-Za-z][A-Za-z0-9_]*?)(?:\[(\d{1,2})\])?(?:\.([A-Za-z]+))?$/;

/** Placeholders of an instruction in the order of the text; one that cannot be read has an empty entry. */
export function placeholdersOf(instruction: string): Placeholder[] {
  return [...instruction.matchAll(PLACEHOLDER)].map(([text, inside]) => {
    const parts = INSIDE.exec(inside!.trim());
    if (!parts) return { text, entry: '', index: null, attribute: null };
    return {
      text,
      entry: parts[1]!,
      index: parts[2] === undefined ? null : Number(parts[2]),
      attribute: parts[3] ?? null,
    };
  });
}

/** The name in the scene that a placeholder stands for: `others[0]` is the body `others0`. */
export function bodyNamed({ entry, index }: Placeholder): string {
  return index === null ? entry : `${entry}${index}`;
}

/** The instruction with each placeholder replaced by what `words` gives for it. */
export function fillIn(instruction: string, words: (placeholder: Placeholder) => string): string {
  const found = placeholdersOf(instruction).values();
  return instruction.replace(PLACEHOLDER, () => words(found.next().value as Placeholder));
}
