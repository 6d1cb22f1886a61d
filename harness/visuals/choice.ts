/** Who draws what policies see: the harness, from the simulator's description of the scene, or the simulator. */
import { HarnessError } from '../errors.ts';
import { RENDERER_VERSION } from '../render/version.ts';
import { didYouMean, listed } from '../suggest.ts';
import type { DrawingThreads } from './local-sources.ts';

export type RendererChoice =
  | {
      readonly by: 'harness';
      readonly antialias: 1 | 2;
      /** That draw one frame together; null is `threadsFor`. The pictures are the same. */
      readonly threads: 1 | 2 | null;
    }
  | { readonly by: 'simulator' }
  /** The harness where the simulator describes its scenes, else the simulator. */
  | { readonly by: 'either' };

const NAMES = ['harness', 'simulator'];

/**
 * `harness`, `harness?antialias=2&threads=1` or `simulator`; nothing is either.
 * @throws HarnessError E_USAGE: expected, got
 */
export function parseRenderer(text: string | undefined): RendererChoice {
  if (text === undefined) return { by: 'either' };
  const [name = '', query = ''] = text.split(/\?(.*)/s, 2);
  if (name === 'simulator' && query === '') return { by: 'simulator' };
  if (name === 'harness') return { by: 'harness', ...optionsOf(query) };
  throw new HarnessError('E_USAGE', `--renderer: expected one of ${listed(NAMES)}, got '${text}'`, {
    hint: didYouMean(name, NAMES),
  });
}

function optionsOf(query: string): { antialias: 1 | 2; threads: 1 | 2 | null } {
  const options = new URLSearchParams(query);
  const fits = [...options].every(([key, value]) => OPTIONS.includes(key) && (value === '1' || value === '2'));
  if (!fits) {
    throw new HarnessError('E_USAGE', `--renderer harness: expected antialias=1 or 2, threads=1 or 2, got '${query}'`);
  }
  const threads = options.get('threads');
  return {
    antialias: options.get('antialias') === '2' ? 2 : 1,
    threads: threads === null ? null : threads === '2' ? 2 : 1,
  };
}

const OPTIONS = ['antialias', 'threads'];

/**
 * Threads that draw one frame together. While it is drawn its simulator and its policy wait: the only worker of a machine
 * with two cores may have both. Of several each has a thread of its own, which takes memory enough.
 */
export function threadsFor(choice: RendererChoice, workers: number, cores: number): DrawingThreads {
  const chosen = choice.by === 'harness' ? choice.threads : null;
  return chosen ?? (workers === 1 && cores > 1 ? 'either' : 1);
}

export function rendererName(antialias: 1 | 2): string {
  return `harness ${RENDERER_VERSION}${antialias === 2 ? ', antialias 2' : ''}`;
}
