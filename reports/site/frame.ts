import { type Content, type Html, html, markup, page, type Section } from '../page/index.ts';
import { SITE_STYLE } from './style.ts';

interface Framed {
  readonly title: string;
  readonly kicker: Content;
  readonly head?: Content;
  readonly sections: readonly Section[];
  /** From the page to the root of the site: "" or "../../". */
  readonly base: '' | '../../';
}

/** A page of the site: links are relative, so that any file host and any folder will do. */
export const framed = ({ base, kicker, head, ...rest }: Framed): string =>
  page({
    ...rest,
    head: html`<p class="kicker">${kicker}</p>${head}`,
    links: links(base),
    footer: html`Made by <code>harness publish</code> from the records of the runs. All numbers: <a href="${base}history.json">history.json</a>. News: <a href="${base}feed.xml">Atom feed</a>. Times are UTC.`,
  });

const links = (base: string): Html =>
  html`<link rel="alternate" type="application/atom+xml" title="Runs" href="${base}feed.xml"><style>${markup(SITE_STYLE)}</style>`;

/** The way back. */
export const backTo = (base: string, title: string): Html => html`<a href="${base}index.html">${title}</a>`;
