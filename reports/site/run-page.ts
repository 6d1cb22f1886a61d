import { percent, range } from '../numbers.ts';
import { bigNumbers, type Content, facts, html, note, outcomeStrip } from '../page/index.ts';
import { cautions } from '../run-report/cautions.ts';
import { levels } from '../run-report/sections/levels.ts';
import { proof } from '../run-report/sections/proof.ts';
import { trouble } from '../run-report/sections/trouble.ts';
import type { HistoryRun } from '../schema/history.ts';
import type { Summary } from '../schema/summary.ts';
import { backTo, framed } from './frame.ts';
import { selectionText } from './series.ts';
import { verdictMark } from './verdict.ts';
import { minuteOf, rateInWords } from './words.ts';

/** One run by itself, written once: it links to no other run, so that none must be written anew for it. */
export function runPage(title: string, run: HistoryRun, summary: Summary): string {
  return framed({
    title: `${run.policy.name} on ${run.suite}`,
    kicker: html`${backTo('../../', title)} · ${minuteOf(run.createdAt)} · ${run.runId}`,
    head: headline(run, summary),
    sections: [
      ...(run.gate ? [{ id: 'gate', title: 'Gate', body: gatePart(run.gate) }] : []),
      ...(run.rate.n > 0 ? [{ id: 'levels', title: 'Success by factor and level', body: levels(summary) }] : []),
      { id: 'proof', title: 'Proof, solvability, floors', body: proof(summary) },
      { id: 'ends', title: 'Ends and errors', body: trouble(summary) },
      { id: 'origin', title: 'Where it comes from', body: origin(run) },
    ],
    base: '../../',
  });
}

function headline(run: HistoryRun, summary: Summary): Content {
  const { rate, nominal, counts, errorsAsFailures, errorsAsSuccesses } = run;
  const files = [run.report && 'report.html', 'summary.json', 'baseline.json', run.gate && 'gate.json'].filter(Boolean);
  return [
    bigNumbers([
      { value: percent(rate.rate, 1), name: 'all but controls', detail: ratio(rate) },
      { value: percent(nominal.rate, 1), name: 'nominal', detail: ratio(nominal) },
      ...(run.gate ? [{ value: verdictMark(run.gate), name: 'gate' }] : []),
    ]),
    outcomeStrip(counts),
    cautions(summary).map((text) => note(text, 'warn')),
    counts.infraError > 0 &&
      html`<p><small>Every infra error as a failure: ${rateInWords(errorsAsFailures)}; as a success: ${rateInWords(errorsAsSuccesses)}.</small></p>`,
    html`<p class="files">${files.map((file, i) => html`${i > 0 && ' · '}<a href="${file}">${file === 'report.html' ? 'full report' : file}</a>`)}</p>`,
  ];
}

const ratio = (rate: HistoryRun['rate']): string =>
  rate.rate === null ? 'no valid episode' : `${rate.k}/${rate.n}, 95 % interval ${range(rate, 1)}`;

const gatePart = ({ verdict, reasons, baseline }: NonNullable<HistoryRun['gate']>): Content =>
  html`<p><strong>${verdict}</strong>, judged against ${baseline}. All checks: <a href="gate.json">gate.json</a>.</p>
<ul class="plain">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`;

const origin = (run: HistoryRun): Content =>
  facts([
    ['policy', `${run.policy.name}${run.policy.privileged ? ' (privileged: sees the truth)' : ''}`],
    ['fingerprint', run.policy.fingerprint],
    ['suite', run.suite],
    ['selection', selectionText(run.selection) || 'the whole suite'],
    ['plan', run.planDigest],
    ['simulator', `${run.versions.simulator}, bridge ${run.versions.bridge}, renderer ${run.versions.renderer}`],
    ['harness', run.versions.harness],
    ['commit', run.commit ?? 'unknown'],
    ['began', run.createdAt],
    ['ended', run.endedAt],
  ]);
