import { count, paired, percent, range } from '../numbers.ts';
import {
  bigNumbers,
  type Content,
  DIFFERENCES,
  facts,
  type Group,
  html,
  intervalBar,
  note,
  outcomeStrip,
  table,
} from '../page/index.ts';
import type { HistoryRun } from '../schema/history.ts';
import type { LevelRow, Summary } from '../schema/summary.ts';
import { backTo, framed } from './frame.ts';
import { selectionText } from './series.ts';
import { verdictMark } from './verdict.ts';
import { minuteOf, rateInWords } from './words.ts';

/** One run by itself, written once: it links to no other run, so that none must be written anew for it. */
export function runPage(title: string, run: HistoryRun, summary: Summary): string {
  return framed({
    title: `${run.policy.name} on ${run.suite}`,
    kicker: html`${backTo('../../', title)} · ${minuteOf(run.createdAt)} · ${run.runId}`,
    head: headline(run),
    sections: [
      ...(run.gate ? [{ id: 'gate', title: 'Gate', body: gatePart(run.gate) }] : []),
      { id: 'levels', title: 'By factor and level', body: levels(summary) },
      { id: 'errors', title: 'Errors', body: errors(summary) },
      { id: 'origin', title: 'Where it comes from', body: origin(run) },
    ],
    base: '../../',
  });
}

function headline(run: HistoryRun): Content {
  const { rate, nominal, counts, errorsAsFailures, errorsAsSuccesses } = run;
  const files = [run.report && 'report.html', 'summary.json', 'baseline.json', run.gate && 'gate.json'].filter(Boolean);
  return [
    run.rate.rate === null && note('No valid episode: there is no rate. The outcomes below say why.', 'warn'),
    bigNumbers([
      { value: percent(rate.rate, 1), name: 'all but controls', detail: ratio(rate) },
      { value: percent(nominal.rate, 1), name: 'nominal', detail: ratio(nominal) },
      ...(run.gate ? [{ value: verdictMark(run.gate), name: 'gate' }] : []),
    ]),
    outcomeStrip(counts),
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

function levels({ nominal, factors }: Summary): Content {
  const groups: Group<LevelRow>[] = [
    { title: null, rows: [nominal] },
    ...factors.map(({ factor, levels: rows }) => ({ title: factor, rows })),
  ];
  return table<LevelRow>({
    caption: 'Rates with 95 % intervals, and the paired difference to nominal on the same seeds in percentage points.',
    columns: [
      {
        head: 'level',
        cell: ({ level, control }) => html`${level ?? 'nominal'}${control && html` <small>control</small>`}`,
      },
      { head: 'k/n', kind: 'number', cell: ({ rate: { k, n } }) => `${count(k)}/${count(n)}` },
      {
        head: 'rate',
        kind: 'number',
        strong: true,
        cell: ({ rate, unsupported }) => (unsupported ? 'unsupported' : percent(rate.rate)),
      },
      { head: '95 %', kind: 'number', cell: ({ rate }) => range(rate) || '–' },
      { head: '0 – 100 %', kind: 'bar', cell: ({ rate }) => intervalBar({ value: rate.rate, ...rate }) },
      { head: 'to nominal', kind: 'number', cell: ({ toNominal }) => (toNominal ? paired(toNominal) : '–') },
      {
        head: '−100 – +100',
        kind: 'bar',
        cell: ({ toNominal }) =>
          toNominal && intervalBar({ value: toNominal.difference, ...toNominal }, DIFFERENCES, 'gray'),
      },
      {
        head: 'shown solvable',
        cell: ({ solvable }) => ({ 'shown solvable': 'yes', 'not shown solvable': 'no', unknown: '?' })[solvable],
      },
    ],
    rows: groups,
    wide: true,
  });
}

const errors = ({ errors: all }: Summary): Content =>
  all.length === 0
    ? html`<p>No infrastructure error in any attempt.</p>`
    : table<Summary['errors'][number]>({
        caption: 'Infrastructure errors over all attempts, retried ones included.',
        columns: [
          { head: 'code', cell: ({ code }) => html`<code>${code}</code>` },
          { head: 'attempts', kind: 'number', cell: ({ attempts }) => attempts },
          { head: 'episodes', kind: 'number', cell: ({ episodes }) => episodes },
          { head: 'first message', cell: ({ message }) => message },
        ],
        rows: all,
        wide: true,
      });

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
