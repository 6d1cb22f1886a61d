/** What a GR00T server says of its own inputs and outputs: `get_modality_config`. */
import { HarnessError } from '../../harness/errors.ts';
import { isWords } from './message.ts';

export const MODALITIES = ['video', 'state', 'action', 'language'] as const;
export type Modality = (typeof MODALITIES)[number];

export interface ModalityConfig {
  /** Without the modality in front: `front`, `arm`; those of language as they are. */
  readonly keys: readonly string[];
  /** Control steps from now of each frame of one input, or each row of an answer. */
  readonly deltaIndices: readonly number[];
}

export interface ModalityConfigs {
  /** N1.5 says it as text, later ones as a map: so one may be told from the other. Null where nothing is said. */
  readonly form: 'n1.5' | 'n1.6' | null;
  /** A server need not tell. */
  readonly of: Readonly<Partial<Record<Modality, ModalityConfig>>>;
}

/** @throws `E_POLICY_SERVER` for what cannot be read */
export function readModalities(reply: unknown): ModalityConfigs {
  if (!isWords(reply)) throw malformed('a map of modalities', reply);
  const told = MODALITIES.filter((name) => reply[name] !== undefined && reply[name] !== null);
  const read = told.map((name) => [name, configOf(name, reply[name])] as const);
  const texts = told.map((name) => isWords(reply[name]) && typeof reply[name].as_json === 'string');
  return { form: texts.length === 0 ? null : texts[0] ? 'n1.5' : 'n1.6', of: Object.fromEntries(read) };
}

function configOf(modality: Modality, value: unknown): ModalityConfig {
  const config = plain(value);
  const { delta_indices: indices, modality_keys: keys } = isWords(config) ? config : {};
  if (!isListOf(indices, Number.isInteger) || !isListOf(keys, (key) => typeof key === 'string'))
    throw malformed(`${modality}: {delta_indices, modality_keys}`, value);
  const prefix = `${modality}.`;
  const bare = (keys as string[]).map((key) => (key.startsWith(prefix) ? key.slice(prefix.length) : key));
  return { keys: bare, deltaIndices: indices as number[] };
}

/** Both markers and both forms that are known. */
function plain(value: unknown): unknown {
  const json = isWords(value) ? (value.as_json ?? value) : value;
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json);
  } catch {
    throw malformed('JSON', json);
  }
}

const isListOf = (value: unknown, is: (each: unknown) => boolean): boolean => Array.isArray(value) && value.every(is);

const malformed = (expected: string, got: unknown): HarnessError =>
  new HarnessError(
    'E_POLICY_SERVER',
    `modality config: expected ${expected}, got ${JSON.stringify(got)?.slice(0, 120)}`,
  );
