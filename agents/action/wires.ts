import type { ActionModelSource, WireEntry } from './model.ts';

/** Lets each source say exactly which options it takes. */
export function wire<K extends string>({ source, ...rest }: Told<K>): WireEntry {
  return { ...rest, source };
}

interface Told<K extends string> extends Omit<WireEntry, 'options' | 'source'> {
  readonly options: Readonly<Record<K, string>>;
  source(place: string | null, options: Readonly<Record<K, string>>): Promise<ActionModelSource>;
}

/** Every way to a model that answers with actions, by name. A new one is a folder and an entry here. */
export const WIRES: Readonly<Record<string, WireEntry>> = {};
