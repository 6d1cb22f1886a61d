import { z } from 'zod';
import { policyMapSchema } from './schema.ts';

/** The JSON Schema of policy maps as it is committed, for editors. */
export function policyMapSchemaText(): string {
  const schema = z.toJSONSchema(policyMapSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'vla-harness policy map', ...schema }, null, 2)}\n`;
}
