import { pWords, severalText, toldApart } from '../../compare/text.ts';
import { paired, percent } from '../../numbers.ts';
import type { Comparison, ComparisonRow, Contrast } from '../../schema/comparison.ts';
import { visible } from '../../visible.ts';
import { rateColumns } from '../row-columns.ts';
import { layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { wrap } from '../width.ts';

/** What may be said overall and on nominal, and how much it hangs on pairing and on these scenarios. */
export function verdict(comparison: Comparison, terminal: Terminal): string[] {
  if (comparison.entrants.length < 2) return [];
  return [
    ...question('all but controls', comparison.overall, terminal),
    ...sensitivity(comparison, terminal),
    '',
    ...question('nominal', comparison.nominal, terminal),
  ];
}

function question(title: string, row: ComparisonRow, { width, paint }: Terminal): string[] {
  const any = row.several && `  ${paint.dim(`${severalText(row.several)}`)}`;
  const said = row.contrasts.flatMap((each) => sentence(each, width, paint));
  return [`  ${paint.bold(title)}${any ?? ''}`, ...said];
}

function sentence(contrast: Contrast, width: number, paint: Terminal['paint']): string[] {
  const color = !toldApart(contrast) ? (text: string) => text : contrast.finding === 'worse' ? paint.red : paint.green;
  return wrap(visible(contrast.text), width - 6).map(
    (line, at) => `  ${at === 0 ? color('▪') : ' '} ${toldApart(contrast) ? color(line) : line}`,
  );
}

/** More than three policies have too many pairs to say it of each; the files do. */
const MOST_SENSITIVITY = 3;

function sensitivity({ unpaired, acrossScenarios, pairing }: Comparison, { width, paint }: Terminal): string[] {
  if (pairing.of.length > MOST_SENSITIVITY) return [];
  const many = pairing.of.length > 1;
  const which = (each: { reference: number; subject: number }): string =>
    many ? `${each.subject + 1} − ${each.reference + 1}: ` : '';
  const said = [
    ...unpaired.map((each) => {
      const exact = each.boschloo === null ? '' : `, Boschloo ${pWords(each.boschloo)}`;
      return `${which(each)}as if not paired ${paired(each)} pp (Newcombe${exact})`;
    }),
    ...acrossScenarios.map(
      (each) =>
        `${which(each)}over ${each.scenarios} scenarios as a sample of others ${paired(each)} pp, ${pWords(each.pValue)}`,
    ),
  ];
  return said.flatMap((text) => wrap(text, width - 8)).map((text) => `    ${paint.dim(text)}`);
}

/** The policies by rate on the same episodes, with letters; nothing for two, whose one sentence says it. */
export function ranking({ ranking: ranks, entrants }: Comparison, { width, paint }: Terminal): string[] {
  if (entrants.length < 3) return [];
  const columns = [
    {
      head: 'ranking',
      align: 'left' as const,
      cells: ranks.map(({ entrant }) => visible(entrants[entrant]!.name)),
      shrinkTo: 16,
    },
    { head: 'letters', align: 'left' as const, cells: ranks.map(({ letters }) => paint.bold(letters)) },
    ...rateColumns(
      ranks.map(({ rate }) => rate),
      paint,
    ),
    {
      head: 'Beta mean',
      align: 'right' as const,
      cells: ranks.map(({ posterior }) => percent(posterior.mean)),
      drop: 3,
    },
  ];
  const [head = '', ...body] = layOut(columns, width - 2);
  return [paint.dim(head), ...body].map((text) => `  ${text}`);
}
