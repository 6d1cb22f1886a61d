import { counted } from '../../harness/counted.ts';
import { percent, range } from '../numbers.ts';
import { bigNumbers, type Content, html, type Section, swatch } from '../page/index.ts';
import { type Color, SERIES } from '../palette.ts';
import type { History, HistoryRun } from '../schema/history.ts';
import { boards } from './board.ts';
import { framed } from './frame.ts';
import type { Chapter, Series } from './series.ts';
import { boardsOf, type OutcomesOf } from './standing.ts';
import { chapterFigure, factorFigure } from './trend-figures.ts';
import { FEW, rateTable } from './trend-tables.ts';
import { verdictMark } from './verdict.ts';
import { minuteOf, runInWords } from './words.ts';

export function indexPage({ site, runs }: History, chapters: readonly Chapter[], outcomesOf: OutcomesOf): string {
  return framed({
    title: site.title,
    kicker: html`${counted(runs.length, 'run')} · ${policies(runs)} · ${counted(chapters.length, 'suite')} · newest ${minuteOf(runs.at(-1)!.endedAt)}`,
    head: newestNumbers(runs),
    sections: [...chapters.map((each) => chapterSection(each, outcomesOf)), recentRuns(runs), method],
    base: '',
  });
}

function policies(runs: readonly HistoryRun[]): string {
  const { size } = new Set(runs.map(({ policy }) => policy.name));
  return size === 1 ? '1 policy' : `${size} policies`;
}

function newestNumbers(runs: readonly HistoryRun[]): Content {
  const run = runs.at(-1)!;
  const told = runs.filter(({ gate }) => gate !== null).at(-1);
  return bigNumbers([
    {
      value: percent(run.rate.rate, 1),
      name: `newest run: ${runInWords(run)}`,
      detail:
        run.rate.rate === null
          ? 'no valid episode'
          : `${run.rate.k}/${run.rate.n}, 95 % interval ${range(run.rate, 1)}`,
    },
    ...(told
      ? [
          {
            value: verdictMark(told.gate),
            name: 'newest verdict of a gate',
            detail: `${runInWords(told)}, ${minuteOf(told.createdAt)}`,
          },
        ]
      : []),
  ]);
}

/** Told apart as long as there are not more policies than colours. */
export const colorsOf = ({ series }: Chapter): ReadonlyMap<string, Color> =>
  new Map(series.map(({ policy }, i) => [policy, SERIES[i % SERIES.length]!]));

function chapterSection(chapter: Chapter, outcomesOf: OutcomesOf): Section {
  const colors = colorsOf(chapter);
  return {
    id: chapter.id,
    title: chapter.selection === '' ? chapter.suite : `${chapter.suite} (${chapter.selection})`,
    body: [
      boards(boardsOf(chapter, outcomesOf), colors),
      chapterFigure(chapter, colors),
      chapter.series.map((each) => seriesPart(each, colors.get(each.policy)!)),
    ],
  };
}

const seriesPart = (series: Series, color: Color): Content => html`<h3>${swatch(color)}${series.policy}</h3>
<p><small><a href="series/${series.page}/index.html">all numbers of its ${counted(series.runs.length, 'run')}</a> · <a href="series/${series.page}/badge.svg">badge</a></small></p>
${factorFigure(series, color, FEW)}`;

const recentRuns = (runs: readonly HistoryRun[]): Section => ({
  id: 'runs',
  title: runs.length > FEW ? `Newest ${FEW} runs` : 'Runs',
  body: rateTable(runs.slice(-FEW).reverse()),
});

const method: Section = {
  id: 'reading',
  title: 'How to read this',
  body: html`<ul class="plain">
<li>Planned = success + failure + infra error + invalid + not run. A rate is of successes and failures alone; a run without either has no data and is shown as a gap, never as 0 %.</li>
<li>Intervals are Wilson 95 % intervals in which a seed counts once, however many conditions share it.</li>
<li>Letters come from paired tests on the same episodes from the same initial states, seeds flipped as a whole, corrected by Holm. They are of the newest runs alone.</li>
<li>A line is broken where a run is missing (more than one and a half times the usual time), has no data, or met another plan.</li>
<li>A verdict is that of the run’s gate, whose rules were written before the run; without a gate nothing is said of gains or losses.</li>
</ul>`,
};
