import { counted } from '../../../harness/counted.ts';
import { paired } from '../../numbers.ts';
import { type Content, type Html, html } from '../../page/index.ts';
import type { Comparison, ComparisonRow } from '../../schema/comparison.ts';
import { pWords, severalText, toldApart } from '../text.ts';

/** What may be said, and how much it hangs on pairing and on these scenarios. */
export function verdict(comparison: Comparison): Content {
  const { overall, nominal } = comparison;
  const same = overall.episodes === nominal.episodes;
  return [question('All but controls', overall), sensitivity(comparison), !same && question('Nominal', nominal)];
}

function question(title: string, { contrasts, several, episodes, seeds }: ComparisonRow): Html {
  return html`<h3>${title} <small>${counted(episodes, 'episode')}, ${counted(seeds, 'independent seed')}</small></h3>
${several && html`<p class="soft">${severalText(several)}</p>`}
<ul class="plain">${contrasts.map((each) => html`<li>${toldApart(each) ? html`<strong>${each.text}</strong>` : each.text}</li>\n`)}</ul>`;
}

function sensitivity({ unpaired, acrossScenarios, entrants }: Comparison): Html {
  const which = ({ reference, subject }: { reference: number; subject: number }): string =>
    `${entrants[subject]!.name} against ${entrants[reference]!.name}`;
  return html`<details><summary>How much hangs on pairing, and on these scenarios</summary><ul class="plain">
${unpaired.map((each) => html`<li>${which(each)}, as if not paired: ${paired(each)} pp (Newcombe${each.boschloo !== null && `, Boschloo ${pWords(each.boschloo)}`})</li>\n`)}${acrossScenarios.map((each) => html`<li>${which(each)}, ${each.scenarios} scenarios taken for a sample of others: ${paired(each)} pp, ${pWords(each.pValue)}</li>\n`)}</ul></details>`;
}
