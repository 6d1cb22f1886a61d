import { counted } from '../../../harness/counted.ts';
import { differenceText, subjectOf } from '../../compare/text.ts';
import type { Comparison } from '../../schema/comparison.ts';
import { fact } from '../fact.ts';
import type { Terminal } from '../terminal.ts';
import { wrap } from '../width.ts';

/** What was compared, how many pairs there are and why other episodes are none, and what differs. */
export function headline(comparison: Comparison, terminal: Terminal): string[] {
  const { entrants, pairing, overall, nominal } = comparison;
  if (entrants.length === 0) return [];
  const policies = entrants.length === 1 ? 'one policy' : `${entrants.length} policies`;
  const lines = fact('compared', `${policies} · ${subjectOf(comparison)}`, terminal);
  if (entrants.length < 2) return lines;
  const seeds = overall.episodes > 0 ? overall.seeds : nominal.seeds;
  const shared = `${counted(pairing.episodes, 'episode')} with a valid outcome in all, on ${counted(seeds, 'independent seed')}`;
  return [
    ...lines,
    ...fact('pairs', `${shared}; paired by ${pairing.by}`, terminal),
    ...notPairs(comparison, terminal),
    ...differing(comparison, terminal),
  ];
}

function notPairs({ pairing, entrants }: Comparison, terminal: Terminal): string[] {
  const said = pairing.of.flatMap(({ reference, subject, notPairs }) => {
    const which = pairing.of.length > 1 ? `${reference + 1} and ${subject + 1}: ` : '';
    return notPairs.map(({ reason, episodes }) => `${which}${counted(episodes, 'episode')}: ${reason}`);
  });
  const unique = entrants.length > 1 ? said : [];
  return unique.flatMap((text, at) => fact(at === 0 ? 'no pairs' : '', text, terminal));
}

function differing({ differences, entrants, allowedDifferent }: Comparison, terminal: Terminal): string[] {
  const { paint, width } = terminal;
  const names = entrants.map((_, at) => String(at + 1));
  const lines = differences.flatMap((each, at) =>
    fact(at === 0 ? 'differing' : '', differenceText(each, names), terminal),
  );
  if (!allowedDifferent) return lines;
  const warning = 'NOT COMPARABLE: what defines these episodes differs as listed, and was compared all the same.';
  return [...lines, ...wrap(warning, width - 4).map((text) => `  ${paint.bold(paint.yellow(text))}`)];
}
