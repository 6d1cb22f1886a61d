import { counted } from '../../../harness/counted.ts';
import { markdownTable, markdownText } from '../../markdown.ts';
import { count, paired, percent, range } from '../../numbers.ts';
import { OUTCOMES } from '../../outcomes.ts';
import type { LevelRow, Rate, Summary } from '../../schema/summary.ts';
import { spaced } from '../../spaced.ts';
import { cautions } from '../cautions.ts';
import { levelGroups } from '../level-groups.ts';

/** The report as GitHub shows it: what the page says, without its pictures. */
export function reportMarkdown(summary: Summary, warnings: readonly string[]): string {
  const { run, counts } = summary;
  const { name, version } = run.simulator;
  return `${[
    `# ${markdownText(`${run.policy.name} on ${run.suite}`)}`,
    '',
    markdownText(`Run ${run.runId}, seed ${run.seed}, ${name} ${version}, policy ${run.policy.fingerprint}.`),
    ...[...warnings, ...cautions(summary)].flatMap((text) => ['', `**${markdownText(text)}**`]),
    '',
    `${counted(counts.planned, 'planned episode')}: ${OUTCOMES.map(({ key, sign, word }) => `${sign} ${count(counts[key])} ${word}`).join(', ')}.`,
    ...rates(summary),
    ...found(summary),
    ...levels(summary),
    ...stages(summary),
    ...worst(summary),
    '',
    'Rates are successes over successes and failures, with Wilson 95 % intervals; differences are paired by seed, with Tango intervals. Intervals cover the sampling of episodes only.',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')}\n`;
}

const rateCells = (rate: Rate): string[] => [
  `${count(rate.k)}/${count(rate.n)}`,
  percent(rate.rate, 1),
  range(rate, 1),
];

function rates({ nominal, overall, counts }: Summary): string[] {
  const bounds: [string, Rate][] =
    counts.infraError === 0
      ? []
      : [
          ['errors as failures', overall.errorsAsFailures],
          ['errors as successes', overall.errorsAsSuccesses],
        ];
  const rows: [string, Rate][] = [['nominal', nominal.rate], ['all but controls', overall.valid], ...bounds];
  return markdownTable(
    ['', 'k/n', 'rate', '95 %'],
    rows.map(([label, rate]) => [label, ...rateCells(rate)]),
  );
}

function found({ details }: Summary): string[] {
  const tested = (details?.comparisons ?? []).filter(({ control }) => !control);
  if (tested.length === 0) return [];
  const findings = tested.filter(({ finding }) => finding === 'better' || finding === 'worse');
  const lines = findings.map(({ text }) => `- ${markdownText(text)}`);
  const none = 'No level was shown to differ from nominal; that is not “the same”.';
  return ['', '## What was found', '', ...(lines.length > 0 ? lines : [none])];
}

function levels(summary: Summary): string[] {
  const rows = levelGroups(summary).flatMap((group) => group.rows);
  const head = [
    'level',
    'k/n',
    'rate',
    '95 %',
    'to nominal, pp',
    ...OUTCOMES.map(({ word }) => word),
    'applied',
    'solvable',
  ];
  return ['', '## By level', ...markdownTable(head, rows.map(levelCells))];
}

const levelCells = (row: LevelRow): string[] => [
  markdownText(
    row.factor === null ? 'nominal' : spaced(`${row.factor}: ${row.level}`) + (row.control ? ' (control)' : ''),
  ),
  ...rateCells(row.rate),
  row.toNominal ? paired(row.toNominal) : '',
  ...OUTCOMES.map(({ key }) => count(row.counts[key])),
  row.factor === null ? '' : count(row.evidence.applied),
  row.control ? '' : row.solvable,
];

function stages({ details }: Summary): string[] {
  const known = (details?.funnel.stages ?? []).filter((each) => each.of > 0);
  if (known.length === 0) return [];
  const rows = known.map(({ name, episodes, of, rate }) => [name, `${count(episodes)}/${count(of)}`, percent(rate, 1)]);
  return ['', '## How far episodes came', ...markdownTable(['stage', 'episodes', 'share'], rows)];
}

function worst({ details }: Summary): string[] {
  const cells = details?.worst ?? [];
  if (cells.length === 0) return [];
  const rows = cells.map(({ scenarioId, conditionId, k, n, rate, ends }) => [
    markdownText(`${scenarioId}/${conditionId}`),
    `${k}/${n}`,
    percent(rate),
    markdownText(ends.map(({ end, episodes }) => `${end} ${episodes}`).join(', ')),
  ]);
  return ['', '## Lowest rates', ...markdownTable(['cell', 'k/n', 'rate', 'failures ended by'], rows)];
}
