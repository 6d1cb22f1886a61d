/** What workers say to the coordinator as it happens. */
import { z } from 'zod';

const word = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('result'), id: z.string() }),
  z.object({ kind: z.literal('started'), episodeId: z.string(), attempt: z.int(), worker: z.int() }),
]);

export type Word = Readonly<z.infer<typeof word>>;

/** Null for what is none: a channel is open to everybody. */
export function readWord(text: string): Word | null {
  try {
    return word.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
