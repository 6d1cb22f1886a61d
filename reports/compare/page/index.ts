/** A comparison as a page. */
export { comparisonHtml } from './document.ts';
export type { ComparisonPage, Film } from './view.ts';
