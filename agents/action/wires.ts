import { GR00T_OPTIONS } from '../gr00t/options.ts';
import { ONNX_OPTIONS } from '../onnx/options.ts';
import { OPENPI_OPTIONS } from '../openpi/options.ts';
import { STARVLA_OPTIONS } from '../starvla/options.ts';
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
  gr00t: wire({
    summary: "GR00T's own policy server: gr00t@tcp://host:5555",
    options: GR00T_OPTIONS,
    map: 'gr00t',
    module: 'gr00t/gr00t',
    source: async (place, options) => (await import('../gr00t/gr00t.ts')).gr00tSource(place, options),
  }),
  openpi: wire({
    summary: 'openpi policy server: openpi@ws://host:8000',
    options: OPENPI_OPTIONS,
    map: 'libero-own-frames',
    module: 'openpi/openpi',
    source: async (place, options) => (await import('../openpi/openpi.ts')).openpiSource(place, options),
  }),
  starvla: wire({
    summary: 'starVLA policy server: starvla@ws://host:10093',
    options: STARVLA_OPTIONS,
    map: 'starvla',
    module: 'starvla/starvla',
    source: async (place, options) => (await import('../starvla/starvla.ts')).starvlaSource(place, options),
  }),
  onnx: wire({
    summary: 'a model in this process, described by a card beside it: onnx@model.onnx',
    options: ONNX_OPTIONS,
    map: 'ours',
    module: 'onnx/onnx',
    source: async (place, options) => (await import('../onnx/onnx.ts')).onnxSource(place, options),
  }),
};
