import { counted } from '../../harness/counted.ts';
import { html } from '../page/index.ts';
import type { Color } from '../palette.ts';
import { backTo, framed } from './frame.ts';
import type { Chapter, Series } from './series.ts';
import { factorFigure, seriesFigure } from './trend-figures.ts';
import { rateTable } from './trend-tables.ts';

/** All runs of one policy on one selection of a suite. */
export function seriesPage(title: string, { suite, selection }: Chapter, series: Series, color: Color): string {
  const { policy, runs } = series;
  const newestFirst = runs.toReversed();
  return framed({
    title: `${policy} on ${suite}`,
    kicker: html`${backTo('../../', title)} · ${selection === '' ? 'the whole suite' : selection} · ${counted(runs.length, 'run')} · <a href="badge.svg">badge</a>, <a href="badge.json">for shields.io</a>`,
    sections: [
      { id: 'rate', title: 'All conditions', body: seriesFigure(series, color) },
      { id: 'factors', title: 'By factor', body: factorFigure(series, color, runs.length) },
      { id: 'runs', title: 'Runs', body: rateTable(newestFirst, '../../') },
    ],
    base: '../../',
  });
}
