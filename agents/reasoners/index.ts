import { OPENAI_OPTIONS } from './openai/options.ts';
import { PATIENCE } from './patience.ts';
import type { ReasonerSource } from './source.ts';

/** How a reasoner is named, told and opened; `place` is what stands after `@`. */
export interface ReasonerEntry {
  readonly summary: string;
  /** Options with their defaults. */
  readonly options: Readonly<Record<string, string>>;
  source(place: string | null, options: Readonly<Record<string, string>>): Promise<ReasonerSource>;
}

function entry<K extends string>(
  summary: string,
  options: Readonly<Record<K, string>>,
  source: (place: string | null, options: Readonly<Record<K, string>>) => Promise<ReasonerSource>,
): ReasonerEntry {
  return { summary, options, source };
}

/** Every reasoner by name. A new one is a file and a line here. */
export const REASONERS: Readonly<Record<string, ReasonerEntry>> = {
  'vla-r1': entry('VLA-R1 behind its released server: vla-r1@http://host:port', PATIENCE, async (place, options) =>
    (await import('./vla-r1.ts')).vlaR1Source(place, options),
  ),
  openai: entry(
    'any OpenAI-compatible vision server (vLLM, ...): openai@http://host:8000/v1?model=NAME',
    OPENAI_OPTIONS,
    async (place, options) => (await import('./openai/openai.ts')).openAiSource(place, options),
  ),
  replay: entry(
    'recorded answers, for the same run again without a server: replay@runs/<id>/answers.jsonl',
    {},
    async (place) => (await import('./replay/replay.ts')).replaySource(place),
  ),
};
