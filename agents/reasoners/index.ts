import { OPENAI_OPTIONS } from './openai/options.ts';
import { PATIENCE } from './patience.ts';
import type { ReasonerSource } from './source.ts';

/** How a reasoner is named, told and opened; `place` is what stands after `@`. */
export interface ReasonerEntry {
  readonly summary: string;
  /** Options with their defaults. */
  readonly options: Readonly<Record<string, string>>;
  /** Its file, relative to `agents/`. */
  readonly module: string;
  source(place: string | null, options: Readonly<Record<string, string>>): Promise<ReasonerSource>;
}

/** Lets each source say exactly which options it takes. */
function entry<K extends string>({ source, ...rest }: Told<K>): ReasonerEntry {
  return { ...rest, source };
}

interface Told<K extends string> extends Omit<ReasonerEntry, 'options' | 'source'> {
  readonly options: Readonly<Record<K, string>>;
  source(place: string | null, options: Readonly<Record<K, string>>): Promise<ReasonerSource>;
}

/** Every reasoner that is reached elsewhere, by name. A new one is a file and an entry here. */
export const REASONERS: Readonly<Record<string, ReasonerEntry>> = {
  'vla-r1': entry({
    summary: 'VLA-R1 behind its released server: vla-r1@http://host:port',
    module: 'reasoners/vla-r1',
    options: PATIENCE,
    source: async (place, options) => (await import('./vla-r1.ts')).vlaR1Source(place, options),
  }),
  openai: entry({
    summary: 'any OpenAI-compatible vision server (vLLM, ...): openai@http://host:8000/v1?model=NAME',
    module: 'reasoners/openai/openai',
    options: OPENAI_OPTIONS,
    source: async (place, options) => (await import('./openai/openai.ts')).openAiSource(place, options),
  }),
  replay: entry({
    summary: 'recorded answers, for the same run again without a server: replay@runs/<id>/answers.jsonl',
    module: 'reasoners/replay/replay',
    options: {},
    source: async (place) => (await import('./replay/replay.ts')).replaySource(place),
  }),
};
