/** What `openai@...` was told, as exact types. */
import { HarnessError } from '../../../harness/errors.ts';
import { NONE, OptionValues } from '../option-values.ts';
import { patienceOf } from '../patience.ts';
import { releasedPrompt } from '../prompt.ts';
import { serverAddress } from '../server-address.ts';
import { UNITS, type Unit } from '../source.ts';
import type { OPENAI_OPTIONS, OpenAiOptions } from './options.ts';
import { type PromptOf, readTemplate } from './template.ts';

/** Fields of the request; null is not sent. */
export interface Sampling {
  readonly temperature: number | null;
  readonly top_p: number | null;
  readonly repetition_penalty: number | null;
  readonly max_tokens: number | null;
}

/** US dollars per million tokens. */
export interface Price {
  readonly prompt: number;
  readonly answer: number;
}

export interface Settings {
  readonly base: string;
  /** Empty: whichever the server has, if it has one. */
  readonly model: string;
  readonly sampling: Sampling;
  /** Mixed with the seed of the episode; null sends none. */
  readonly seed: number | 'episode' | null;
  readonly detail: string | null;
  readonly apiKey: string | null;
  readonly price: Price | null;
  readonly prompt: PromptOf;
  /** Text of the template; null for the released prompt. */
  readonly template: string | null;
  readonly unit: Unit;
  readonly timeoutMs: number;
  readonly retries: number;
}

const NAME = 'openai';
const DEFAULT_KEY = 'OPENAI_API_KEY';
const ANY_SEED = { least: 0, most: 2 ** 31 - 1, whole: true };

export async function settingsOf(
  url: string | null,
  options: OpenAiOptions,
  environment: NodeJS.ProcessEnv,
): Promise<Settings> {
  const values = new OptionValues(NAME, options);
  const template = options.template ? await readTemplate(options.template) : null;
  return {
    base: serverAddress(NAME, url),
    model: options.model,
    sampling: samplingOf(values),
    seed: options.seed === 'episode' ? 'episode' : values.numberOrNone('seed', ANY_SEED),
    detail: options.detail === NONE ? null : values.oneOf('detail', ['auto', 'low', 'high']),
    apiKey: apiKeyOf(options.apiKeyEnv, environment),
    price: priceOf(values),
    prompt: template?.prompt ?? releasedPrompt,
    template: template?.text ?? null,
    unit: values.oneOf('coordinates', UNITS),
    ...patienceOf(values),
  };
}

type Values = OptionValues<keyof typeof OPENAI_OPTIONS>;

function samplingOf(values: Values): Sampling {
  return {
    temperature: values.numberOrNone('temperature', { least: 0, most: 2 }),
    top_p: values.numberOrNone('top_p', { least: 0, most: 1 }),
    repetition_penalty: values.numberOrNone('repetition_penalty', { least: 0, most: 2 }),
    max_tokens: values.numberOrNone('max_tokens', { least: 1, most: 1_000_000, whole: true }),
  };
}

function priceOf(values: Values): Price | null {
  const range = { least: 0, most: 1_000_000 };
  const [prompt, answer] = [values.numberOrNone('pricePrompt', range), values.numberOrNone('priceAnswer', range)];
  return prompt === null && answer === null ? null : { prompt: prompt ?? 0, answer: answer ?? 0 };
}

/** A key that somebody typed in place of the name of its variable must not be repeated in a message. */
function apiKeyOf(named: string, environment: NodeJS.ProcessEnv): string | null {
  if (named === '') return environment[DEFAULT_KEY] ? keyIn(DEFAULT_KEY, environment) : null;
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(named) || /^sk[-_]/.test(named)) {
    throw new HarnessError(
      'E_POLICY',
      `policy '${NAME}', option apiKeyEnv: expected the name of an environment variable`,
      {
        hint: `such as ${DEFAULT_KEY}; the key itself never goes on a command line`,
      },
    );
  }
  return keyIn(named, environment);
}

/** What cannot stand in a header is refused here: the library's own complaint would quote it. */
function keyIn(name: string, environment: NodeJS.ProcessEnv): string {
  const key = environment[name]?.trim() ?? '';
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const got = key === '' ? 'nothing' : 'characters that no key has';
  throw new HarnessError('E_POLICY', `policy '${NAME}', option apiKeyEnv: expected a key in $${name}, got ${got}`);
}
