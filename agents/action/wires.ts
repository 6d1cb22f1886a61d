import { PROTOCOL_OPTIONS } from '../process/options.ts';
import { PYTHON_OPTIONS } from '../python/options.ts';
import { VLA_EVAL_OPTIONS } from '../vla-eval/options.ts';
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
export const WIRES: Readonly<Record<string, WireEntry>> = {
  process: wire({
    summary: 'any program that speaks our policy protocol: process@command, process@ws://host:port',
    options: PROTOCOL_OPTIONS,
    map: 'ours',
    module: 'process/process',
    source: async (place, options) => (await import('../process/process.ts')).processSource(place, options),
  }),
  python: wire({
    summary: "a Python class of one's own with reset and act: python@policy.py:MyPolicy, python@module:Class",
    options: PYTHON_OPTIONS,
    map: 'ours',
    module: 'python/python',
    source: async (place, options) => (await import('../python/python.ts')).pythonSource(place, options),
  }),
  'vla-eval': wire({
    summary: 'any vla-eval model server: vla-eval@ws://host:port',
    options: VLA_EVAL_OPTIONS,
    map: 'vla-eval',
    module: 'vla-eval/vla-eval',
    source: async (place, options) => (await import('../vla-eval/vla-eval.ts')).vlaEvalSource(place, options),
  }),
};
