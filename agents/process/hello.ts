/** What a policy says of itself before anything is asked of it. */
import { z } from 'zod';
import type { ModelDeclaration } from '../action/model.ts';
import { PROTOCOL } from './messages.ts';

const length = z.int().min(-1);

const declares = z.strictObject({
  images: z.record(z.string(), z.array(length).length(3)).optional(),
  state: z.record(z.string(), length).optional(),
  actionDim: z.int().min(1).optional(),
  chunk: z.int().min(1).optional(),
});

/** Kept as it came: what can be told in JSON. */
const plain = z.json();

const hello = z.object({
  protocol: z.literal(PROTOCOL, {
    error: ({ input }) => `expected ${PROTOCOL}, got ${JSON.stringify(input) ?? 'none'}`,
  }),
  policy: z.object({ name: z.string().min(1) }).catchall(plain),
  map: plain.nullish(),
  declares: declares.nullish(),
});

export interface Hello {
  /** Its name and whatever else decides its answers. */
  readonly policy: Readonly<Record<string, unknown>> & { readonly name: string };
  /** Its policy map; undefined where it brings none. */
  readonly map: unknown;
  readonly declares: ModelDeclaration;
}

/** @throws Error: what was expected and what came */
export function helloIn(reply: unknown): Hello {
  const said = hello.safeParse(reply);
  if (said.success) {
    const { policy, map, declares: declared } = said.data;
    return { policy, map: map ?? undefined, declares: withoutUndefined(declared ?? {}) };
  }
  const { path, message } = said.error.issues[0]!;
  throw new Error(`hello${path.length > 0 ? `.${path.join('.')}` : ''}: ${message}`);
}

const withoutUndefined = (declared: z.infer<typeof declares>): ModelDeclaration =>
  Object.fromEntries(Object.entries(declared).filter(([, value]) => value !== undefined));
