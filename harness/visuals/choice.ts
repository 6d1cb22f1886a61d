/** Who draws what policies see: the harness, from the simulator's description of the scene, or the simulator. */
import { HarnessError } from '../errors.ts';
import { RENDERER_VERSION } from '../render/version.ts';
import { didYouMean, listed } from '../suggest.ts';

export type RendererChoice =
  | { readonly by: 'harness'; readonly antialias: 1 | 2 }
  | { readonly by: 'simulator' }
  /** The harness where the simulator describes its scenes, else the simulator. */
  | { readonly by: 'either' };

const NAMES = ['harness', 'simulator'];

/**
 * `harness`, `harness?antialias=2` or `simulator`; nothing is either.
 * @throws HarnessError E_USAGE: expected, got
 */
export function parseRenderer(text: string | undefined): RendererChoice {
  if (text === undefined) return { by: 'either' };
  const [name = '', query = ''] = text.split(/\?(.*)/s, 2);
  if (name === 'simulator' && query === '') return { by: 'simulator' };
  if (name === 'harness') return { by: 'harness', antialias: antialiasOf(query) };
  throw new HarnessError('E_USAGE', `--renderer: expected one of ${listed(NAMES)}, got '${text}'`, {
    hint: didYouMean(name, NAMES),
  });
}

function antialiasOf(query: string): 1 | 2 {
  if (query === '' || query === 'antialias=1') return 1;
  if (query === 'antialias=2') return 2;
  throw new HarnessError('E_USAGE', `--renderer harness: expected antialias=1 or antialias=2, got '${query}'`);
}

export function rendererName(antialias: 1 | 2): string {
  return `harness ${RENDERER_VERSION}${antialias === 2 ? ', antialias 2' : ''}`;
}
