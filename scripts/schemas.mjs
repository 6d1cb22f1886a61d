// Writes schemas/*.schema.json from the zod schemas: `npm run schemas`. Tests keep the committed files current.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

const unregister = register();
const { scenarioSchemaText } = await import('../harness/scenario/json-schema.ts');
const { policyMapSchemaText } = await import('../agents/action/map/json-schema.ts');
const { onnxCardSchemaText } = await import('../agents/onnx/json-schema.ts');
const { jsonSchemaText, SCHEMAS } = await import('../reports/schema/index.ts');

const texts = [
  ['scenario.schema.json', scenarioSchemaText()],
  ['policy-map.schema.json', policyMapSchemaText()],
  ['onnx-card.schema.json', onnxCardSchemaText()],
  ...SCHEMAS.map((each) => [each.file, jsonSchemaText(each)]),
];
for (const [name, text] of texts) {
  const file = fileURLToPath(new URL(`../schemas/${name.split('/').at(-1)}`, import.meta.url));
  writeFileSync(file, text);
  process.stdout.write(`wrote ${file}\n`);
}
await unregister();
