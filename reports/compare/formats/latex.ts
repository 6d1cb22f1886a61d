import { paired, percent, range } from '../../numbers.ts';
import type { Comparison, ComparisonRow } from '../../schema/comparison.ts';
import { visible } from '../../visible.ts';
import { correctionOf, pText, subjectOf } from '../text.ts';
import { sectionsOf, spaced } from './sections.ts';

/** Tables for a paper: `\input` them where `booktabs` is loaded. */
export function comparisonLatex(comparison: Comparison): string {
  const tables = [
    policies(comparison),
    ...(comparison.entrants.length > 1 ? [conditions(comparison)] : []),
    ...beside(comparison),
  ];
  return `% \\usepackage{booktabs}\n${tables.join('\n')}`;
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '−': '$-$',
  '–': '--',
  '<': '$<$',
  '>': '$>$',
  '|': '\\textbar{}',
};

/** Names of others may hold whatever TeX would obey. */
export const tex = (text: string): string =>
  visible(text).replace(/[\\&%$#_{}~^−–<>|]/g, (each) => SPECIAL[each] ?? `\\${each}`);

interface Tabular {
  readonly caption: string;
  readonly label: string;
  readonly columns: string;
  readonly head: readonly string[];
  readonly lines: readonly string[];
}

const tabular = ({ caption, label, columns, head, lines }: Tabular): string => `\\begin{table}
  \\centering
  \\caption{${caption}}
  \\label{${label}}
  \\begin{tabular}{${columns}}
    \\toprule
    ${cells(head)}
    \\midrule
${lines.map((line) => `    ${line}\n`).join('')}    \\bottomrule
  \\end{tabular}
\\end{table}
`;

const cells = (all: readonly string[]): string => `${all.join(' & ')} \\\\`;

const interval = ({ low, high }: { readonly low: number | null; readonly high: number | null }): string =>
  low === null ? '--' : tex(range({ low, high }));

function policies({ entrants, ranking, ...rest }: Comparison): string {
  const lines = entrants.map(({ name, privileged, valid }, at) => {
    const letters = ranking.find(({ entrant }) => entrant === at)?.letters ?? '';
    return cells([
      `${at + 1}`,
      tex(name) + (privileged ? ' (privileged)' : ''),
      `${valid.k}/${valid.n}`,
      tex(percent(valid.rate)),
      interval(valid),
      letters,
    ]);
  });
  const about = entrants.length > 0 ? ` (${tex(subjectOf({ entrants, ranking, ...rest }))})` : '';
  const caption = `Success of each policy${about}. Wilson 95\\,\\% intervals; policies that share a letter were not told apart.`;
  const head = ['', 'policy', '$k/n$', 'rate', '95\\,\\%', ''];
  return tabular({ caption, label: 'tab:policies', columns: 'rlrrrl', head, lines });
}

function conditions(comparison: Comparison): string {
  const { entrants } = comparison;
  const two = entrants.length === 2;
  const head = ['condition', '$n$', ...entrants.map((_, at) => `${at + 1}`), ...(two ? ['$2-1$, pp', '$p$'] : [])];
  const lines = sectionsOf(comparison).flatMap(({ title, kind, rows }) => [
    ...(title
      ? [
          '\\addlinespace',
          `\\multicolumn{${head.length}}{l}{\\textit{${tex(title)}}${kind === 'control' ? '' : corrected(rows)}} \\\\`,
        ]
      : []),
    ...rows.map((row) => conditionLine(row, two, title !== '')),
  ]);
  const caption = 'The policies on the same episodes. Differences with 95\\,\\% intervals, $p$ corrected by Holm.';
  return tabular({ caption, label: 'tab:conditions', columns: `lr${'r'.repeat(head.length - 2)}`, head, lines });
}

function corrected(rows: readonly ComparisonRow[]): string {
  const correction = correctionOf(rows);
  return correction ? ` (${correction})` : '';
}

function conditionLine(
  { label, episodes, rates, letters, contrasts }: ComparisonRow,
  two: boolean,
  indented: boolean,
): string {
  const shown = rates.map(({ rate }, at) =>
    episodes === 0 ? '--' : tex(percent(rate)) + (!two && letters ? `\\,$^{\\mathrm{${letters[at]}}}$` : ''),
  );
  const contrast = contrasts[0]!;
  const tested = two ? [tex(paired(contrast)), contrast.finding === null ? '--' : tex(pText(contrast.adjusted))] : [];
  return cells([`${indented ? '\\quad ' : ''}${tex(spaced(label))}`, `${episodes}`, ...shown, ...tested]);
}

const beside = ({ beside: tables }: Comparison): string[] =>
  tables.map(({ title, notes, rows }, at) =>
    tabular({
      caption: `${tex(title)}. ${notes.map((note) => `${tex(note)}.`).join(' ')}`,
      label: `tab:beside${at + 1}`,
      columns: 'llrrr',
      head: ['policy', '', '$k/n$', 'rate', '95\\,\\%'],
      lines: rows.map(({ policy, label, rate }) =>
        cells([tex(policy), tex(label), `${rate.k}/${rate.n}`, tex(percent(rate.rate)), interval(rate)]),
      ),
    }),
  );
