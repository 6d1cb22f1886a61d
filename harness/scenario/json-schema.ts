import { z } from 'zod';
import { scenarioFile } from './schema/scenario.ts';

/** The JSON Schema of scenario files, for editors: completion, explanation and checks while writing. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioFile, { io: 'input', target: 'draft-7' }) as {
    properties: Record<string, { description?: string }>;
  };
  const { description, ...mapping } = schema.properties.robot!;
  return {
    title: 'vla-harness scenario',
    ...schema,
    properties: { ...schema.properties, robot: { description, anyOf: [{ type: 'string' }, mapping] } },
  };
}

/** The file as it is committed. */
export function scenarioSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}
