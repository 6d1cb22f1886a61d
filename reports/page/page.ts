import { type Content, type Html, html, markup } from './html.ts';
import { STYLE } from './style.ts';

export interface Section {
  /** For links to it: letters, digits, hyphens. */
  readonly id: string;
  readonly title: string;
  readonly body: Content;
}

export interface Page {
  readonly title: string;
  /** What kind of page it is, in small letters above the title. */
  readonly kicker?: string;
  /** A sentence or two below the title. */
  readonly lead?: Content;
  /** Shown under the lead, before the sections. */
  readonly head?: Content;
  readonly sections: readonly Section[];
  readonly footer?: Content;
  /** Elements for the document's head, such as a link to a feed. */
  readonly links?: Html;
}

/** A contents list is of use from this many sections on. */
const LONG = 4;

/**
 * One self-contained HTML document: readable without JavaScript and without a network, on light and dark screens, on narrow
 * ones and on paper.
 */
export function page({ title, kicker, lead, head, sections, footer, links }: Page): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
${links}<style>${markup(STYLE)}</style>
</head>
<body>
<header>
${kicker && html`<p class="kicker">${kicker}</p>`}
<h1>${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
${head}
</header>
${sections.length >= LONG && contents(sections)}
<main>
${sections.map(section)}
</main>
${footer && html`<footer><div>${footer}</div></footer>`}
</body>
</html>
`;
  return document.toString();
}

const contents = (sections: readonly Section[]): Html => html`<nav aria-label="On this page"><ul>
${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul></nav>`;

const section = ({ id, title, body }: Section): Html => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;

/** Names and what they are, in two columns. */
export const facts = (entries: readonly (readonly [name: string, value: Content])[]): Html =>
  html`<dl class="facts">${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>`;

/** Something that a reader must not miss. */
export const note = (body: Content, kind: 'plain' | 'warn' = 'plain'): Html =>
  html`<div class="note${kind === 'warn' && ' warn'}"><p>${body}</p></div>`;

/** A few numbers that sum it all up, large. */
export const bigNumbers = (
  entries: readonly { readonly value: Content; readonly name: Content; readonly detail?: Content }[],
): Html =>
  html`<div class="big">${entries.map(({ value, name, detail }) => html`<div><div class="name">${name}</div><div class="value">${value}</div>${detail && html`<div class="name">${detail}</div>`}</div>\n`)}</div>`;
