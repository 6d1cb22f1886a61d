import { GR00T_OPTIONS } from '../gr00t/options.ts';
import { LEROBOT_OPTIONS } from '../lerobot/options.ts';
import { ONNX_OPTIONS } from '../onnx/options.ts';
import { OPENPI_OPTIONS } from '../openpi/options.ts';
import { PROTOCOL_OPTIONS } from '../process/options.ts';
import { PYTHON_OPTIONS } from '../python/options.ts';
import { STARVLA_OPTIONS } from '../starvla/options.ts';
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
    map: 'libero',
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
  lerobot: wire({
    summary: "LeRobot's policy server: lerobot@host:8080?type=pi05&pretrained=NAME",
    options: LEROBOT_OPTIONS,
    map: 'lerobot',
    module: 'lerobot/lerobot',
    source: async (place, options) => (await import('../lerobot/lerobot.ts')).lerobotSource(place, options),
  }),
  onnx: wire({
    summary: 'a model in this process, described by a card beside it: onnx@model.onnx',
    options: ONNX_OPTIONS,
    map: 'ours',
    module: 'onnx/onnx',
    source: async (place, options) => (await import('../onnx/onnx.ts')).onnxSource(place, options),
  }),
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
