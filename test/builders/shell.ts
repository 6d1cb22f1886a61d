import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeBridgeCommand } from '../fakes/bridge-command.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'harness', 'cli.js');

/** Variables for a shell in which `harness` is a command, over a toy world. */
export function withHarness(folder: string): NodeJS.ProcessEnv {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'harness'), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, { mode: 0o755 });
  const bridge = JSON.stringify(fakeBridgeCommand([]).argv);
  return { ...process.env, PATH: `${bin}:${process.env.PATH}`, NO_COLOR: '1', HARNESS_BRIDGE: bridge };
}
