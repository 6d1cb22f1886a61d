import { appendFile } from 'node:fs/promises';
import { type Gate, gateJunit, gateMarkdown, renderGate } from '../../../reports/gate/index.ts';
import { terminalOf } from '../../../reports/index.ts';
import { writeOutput } from '../output-file.ts';
import type { GateOptions } from './options.ts';

type Wanted = Pick<GateOptions, 'json' | 'junit' | 'markdown'>;

/** The same verdict wherever it is wanted. Files first: what is printed last is what was also written. */
export async function publish(gate: Gate, { json, junit, markdown }: Wanted): Promise<void> {
  if (junit !== undefined) await writeOutput(junit, gateJunit(gate));
  if (markdown !== undefined) await writeOutput(markdown, gateMarkdown(gate));
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary) await appendFile(summary, `${gateMarkdown(gate)}\n`).catch(said(summary));
  const text = json ? `${JSON.stringify(gate, null, 2)}\n` : renderGate(gate, terminalOf(process.stdout, process.env));
  process.stdout.write(text);
}

/** Of the CI's making, so no reason to lose a verdict. */
const said =
  (file: string) =>
  (error: Error): void =>
    void process.stderr.write(`the step summary ${file} cannot be written: ${error.message}\n`);
