import { counted } from '../../../harness/counted.ts';
import { type Content, type Film, filmPicture, type Html, html, table } from '../../page/index.ts';
import type { Comparison, Flip } from '../../schema/comparison.ts';
import { endText } from '../text.ts';
import { entrantHead, entrantName } from './names.ts';
import type { ComparisonPage } from './view.ts';

const MOST_LISTED = 200;

/** The episodes that not all ended alike: some with their replays side by side, the others in a list. */
export function flips({ comparison, films }: ComparisonPage): Content {
  const all = comparison.flips;
  if (all.length === 0) return html`<p>All policies ended every shared episode alike.</p>`;
  const shown = all.filter(({ episodeId }) => films.has(episodeId));
  const left = all.length - shown.length;
  const said =
    shown.length > 0 &&
    `Of ${shown.length} of them the replays are below, ${left === 0 ? 'none' : counted(left, 'other')} left out; the order shows many conditions before a second episode of one.`;
  return [
    html`<p>${counted(all.length, 'episode')} ended differently. ${said}</p>`,
    shown.map((flip) => exhibit(flip, comparison, films.get(flip.episodeId)!)),
    list(comparison),
  ];
}

const COLUMNS = 'display:grid;grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr));gap:0.5rem 1.5rem';

function exhibit(flip: Flip, comparison: Comparison, films: readonly (Film | string)[]): Html {
  const { episodeId, label, instruction } = flip;
  return html`<article class="episode"><h3>${label} <small>${episodeId}</small></h3>
${instruction && html`<p>“${instruction}”</p>`}
<div class="films" style="${COLUMNS}">${films.map((film, at) => html`<div>${picture(film, flip, comparison.entrants[at]!.name, at)}<p><small>${entrantName(comparison, at)}</small><br>${endText(flip.ends[at]!)}</p></div>\n`)}</div></article>`;
}

const picture = (film: Film | string, { episodeId, ends }: Flip, name: string, at: number): Html =>
  filmPicture(film, `Replay of ${episodeId} by ${name}: ${endText(ends[at]!)}`);

function list({ flips: all, entrants }: Comparison): Html {
  const rows = all.slice(0, MOST_LISTED);
  const left = all.length - rows.length;
  const rest = left > 0 && html`<p class="soft">${counted(left, 'more episode')} in compare.json.</p>`;
  const lines = table<Flip>({
    caption: 'Episodes that ended differently',
    columns: [
      { head: 'episode', cell: ({ episodeId }) => episodeId },
      ...entrants.map((_, at) => ({ head: entrantHead(at), cell: ({ ends }: Flip) => endText(ends[at]!) })),
    ],
    rows,
  });
  return html`<details><summary>All episodes that ended differently</summary>${lines}${rest}</details>`;
}
