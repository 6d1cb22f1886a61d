import { counted } from '../../../harness/counted.ts';
import { markdownTable, markdownText } from '../../markdown.ts';
import { paired, percent, range } from '../../numbers.ts';
import { OUTCOMES } from '../../outcomes.ts';
import type { BesideTable, Comparison, ComparisonRow } from '../../schema/comparison.ts';
import type { Rate } from '../../schema/summary.ts';
import { correctionOf, differenceText, endText, methodOf, pText, severalText, subjectOf } from '../text.ts';
import { sectionsOf, spaced } from './sections.ts';

/** The comparison as GitHub shows it. */
export function comparisonMarkdown(comparison: Comparison): string {
  const parts = [heading, verdict, policies, levels, flips, beside, footing];
  return `${parts
    .flatMap((part) => part(comparison))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function heading({ entrants, allowedDifferent, ...rest }: Comparison): string[] {
  const names = entrants.map(({ name }) => markdownText(name)).join(', ');
  const warning =
    '**Not comparable:** what defines these episodes differs as listed below, and was compared all the same.';
  return [
    `# Comparison${names && `: ${names}`}`,
    '',
    ...(entrants.length > 0 ? [markdownText(subjectOf({ entrants, allowedDifferent, ...rest }))] : []),
    ...(allowedDifferent ? ['', warning] : []),
    '',
  ];
}

function verdict({ entrants, overall, nominal }: Comparison): string[] {
  if (entrants.length < 2) return [];
  return [overall, nominal].flatMap((row) => [
    `**${row.label}**`,
    '',
    ...(row.several ? [`- ${severalText(row.several)}`] : []),
    ...row.contrasts.map(({ text }) => `- ${markdownText(text)}`),
    '',
  ]);
}

const rateText = ({ k, n, rate, low, high }: Rate): string =>
  rate === null ? 'no data' : `${k}/${n} = ${percent(rate)} (${range({ low, high })})`;

function policies({ entrants, ranking }: Comparison): string[] {
  if (entrants.length === 0) return [];
  const head = [
    '',
    'policy',
    'all but controls (95 %)',
    'nominal (95 %)',
    ...OUTCOMES.map(({ word }) => word),
    'letters',
  ];
  const rows = entrants.map((each, at) => [
    String(at + 1),
    markdownText(each.name) + (each.privileged ? ' (privileged)' : ''),
    rateText(each.valid),
    rateText(each.nominal),
    ...OUTCOMES.map(({ key }) => String(each.counts[key])),
    ranking.find(({ entrant }) => entrant === at)?.letters ?? '',
  ]);
  return ['## Policies', ...markdownTable(head, rows)];
}

function levels(comparison: Comparison): string[] {
  const { entrants } = comparison;
  if (entrants.length < 2) return [];
  const two = entrants.length === 2;
  const head = [
    'condition',
    'episodes',
    ...entrants.map((_, at) => String(at + 1)),
    ...(two ? ['only 1', 'only 2', '2 − 1, pp', 'p'] : ['p of any']),
  ];
  const rows = sectionsOf(comparison).flatMap(({ title, kind, rows: some }) => [
    ...(title
      ? [[`**${markdownText(title)}**${kind === 'control' ? '' : corrected(some)}`, ...head.slice(1).map(() => '')]]
      : []),
    ...some.map((row) => (two ? twoCells(row) : manyCells(row))),
  ]);
  return ['## By condition, on the same episodes', ...markdownTable(head, rows)];
}

function corrected(rows: readonly ComparisonRow[]): string {
  const correction = correctionOf(rows);
  return correction ? ` (${correction})` : '';
}

const rates = ({ rates: all, letters, episodes }: ComparisonRow, lettered: boolean): string[] =>
  all.map(({ rate }, at) => (episodes === 0 ? '–' : `${percent(rate)}${lettered && letters ? ` ${letters[at]}` : ''}`));

function twoCells(row: ComparisonRow): string[] {
  const contrast = row.contrasts[0]!;
  const p = contrast.finding === null ? '–' : pText(contrast.adjusted);
  const discordant = [contrast.lost, contrast.gained].map(String);
  return [
    markdownText(spaced(row.label)),
    String(row.episodes),
    ...rates(row, false),
    ...discordant,
    paired(contrast),
    p,
  ];
}

const manyCells = (row: ComparisonRow): string[] => [
  markdownText(spaced(row.label)),
  String(row.episodes),
  ...rates(row, true),
  row.control || !row.several ? '–' : pText(row.several.pValue),
];

const MOST_FLIPS = 50;

function flips({ flips: all, entrants }: Comparison): string[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_FLIPS);
  const rows = shown.map(({ episodeId, ends }) => [
    markdownText(episodeId),
    ...ends.map((end) => markdownText(endText(end))),
  ]);
  const left = all.length - shown.length;
  return [
    `## ${counted(all.length, 'episode')} ended differently`,
    ...markdownTable(['episode', ...entrants.map((_, at) => String(at + 1))], rows),
    ...(left > 0 ? [`${left} more are in compare.json.`, ''] : []),
  ];
}

const beside = ({ beside: tables }: Comparison): string[] => tables.flatMap(besideTable);

const besideTable = ({ title, notes, rows }: BesideTable): string[] => [
  `## ${markdownText(title)}`,
  '',
  ...notes.map((note) => `- ${markdownText(note)}`),
  ...markdownTable(
    ['policy', '', 'success (95 %)'],
    rows.map(({ policy, label, rate }) => [markdownText(policy), markdownText(label), rateText(rate)]),
  ),
];

function footing(comparison: Comparison): string[] {
  const { entrants, pairing, differences } = comparison;
  if (entrants.length < 2) return [];
  const names = entrants.map((_, at) => String(at + 1));
  const reasons = pairing.of.flatMap(({ reference, subject, notPairs }) =>
    notPairs.map(
      ({ reason, episodes }) =>
        `- ${reference + 1} and ${subject + 1}: ${counted(episodes, 'episode')}: ${markdownText(reason)}`,
    ),
  );
  return [
    '## Footing',
    '',
    `- ${counted(pairing.episodes, 'episode')} with a valid outcome in all, paired by ${markdownText(pairing.by)}.`,
    ...reasons,
    ...differences.map((each) => `- differing: ${markdownText(differenceText(each, names))}`),
    ...methodOf(comparison).map((text) => `- ${markdownText(text)}`),
  ];
}
