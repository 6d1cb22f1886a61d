import { z } from 'zod';

const instructed = z.object({ instruction: z.string().min(1) });
const conversed = z.object({ conversations: z.array(z.object({ from: z.string(), value: z.string() })) });

/** The words that asked, beside a truth: `instruction`, or the last question of `conversations`; null without either. */
export function requestIn(value: object): string | null {
  const told = instructed.safeParse(value);
  if (told.success) return told.data.instruction;
  const talked = conversed.safeParse(value);
  return talked.data?.conversations.findLast(({ from }) => from === 'human')?.value ?? null;
}
