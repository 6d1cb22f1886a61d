/** The card beside an ONNX file: what its inputs and outputs mean, and the numbers that it was trained in. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { HarnessError } from '../../harness/errors.ts';
import { checkedYaml } from '../../harness/scenario/checked-yaml.ts';
import type { Source } from '../../harness/scenario/source.ts';
import { policyMapSchema } from '../action/map/schema.ts';

export const CODE = 'E_POLICY';

const numbers = z.array(z.number().min(-1e9).max(1e9)).min(1).max(4096);

const NORMAL_KEYS = {
  mean: numbers.optional().describe('Subtracted; one number for all, or one for each channel or column.'),
  std: z.array(z.number().gt(0).max(1e9)).min(1).max(4096).optional().describe('Divides after that.'),
  min: numbers.optional().describe('Becomes -1.'),
  max: numbers.optional().describe('Becomes 1.'),
};

interface NormalNumbers {
  readonly mean?: readonly number[] | undefined;
  readonly std?: readonly number[] | undefined;
  readonly min?: readonly number[] | undefined;
  readonly max?: readonly number[] | undefined;
}

/** mean with std, min with max, one of the two or none. */
function paired({ mean, std, min, max }: NormalNumbers): boolean {
  const [byMean, byRange] = [mean !== undefined, min !== undefined];
  if (byMean !== (std !== undefined) || byRange !== (max !== undefined)) return false;
  if (byMean && byRange) return false;
  return byMean ? mean!.length === std!.length : !byRange || growing(min!, max!);
}

const growing = (min: readonly number[], max: readonly number[]): boolean =>
  min.length === max.length && min.every((low, i) => low < max[i]!);

const PAIRED = 'expected mean and std, or min and max (each min below its max), of equal length, or none of the four';

const input = z
  .strictObject({
    from: z.string().min(1).optional().describe('Key of the policy map that goes in. Default: the name of the input.'),
    ...NORMAL_KEYS,
  })
  .refine(paired, PAIRED);

const output = z
  .strictObject({ name: z.string().min(1).describe('Name of the output with the actions.'), ...NORMAL_KEYS })
  .refine(paired, PAIRED);

export const cardSchema = z.strictObject({
  description: z.string().max(4000).optional().describe('What the model is, and how it was trained.'),
  map: policyMapSchema.describe('Policy map: pictures, state and words that it gets, and what its actions mean.'),
  inputs: z.record(z.string(), input).describe('Inputs of the ONNX model by name.'),
  output: output.describe('The output that holds the actions, [T, D] after leading ones.'),
  chunk: z.int().min(1).max(10000).describe('Actions in one answer: T.'),
});

export type Card = z.infer<typeof cardSchema>;
export type CardInput = Card['inputs'][string];
export type Normal = NormalNumbers;

export interface ReadCard {
  readonly card: Card;
  readonly source: Source;
  readonly bytes: Uint8Array;
}

/** @throws `E_POLICY` for no card, or one with a mistake, at its line */
export async function readCard(file: string): Promise<ReadCard> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new HarnessError(CODE, `expected the card of the model in ${file}, got ${cause.code}`, {
      hint: 'docs/policies.md says what a card holds; ?card=<file> names another',
      cause,
    });
  });
  const { value, source } = checkedYaml(bytes, file, cardSchema, CODE);
  return { card: value, source, bytes };
}
