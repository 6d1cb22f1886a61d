import { counted } from '../../../harness/counted.ts';
import { type Content, type Html, html } from '../../page/index.ts';
import type { Comparison } from '../../schema/details.ts';
import type { Summary } from '../../schema/summary.ts';
import { spaced } from '../../spaced.ts';

/** What the tests allow to be said; only where a corrected test rejects is there a finding. */
export function findings({ details, factors }: Summary): Content {
  const tested = (details?.comparisons ?? []).filter(({ control }) => !control);
  const found = tested.filter(({ finding }) => finding === 'better' || finding === 'worse');
  const without = tested.filter(({ finding }) => finding === 'no difference detected');
  const silent = factors.flatMap(({ levels }) => levels).filter(({ unsupported }) => unsupported !== null);
  return [
    found.length > 0 && list(found),
    html`<p>${summed(found.length, without)}</p>`,
    without.length > 0 &&
      html`<details><summary>What each comparison could have found</summary>${list(without)}</details>`,
    silent.length > 0 &&
      html`<p>${counted(silent.length, 'level')} not run, for nothing that this policy takes in can carry ${silent.length === 1 ? 'it' : 'them'}:
${silent.map(({ factor, level }) => spaced(`${factor} ${level}`)).join(', ')}.</p>`,
  ];
}

const list = (comparisons: readonly Comparison[]): Html =>
  html`<ul class="plain">${comparisons.map(({ text }) => html`<li>${text}</li>\n`)}</ul>`;

function summed(found: number, without: readonly Comparison[]): string {
  if (without.length === 0)
    return found === 0 ? 'No level was compared with nominal.' : 'Every level differs from nominal.';
  const rest = `${found === 0 ? 'No' : 'No other'} level was shown to differ from nominal (${counted(without.length, 'comparison')}).`;
  return `${rest} That is not “the same”: below is how much each could have missed.`;
}
