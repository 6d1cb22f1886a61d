import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HarnessError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import { encodePayload, type ViewedEpisode } from './payload.ts';

/**
 * The page with its episode inside: one HTML text that needs no network and no other file.
 * Nothing of a record becomes markup: it lies in base64, and the page's own policy admits only the script and the style
 * that were built with it.
 */
export async function documentOf(viewed: ViewedEpisode): Promise<string> {
  const [html, script, style] = await Promise.all(['page.html', 'page.js', 'page.css'].map(built));
  const parts: Record<string, string> = {
    policy: `default-src 'none'; script-src '${source(script!)}'; style-src '${source(style!)}'; img-src data:; base-uri 'none'; form-action 'none'`,
    style: style!,
    script: script!,
    episode: gzipSync(encodePayload(viewed)).toString('base64'),
  };
  return html!.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name]!);
}

/** What a content security policy calls an inline script or style. */
const source = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

async function built(name: string): Promise<string> {
  const file = join(packageRoot(), 'dist', 'harness', 'view', 'page', name);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new HarnessError('E_USAGE', `expected the built page in ${file}, got none`, {
      hint: 'npm run build',
      cause,
    });
  }
}
