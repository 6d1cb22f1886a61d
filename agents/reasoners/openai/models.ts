/** Which models a server has. */
import { HarnessError } from '../../../harness/errors.ts';
import { didYouMean, listed } from '../../../harness/suggest.ts';
import type { HttpClient } from '../http/client.ts';
import { asObject, jsonObject } from '../json.ts';

export interface Model {
  readonly id: string;
  /** Where vLLM loaded it from; null where a server does not tell. */
  readonly root: string | null;
}

/**
 * The wanted model as the server names it; the only one it has when none is named.
 * @throws `E_POLICY` for a model that the server does not have
 */
export async function findModel(client: HttpClient, wanted: string): Promise<Model> {
  const reply = await client.getIfThere('/models');
  const models = reply === null ? null : modelsIn(reply);
  if (models === null && wanted !== '') return { id: wanted, root: null };
  const found = wanted === '' ? onlyOf(models ?? []) : models!.find(({ id }) => id === wanted);
  return (
    found ??
    unknown(
      wanted,
      (models ?? []).map(({ id }) => id),
    )
  );
}

const onlyOf = (models: readonly Model[]): Model | undefined => (models.length === 1 ? models[0] : undefined);

/** Null for a reply that is no list of models: some gateways have a page of their own there. */
function modelsIn(reply: string): readonly Model[] | null {
  const data = jsonObject(reply)?.data;
  if (!Array.isArray(data)) return null;
  return data.flatMap((each) => {
    const { id, root } = asObject(each) ?? {};
    return typeof id === 'string' ? [{ id, root: typeof root === 'string' ? root : null }] : [];
  });
}

function unknown(wanted: string, known: readonly string[]): never {
  const got = wanted === '' ? 'none' : `'${wanted}'`;
  throw new HarnessError('E_POLICY', `policy 'openai', option model: expected one of ${listed(known)}, got ${got}`, {
    hint: didYouMean(wanted, known),
  });
}
