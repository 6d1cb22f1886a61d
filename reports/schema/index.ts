import { z } from 'zod';
import { episodeRecordSchema } from '../../harness/record/episode-record.ts';
import { comparisonSchema } from './comparison.ts';
import { summarySchema } from './summary.ts';

export interface PublishedSchema {
  /** Name of the file under `schemas/`. */
  readonly file: string;
  readonly title: string;
  readonly schema: z.ZodType;
}

/** Every form that reports read or write, as it is published. */
export const SCHEMAS: readonly PublishedSchema[] = [
  { file: 'episode-record.schema.json', title: 'One attempt: a line of episodes.jsonl', schema: episodeRecordSchema },
  { file: 'summary.schema.json', title: 'Summary of a run: summary.json', schema: summarySchema },
  { file: 'comparison.schema.json', title: 'Comparison of policies: compare.json', schema: comparisonSchema },
];

/** The JSON Schema (draft 2020-12) of one form, as text with a final newline. */
export function jsonSchemaText({ title, schema }: PublishedSchema): string {
  const form = z.toJSONSchema(schema, { override: ({ jsonSchema }) => void delete jsonSchema.readOnly });
  return `${JSON.stringify({ title, ...form }, null, 2)}\n`;
}
