import type { Gate } from '../schema/gate.ts';
import { visible } from '../visible.ts';
import { askedText, countsText, countText, estimateText, notesOf } from './words.ts';

const MARK = { pass: '✅', regression: '❌', inconclusive: '❔', invalid: '⚠️' } as const;

/** For a step summary of GitHub or any other reader of Markdown. */
export function gateMarkdown(gate: Gate): string {
  const { run, baseline, verdict, exitCode } = gate;
  const rows = gate.checks.map((check) =>
    row([
      check.name,
      `${MARK[check.verdict]} ${check.verdict}`,
      countText(check.run),
      check.baseline ? countText(check.baseline) : '',
      estimateText(check),
      askedText(check),
      `${check.pairs} (${check.seeds})`,
      check.reason,
    ]),
  );
  return [
    `## ${MARK[verdict]} Gate: ${verdict} (exit code ${exitCode})`,
    '',
    ...gate.reasons.map((reason) => `- **${safe(reason)}**`),
    ...(gate.reasons.length > 0 ? [''] : []),
    `${safe(run.policy.name)} on ${safe(run.suite)} (\`${safe(run.runId)}\`) against ${safe(baseline.policy.name)} (\`${safe(baseline.runId)}\`)`,
    '',
    countsText(gate.counts),
    '',
    row(['check', 'verdict', 'run', 'baseline', 'estimate', 'asked for', 'pairs (seeds)', 'why']),
    row(['---', '---', '---:', '---:', '---:', '---:', '---:', '---']),
    ...rows,
    '',
    ...notesOf(gate).map((note) => `- ${safe(note)}`),
    '',
  ].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.map(safe).join(' | ')} |`;

const safe = (text: string): string => visible(text).replace(/[|<>`*[\]\\]/g, (each) => `\\${each}`);
