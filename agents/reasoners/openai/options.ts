import { NONE } from '../option-values.ts';
import { PATIENCE } from '../patience.ts';

/** Names of sampling options are those of the server's own fields; `none` leaves a field out. */
export const OPENAI_OPTIONS = {
  model: '',
  temperature: '0',
  top_p: NONE,
  repetition_penalty: NONE,
  max_tokens: '2048',
  seed: 'episode',
  detail: NONE,
  apiKeyEnv: '',
  pricePrompt: NONE,
  priceAnswer: NONE,
  template: '',
  coordinates: 'fraction',
  ...PATIENCE,
};

export type OpenAiOptions = Readonly<Record<keyof typeof OPENAI_OPTIONS, string>>;
