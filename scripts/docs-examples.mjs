// Runs the examples of the documents: ```console test blocks in a shell, ```yaml scenario blocks through `harness validate`.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conclude, root } from './steps.mjs';

const LIMIT_MS = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'harness-docs-'));
writeFileSync(
  join(folder, 'harness'),
  `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/harness/cli.js')}" "$@"\n`,
  { mode: 0o755 },
);

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const results = documents.flatMap((document) => blocksOf(document).map((block) => run(document, block)));
rmSync(folder, { recursive: true });
conclude({ passed: results.filter(Boolean).length, failed: results.filter((ok) => !ok).length });

function blocksOf(document) {
  const text = readFileSync(join(root, document), 'utf8');
  return [...text.matchAll(/^```(console test|yaml scenario)\n([\s\S]*?)^```$/gm)].map((match) => ({
    kind: match[1],
    body: match[2],
    line: text.slice(0, match.index).split('\n').length,
  }));
}

function run(document, { kind, body, line }) {
  const script = kind === 'console test' ? commandsIn(body) : validation(body);
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, NO_COLOR: '1' },
    timeout: LIMIT_MS,
    encoding: 'utf8',
  });
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${document}:${line} ${kind}\n`);
  if (status !== 0) process.stdout.write(`${script}\n${stdout}${stderr}\n`);
  return status === 0;
}

/** Lines that start with `$ ` are typed, the others are what they print; without any `$ ` all are typed. */
function commandsIn(body) {
  const lines = body.split('\n');
  const typed = lines.filter((each) => each.startsWith('$ ')).map((each) => each.slice(2));
  return (typed.length > 0 ? typed : lines).join('\n');
}

function validation(body) {
  writeFileSync(join(folder, 'example.yaml'), body);
  return 'harness validate example.yaml';
}
