/** A prompt's template: a text file with placeholders. Braces around anything but a word (JSON, say) are text. */
import { readFile } from 'node:fs/promises';
import { HarnessError, type Location } from '../../../harness/errors.ts';
import { didYouMean } from '../../../harness/suggest.ts';
import type { PointingKind } from '../../grounding/answer.ts';
import { RELEASED_SUFFIX } from '../prompt.ts';

export type PromptOf = (kind: PointingKind, instruction: string) => string;

export interface Template {
  readonly text: string;
  readonly prompt: PromptOf;
}

/** `{kind}` is `affordance` or `trajectory`; `{format}` what VLA-R1 is told of its answer's form. */
const VALUES = {
  instruction: (_, instruction) => instruction,
  kind: (kind) => kind,
  format: (kind) => RELEASED_SUFFIX[kind].trim(),
} satisfies Readonly<Record<string, PromptOf>>;

const KNOWN = Object.keys(VALUES);
const PLACEHOLDER = /\{([A-Za-z_]\w*)\}/g;
const LONGEST = 65_536;

/** @throws `E_POLICY` with file, line and column for an unknown placeholder, a missing `{instruction}`, or no text at all */
export async function readTemplate(file: string): Promise<Template> {
  const text = await textOf(file);
  const found = [...text.matchAll(PLACEHOLDER)];
  const unknown = found.find(([, name]) => !KNOWN.includes(name!));
  if (unknown) throw unknownPlaceholder(unknown[1]!, placeOf(text, unknown.index, file));
  // Without it every instruction factor would be run on a policy that never hears it.
  if (!found.some(([, name]) => name === 'instruction')) {
    throw new HarnessError('E_POLICY', 'expected {instruction} in the template, got none', { location: start(file) });
  }
  return { text, prompt: (kind, instruction) => filled(text, kind, instruction) };
}

/** In one pass: braces inside an instruction stay as they are. */
function filled(text: string, kind: PointingKind, instruction: string): string {
  return text.replaceAll(PLACEHOLDER, (_, name: keyof typeof VALUES) => VALUES[name](kind, instruction));
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new HarnessError('E_POLICY', `template: expected a text file at ${file}, got ${cause.message}`, { cause });
  });
  if (bytes.length > LONGEST) throw refused(file, `at most ${LONGEST} bytes, got ${bytes.length}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(file, 'UTF-8, got bytes that are not');
  }
}

const start = (file: string): Location => ({ file, line: 1, column: 1 });

function refused(file: string, expected: string): HarnessError {
  return new HarnessError('E_POLICY', `template: expected ${expected}`, { location: start(file) });
}

function unknownPlaceholder(name: string, location: Location): HarnessError {
  const known = KNOWN.map((each) => `{${each}}`).join(', ');
  const hint = didYouMean(name, KNOWN);
  return new HarnessError('E_POLICY', `unknown placeholder {${name}}: expected one of ${known}`, { location, hint });
}

function placeOf(text: string, offset: number, file: string): Location {
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: before.at(-1)!.length + 1 };
}
