import { HarnessError } from '../../harness/errors.ts';
import { checkedMap, type LoadedMap, loadMap } from './map/load.ts';
import type { ActionModelSource } from './model.ts';

/** Options of every action policy, beside those of its wire; an empty one is the map's or the wire's own. */
export const ACTION_OPTIONS = {
  map: '',
  horizon: '',
  /** Which weights these are, in any words: a part of the fingerprint, for servers that do not tell it themselves. */
  model: '',
} as const;

export type ActionOptions = Readonly<Record<keyof typeof ACTION_OPTIONS, string>>;
export type MapOptions = Pick<ActionOptions, 'map' | 'horizon'>;

/** The map that was asked for, else the one that the model brings, else the wire's own; with the horizon that was asked for. */
export async function mapOf(
  policy: string,
  { map: asked, horizon }: MapOptions,
  { map: brought }: ActionModelSource,
  usual: string,
): Promise<LoadedMap> {
  const own = () => (brought === undefined ? loadMap(usual) : checkedMap(brought, `of policy '${policy}'`));
  const { from, map } = await (asked === '' ? own() : loadMap(asked));
  return { from, map: horizon === '' ? map : { ...map, horizon: wholeNumber(policy, horizon) } };
}

function wholeNumber(policy: string, text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new HarnessError(
    'E_POLICY',
    `policy '${policy}', option horizon: expected a whole number of at least 0, got '${text}'`,
  );
}
