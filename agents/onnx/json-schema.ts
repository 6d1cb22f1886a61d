import { z } from 'zod';
import { cardSchema } from './card.ts';

/** The JSON Schema of cards as it is committed, for editors. */
export function onnxCardSchemaText(): string {
  const schema = z.toJSONSchema(cardSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'vla-harness card of an ONNX model', ...schema }, null, 2)}\n`;
}
