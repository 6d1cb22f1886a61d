import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { harnessVersion } from '../harness/run/surroundings.ts';
import type { PolicySpec } from '../harness/types.ts';
import type { PolicyAddress } from './address.ts';

/**
 * Changes with everything that may make a built-in policy act otherwise: its options, what it asks for, the release of the
 * harness (and so the packages it pins) and the text of its modules. Equal on every start of one checkout; the sources and
 * what is built of them are two texts, so a policy run by `tsx` is another one than the same policy from `dist/`.
 * @param modules the policy's own modules, relative to `agents/` and without extension: `oracle/oracle`
 */
export async function fingerprint(
  { name, url, options }: PolicyAddress,
  modules: readonly string[],
  spec: Omit<PolicySpec, 'fingerprint'>,
): Promise<string> {
  const code = await textsOf(modules.map(moduleUrl));
  const whole = [name, url, [...options].sort(), spec, await harnessVersion(), code];
  return createHash('sha256').update(JSON.stringify(whole)).digest('hex').slice(0, 16);
}

/** The file that runs: `.ts` beside the sources, `.js` beside what is built. */
function moduleUrl(module: string): URL {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  return new URL(`./${module}${extension}`, import.meta.url);
}

/** Texts of modules and of every module of ours that they import, in the order of their addresses. */
async function textsOf(entries: readonly URL[]): Promise<readonly string[]> {
  const texts = new Map<string, string>();
  const visit = async (url: URL): Promise<void> => {
    if (texts.has(url.href)) return;
    texts.set(url.href, '');
    const text = await readFile(url, 'utf8');
    texts.set(url.href, text);
    await Promise.all(importsIn(text).map((specifier) => visit(new URL(specifier, url))));
  };
  await Promise.all(entries.map(visit));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

/** Relative imports that are there when the code runs: not those of types. */
const IMPORT = /^(?:import|export)\s(?!type\b)[^;'"]*?from\s*['"](\.[^'"]+)['"]|\bimport\s*\(\s*['"](\.[^'"]+)['"]/gm;

const importsIn = (text: string): string[] =>
  [...text.matchAll(IMPORT)].map(([, stated, dynamic]) => (stated ?? dynamic)!);
