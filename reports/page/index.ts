/** What every page of HTML is made of. */
export { type Figure, figure } from './figure.ts';
export { type Film, filmPicture } from './film.ts';
export { type HeatCell, type HeatMap, heatMap } from './heat-map.ts';
export { type Content, Html, html, markup } from './html.ts';
export {
  DIFFERENCES,
  type IntervalMark,
  type IntervalScale,
  intervalBar,
  outcomeStrip,
  RATES,
  rateText,
  swatch,
} from './marks.ts';
export { bigNumbers, facts, note, type Page, page, type Section } from './page.ts';
export { type Column, type Group, type Table, table } from './table.ts';
