import { type Content, html, note, page, type Section } from '../../page/index.ts';
import type { Comparison } from '../../schema/comparison.ts';
import { subjectOf } from '../text.ts';
import { beside } from './beside.ts';
import { conditions } from './conditions.ts';
import { flips } from './flips.ts';
import { footing, method } from './footing.ts';
import { policies } from './policies.ts';
import { verdict } from './verdict.ts';
import type { ComparisonPage } from './view.ts';
import { ranking } from './violins.ts';

/** A comparison as one HTML file that needs no network and no script. */
export function comparisonHtml(view: ComparisonPage): string {
  const { comparison } = view;
  const { entrants } = comparison;
  return page({
    title: titleOf(comparison),
    kicker: 'Comparison of policies on the same episodes',
    lead: entrants.length > 0 && subjectOf(comparison),
    head: warnings(comparison),
    sections: (entrants.length > 1 ? paired(view) : alone(comparison)).concat(published(comparison)),
    footer: html`Everything here is computed from the rows of the results; compare.json beside this file has all of it.`,
  });
}

function titleOf({ entrants, beside: tables }: Comparison): string {
  const names = [...entrants.map(({ name }) => name), ...tables.map(({ source }) => source)];
  const last = names.at(-1)!;
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function warnings({ allowedDifferent, pairing, entrants }: Comparison): Content {
  if (entrants.length < 2) return null;
  return [
    allowedDifferent &&
      note(
        html`<strong>Not comparable.</strong> What defines these episodes differs as listed under “Pairs”, and was compared all the same.`,
        'warn',
      ),
    !pairing.proven && !allowedDifferent && note(html`Paired by ${pairing.by}.`, 'warn'),
  ];
}

const paired = (view: ComparisonPage): Section[] => [
  { id: 'verdict', title: 'What may be said', body: verdict(view.comparison) },
  { id: 'ranking', title: 'Ranking', body: ranking(view.comparison) },
  { id: 'policies', title: 'Policies', body: policies(view.comparison) },
  { id: 'conditions', title: 'By condition', body: conditions(view.comparison) },
  { id: 'flips', title: 'Episodes that ended differently', body: flips(view) },
  { id: 'pairs', title: 'Pairs', body: footing(view.comparison) },
  { id: 'method', title: 'Method', body: method(view.comparison) },
];

const alone = (comparison: Comparison): Section[] =>
  comparison.entrants.length === 0 ? [] : [{ id: 'policies', title: 'Policy', body: policies(comparison) }];

const published = ({ beside: tables }: Comparison): Section[] =>
  tables.length === 0 ? [] : [{ id: 'published', title: 'Published rates', body: beside(tables) }];
