/** NVIDIA's GR00T behind its own server: msgpack over ZeroMQ. */
import { HarnessError } from '../../harness/errors.ts';
import { canonicalJson } from '../../harness/record/canonical.ts';
import type { ActionModel, ActionModelSource, ModelAnswer, ModelDeclaration, ModelRequest } from '../action/model.ts';
import { Shelf } from '../wire/shelf.ts';
import { policyChanged } from '../wire/trouble.ts';
import { actionsOf } from './actions.ts';
import { Endpoint } from './endpoint.ts';
import { type ModalityConfigs, readModalities } from './modality.ts';
import { dataOf, type Frames } from './observation.ts';
import { type Form, type GR00T_OPTIONS, type Gr00tOptions, gr00tOptions } from './options.ts';

/** All that decides how a server is spoken to. */
interface Manner {
  readonly form: Form;
  readonly frames: Frames;
  readonly actionKeys: readonly string[];
}

/**
 * Asks the server what it looks at and what it answers.
 * @throws `E_POLICY` for a wrong address or option; `E_UNREACHABLE`, `E_TIMEOUT`, `E_POLICY_SERVER` for the server
 */
export async function gr00tSource(
  place: string | null,
  texts: Readonly<Record<keyof typeof GR00T_OPTIONS, string>>,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<ActionModelSource> {
  const options = gr00tOptions(place, texts, variables);
  const { endpoint, configs } = await connected(options);
  endpoint.close();
  const manner = mannerOf(options, configs);
  return {
    identity: ['gr00t', manner, configs.of],
    metadata: { form: manner.form, modalities: configs.of },
    declares: declarationOf(configs),
    timeoutMs: options.endpoint.timeoutMs,
    open: async () => {
      const again = await connected(options);
      refuseAnother(again, configs);
      return new Gr00t(again.endpoint, manner);
    },
  };
}

class Gr00t implements ActionModel {
  readonly #endpoint: Endpoint;
  readonly #manner: Manner;
  readonly #shelf = new Shelf();

  constructor(endpoint: Endpoint, manner: Manner) {
    this.#endpoint = endpoint;
    this.#manner = manner;
  }

  async begin(): Promise<void> {
    if (this.#manner.form !== 'n1.5') await this.#endpoint.call('reset', { options: null });
  }

  async infer(request: ModelRequest): Promise<ModelAnswer> {
    const { form, frames, actionKeys } = this.#manner;
    this.#shelf.begin();
    const data = dataOf(request, form, frames, this.#shelf.reserve);
    const { value, timing } = await this.#endpoint.call('get_action', data);
    try {
      return {
        actions: actionsOf(value, form, actionKeys),
        timing,
        instructionSent: request.instruction?.text ?? null,
      };
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      throw this.#endpoint.unexpected('get_action', error.message, { hint: error.hint, cause: error });
    }
  }

  async end(): Promise<void> {}

  async close(): Promise<void> {
    this.#endpoint.close();
  }
}

async function connected({
  endpoint: options,
}: Gr00tOptions): Promise<{ endpoint: Endpoint; configs: ModalityConfigs }> {
  const endpoint = await Endpoint.connect(options);
  try {
    const { value } = await endpoint.call('get_modality_config');
    return { endpoint, configs: readModalities(value) };
  } catch (error) {
    endpoint.close();
    throw error;
  }
}

function mannerOf({ form, actionKeys, repeatsHistory }: Gr00tOptions, { form: told, of }: ModalityConfigs): Manner {
  const framesOf = (modality: 'video' | 'state'): number => {
    const indices = of[modality]?.deltaIndices ?? [0];
    if (repeatsHistory || (indices.length === 1 && indices[0] === 0)) return indices.length;
    const expected = 'a server that looks at the present only (delta_indices [0])';
    throw new HarnessError('E_POLICY', `policy 'gr00t': expected ${expected}, got ${modality} [${indices}]`, {
      hint: 'history=repeat sends the present for the moments before',
    });
  };
  const frames = { video: framesOf('video'), state: framesOf('state') };
  const chosen = actionKeys.length > 0 ? checked(actionKeys, of.action?.keys) : (of.action?.keys ?? []);
  return { form: form ?? told ?? 'n1.6', frames, actionKeys: chosen };
}

function checked(given: readonly string[], known: readonly string[] | undefined): readonly string[] {
  const keys = given.map((key) => key.replace(/^action\./, ''));
  const unknown = known && keys.find((key) => !known.includes(key));
  if (!unknown) return keys;
  throw new HarnessError(
    'E_POLICY',
    `policy 'gr00t', option actionKeys: expected some of ${known.join(', ')}, got '${unknown}'`,
  );
}

function declarationOf({ of }: ModalityConfigs): ModelDeclaration {
  const named = <T>(modality: 'video' | 'state', value: T) =>
    of[modality] && Object.fromEntries(of[modality].keys.map((key) => [`${modality}.${key}`, value]));
  return {
    images: named('video', [-1, -1, 3]),
    state: named('state', -1),
    instructions: of.language?.keys,
    chunk: of.action?.deltaIndices.length,
  };
}

/** What answered to the first episodes must answer to all of them. */
function refuseAnother(
  { endpoint, configs }: { endpoint: Endpoint; configs: ModalityConfigs },
  first: ModalityConfigs,
): void {
  if (canonicalJson(configs.of) === canonicalJson(first.of)) return;
  endpoint.close();
  throw policyChanged(endpoint.server, first.of, configs.of);
}
