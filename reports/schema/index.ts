import { z } from 'zod';
import { episodeRecordSchema } from '../../harness/record/episode-record.ts';
import { rulesForm } from '../gate/rules.ts';
import { baselineSchema } from './baseline.ts';
import { comparisonSchema } from './comparison.ts';
import { gateSchema } from './gate.ts';
import { historySchema } from './history.ts';
import { summarySchema } from './summary.ts';

export interface PublishedSchema {
  /** Name of the file under `schemas/`. */
  readonly file: string;
  readonly title: string;
  readonly schema: z.ZodType;
  /** What a person writes, defaults left out: for editors. */
  readonly written?: boolean;
}

/** Every form that reports read or write, as it is published. */
export const SCHEMAS: readonly PublishedSchema[] = [
  { file: 'episode-record.schema.json', title: 'One attempt: a line of episodes.jsonl', schema: episodeRecordSchema },
  { file: 'summary.schema.json', title: 'Summary of a run: summary.json', schema: summarySchema },
  { file: 'comparison.schema.json', title: 'Comparison of policies: compare.json', schema: comparisonSchema },
  { file: 'baseline.schema.json', title: 'Baseline of a gate: harness baseline bless', schema: baselineSchema },
  { file: 'verdict.schema.json', title: 'Verdict of a gate: harness gate --json', schema: gateSchema },
  { file: 'history.schema.json', title: 'Published runs of a site: history.json', schema: historySchema },
  { file: 'gate.schema.json', title: 'Rules of a gate', schema: rulesForm, written: true },
];

/** The JSON Schema of one form (draft 2020-12; of what a person writes draft 7, which editors know), as text with a final newline. */
export function jsonSchemaText({ title, schema, written = false }: PublishedSchema): string {
  const form = z.toJSONSchema(schema, {
    io: written ? 'input' : 'output',
    target: written ? 'draft-7' : 'draft-2020-12',
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  });
  return `${JSON.stringify({ title, ...form }, null, 2)}\n`;
}
