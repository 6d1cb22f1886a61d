/** A comparison as a page. */
export { comparisonHtml } from './document.ts';
export type { ComparisonPage } from './view.ts';
