import { counted } from '../../../harness/counted.ts';
import { type Content, facts, html, table } from '../../page/index.ts';
import type { Comparison, FieldDifference } from '../../schema/comparison.ts';
import { methodOf, valueText } from '../text.ts';
import { entrantHead, entrantName } from './names.ts';

/** How many pairs there are, why other episodes are none, and every field in which the entrants differ. */
export function footing(comparison: Comparison): Content {
  const { pairing, differences, entrants } = comparison;
  const reasons = pairing.of.flatMap(({ reference, subject, notPairs }) =>
    notPairs.map((each) => ({ ...each, which: `${reference + 1} and ${subject + 1}` })),
  );
  return [
    html`<p>${counted(pairing.episodes, 'episode')} with a valid outcome in all, paired by ${pairing.by}.</p>`,
    reasons.length > 0 &&
      table<(typeof reasons)[number]>({
        caption: html`<strong>Episodes that are no pairs</strong>, by the first reason that applies`,
        columns: [
          { head: 'between', cell: ({ which }) => which },
          { head: 'episodes', kind: 'number', cell: ({ episodes }) => String(episodes) },
          { head: 'reason', cell: ({ reason }) => reason },
          { head: 'such as', cell: ({ example }) => example },
        ],
        rows: reasons,
      }),
    differences.length > 0 &&
      table<FieldDifference>({
        caption: html`<strong>What differs</strong>`,
        columns: [
          {
            head: 'field',
            cell: ({ field, essential }) => html`${field}${essential && html` <small>essential</small>`}`,
          },
          ...entrants.map((_, at) => ({
            head: entrantHead(at),
            cell: ({ values }: FieldDifference) => valueText(values[at]!),
          })),
          {
            head: 'episodes',
            kind: 'number' as const,
            cell: ({ episodes }) => (episodes === null ? '' : String(episodes)),
          },
        ],
        rows: differences,
      }),
  ];
}

/** How it was worked out, and what was compared, exactly. */
export function method(comparison: Comparison): Content {
  return [
    html`<ul class="plain">${methodOf(comparison).map((text) => html`<li>${text}</li>\n`)}</ul>`,
    comparison.entrants.map(
      (each, at) =>
        html`<h3>${entrantName(comparison, at)}</h3>${facts([
          ['results', html`<code>${each.location}</code>`],
          ...(each.runId ? [['run', each.runId] as const] : []),
          ...(each.fingerprint ? [['fingerprint', html`<code>${each.fingerprint}</code>`] as const] : []),
          ...Object.entries(each.setting).map(([field, value]) => [field, valueText(String(value))] as const),
        ])}`,
    ),
  ];
}
