/** Any program that speaks policy protocol 1 (docs/policy-protocol.md): started by the harness, or a server that runs already. */

import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { HarnessError } from '../../harness/errors.ts';
import type { ActionModelSource } from '../action/model.ts';
import { OptionValues } from '../reasoners/option-values.ts';
import { type PROTOCOL_OPTIONS, patienceIn } from './options.ts';
import { ProcessPlace, ServerPlace } from './place.ts';
import { protocolSource } from './source.ts';
import { commandWords } from './words.ts';

const NAME = 'process';

/**
 * @param place a command line, or the address of a server: `ws://host:port`, `wss://...`, `ws+unix:///path:/`
 * @throws `E_POLICY` for a wrong option, or a program that does not start; `E_UNREACHABLE`, `E_TIMEOUT`, `E_POLICY_SERVER`
 */
export async function processSource(
  place: string | null,
  options: Readonly<Record<keyof typeof PROTOCOL_OPTIONS, string>>,
): Promise<ActionModelSource> {
  const { startMs, ...patience } = patienceIn(new OptionValues(NAME, options));
  if (/^(wss?|ws\+unix):\/\//.test(place ?? '')) {
    const server = new ServerPlace('policy server', place!, patience);
    return protocolSource({ name: place!, place: server, identity: [NAME], timeoutMs: patience.timeoutMs });
  }
  const argv = argvOf(place);
  const name = `policy process '${argv.join(' ')}'`;
  const process = new ProcessPlace({ name, argv, variables: {}, startMs }, patience);
  const identity = [NAME, argv, await filesIn(argv)];
  return protocolSource({ name, place: process, identity, timeoutMs: patience.timeoutMs });
}

function argvOf(place: string | null): readonly [string, ...string[]] {
  const [program, ...args] = commandWords(place ?? '');
  if (program) return [program, ...args];
  const expected = `${NAME}@command or ${NAME}@ws://host:port`;
  throw new HarnessError('E_POLICY', `policy '${NAME}': expected ${expected}, got nothing behind the @`);
}

/** sha256 of the files that a command names: another script or other weights are another policy. */
async function filesIn(argv: readonly string[]): Promise<readonly string[]> {
  const files = argv.filter((word) => statSync(word, { throwIfNoEntry: false })?.isFile());
  return Promise.all(files.map(fileHash));
}

async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
