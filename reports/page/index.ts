/** What every page of HTML is made of. */
export { figure } from './figure.ts';
export { type Film, filmPicture } from './film.ts';
export { heatLegend, heatMap } from './heat-map.ts';
export { type Content, Html, html, markup } from './html.ts';
export {
  DIFFERENCES,
  intervalBar,
  outcomeStrip,
  RATES,
  rateText,
  scaleEnds,
  swatch,
} from './marks.ts';
export { bigNumbers, facts, note, page, type Section } from './page.ts';
export { type Column, type Group, table } from './table.ts';
