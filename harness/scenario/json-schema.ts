import { z } from 'zod';
import { scenarioFile, setup } from './schema/scenario.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema | boolean;
  readonly [key: string]: unknown;
}

/** The JSON Schema of scenario files, for editors: completion, explanation and checks while writing. */
export function scenarioJsonSchema(): Schema {
  const schema = jsonSchema(scenarioFile);
  const { description, ...mapping } = schema.properties!.robot!;
  const { factors } = schema.properties!;
  const robot = { description, anyOf: [{ type: 'string' }, mapping] };
  return {
    title: 'vla-harness scenario',
    ...schema,
    properties: { ...schema.properties, robot, factors: withLevels(factors!) },
    definitions: { ...(schema.definitions as object), level: levelSchema() },
  };
}

/** The file as it is committed. */
export function scenarioSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}

const jsonSchema = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as Schema;

/** Each factor by name, so that an editor offers them; `additionalProperties` alone would not. */
function withLevels(factors: Schema): Schema {
  const { propertyNames, additionalProperties: _, ...rest } = factors;
  const names = (propertyNames as { enum: string[] }).enum;
  const levels = { type: 'object', additionalProperties: { $ref: '#/definitions/level' } };
  const described = names.map((name) => [name, { ...levels, description: `Levels of ${name}, mildest first.` }]);
  return { ...rest, properties: Object.fromEntries(described), additionalProperties: false };
}

/** A level: every dot path into the setup, with the description and the values that stand at its end. */
function levelSchema(): Schema {
  const { properties = {} } = jsonSchema(setup);
  const control = {
    type: 'boolean',
    description: 'A negative control: it is judged by the nominal goal, which its instruction does not ask for.',
  };
  const fixed: Record<string, Schema> = { control };
  const patterns: Record<string, Schema> = {};
  for (const [path, schema] of Object.entries(properties).flatMap(([key, value]) => paths([key], value))) {
    if (path.includes(ANY_NAME))
      patterns[`^${path.replaceAll('.', '\\.').replaceAll(ANY_NAME, '[A-Za-z][A-Za-z0-9_]*')}$`] = schema;
    else fixed[path] = schema;
  }
  return {
    type: 'object',
    minProperties: 1,
    properties: fixed,
    patternProperties: patterns,
    additionalProperties: false,
  };
}

const ANY_NAME = '<name>';

function paths(at: readonly string[], schema: Schema): [string, Schema][] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => paths([...at, key], value));
  const { additionalProperties: named } = schema;
  const entries = typeof named === 'object' ? paths([...at, ANY_NAME], named) : [];
  return [[at.join('.'), schema], ...inner, ...entries];
}
