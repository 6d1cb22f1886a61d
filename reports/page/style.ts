import { PALETTE } from '../palette.ts';

const variables = (theme: 'light' | 'dark'): string =>
  Object.entries(PALETTE)
    .map(([name, shade]) => `--${name}:${shade[theme]};`)
    .join('');

/** Paper is white, whatever the screen shows. */
const COLORS = `
:root { color-scheme: light dark; ${variables('light')} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables('dark')} } }`;

const TEXT = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 400 1rem/1.6 Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, system-ui, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
main, body > header, body > footer, body > nav { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; letter-spacing: -0.011em; }
h1 { font-size: 2.1rem; font-weight: 650; margin: 0.2rem 0 0.6rem; letter-spacing: -0.02em; }
h2 { font-size: 1.35rem; font-weight: 650; margin: 0 0 0.5rem; }
h3 { font-size: 1.02rem; font-weight: 650; margin: 2rem 0 0.4rem; }
p { margin: 0 0 1rem; max-width: 44rem; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 0.06em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre, kbd { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.86em; }
pre {
  margin: 0 0 1rem; padding: 0.8rem 1rem; background: var(--raised); border-radius: 6px; white-space: pre-wrap;
  overflow-wrap: anywhere; line-height: 1.5;
}
small, .soft { color: var(--soft); }
small { font-size: 0.86rem; }`;

const LAYOUT = `
body > header { padding-top: 3.5rem; }
.kicker { color: var(--soft); font-size: 0.86rem; margin: 0; }
.lead { font-size: 1.1rem; color: var(--soft); }
body > nav { margin-top: 1.5rem; }
body > nav ul { list-style: none; margin: 0; padding: 0.7rem 0; border: solid var(--rule); border-width: 1px 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1.4rem; }
body > nav a { font-size: 0.9rem; text-decoration: none; display: inline-block; padding: 0.2rem 0; }
body > nav a:hover { text-decoration: underline; }
section { padding-top: 3.2rem; }
body > footer { margin-top: 4rem; padding-top: 1.2rem; padding-bottom: 3rem; color: var(--soft); font-size: 0.86rem; }
body > footer > * { border-top: 1px solid var(--rule); padding-top: 1.2rem; max-width: none; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; margin: 1.2rem 0 0; font-size: 0.94rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.big { display: flex; flex-wrap: wrap; gap: 1.2rem 3rem; margin: 1.6rem 0; }
.big > div { min-width: 9rem; }
.big .value { font-size: 2.6rem; font-weight: 650; line-height: 1.1; letter-spacing: -0.03em; }
.big .name { color: var(--soft); font-size: 0.9rem; }
.note { border-left: 3px solid var(--rule); padding: 0.1rem 0 0.1rem 1rem; margin: 1.2rem 0; max-width: 46rem; }
.note.warn { border-color: var(--orange); }
.note > :last-child { margin-bottom: 0; }
ul.plain { padding-left: 1.1rem; margin: 0 0 1rem; max-width: 46rem; }
ul.plain li { margin: 0.25rem 0; }`;

const TABLES = `
.scroll { overflow-x: auto; margin: 1rem 0 1.4rem; }
table { border-collapse: collapse; font-size: 0.9rem; line-height: 1.4; }
table.wide { width: 100%; }
caption { text-align: left; color: var(--soft); font-size: 0.86rem; padding: 0 0 0.5rem; }
caption strong { color: var(--ink); font-weight: 650; }
th, td { padding: 0.34rem 0.7rem; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--grid); }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 500; font-size: 0.82rem; border-bottom-color: var(--rule); vertical-align: bottom; }
tbody th { font-weight: 400; }
tbody.group > tr:first-child th { font-weight: 650; padding-top: 1.3rem; border-bottom-color: var(--rule); }
th.number, td.number { text-align: right; white-space: nowrap; }
td.strong { font-weight: 650; }
td.bar, th.bar { min-width: 11rem; width: 26%; }
td.bar { vertical-align: middle; }
table.wide th:first-child { min-width: 9.5rem; }
.ends { display: flex; justify-content: space-between; padding: 0 5px; }
details { margin: 0.4rem 0 1.2rem; }
summary { cursor: pointer; color: var(--link); font-size: 0.88rem; width: fit-content; padding: 0.15rem 0; }
figure { margin: 1.6rem 0 2rem; }
figcaption { color: var(--soft); font-size: 0.88rem; max-width: 46rem; margin-top: 0.5rem; }
figcaption strong { color: var(--ink); font-weight: 650; }
figure svg { display: block; width: 100%; height: auto; font-family: inherit; }
figure .chart { overflow-x: auto; }
figure .chart > svg { min-width: 30rem; }
.replay { display: flex; flex-wrap: wrap; gap: 1rem 1.8rem; align-items: flex-start; margin: 0.8rem 0; }
.replay > div { flex: 1 1 20rem; min-width: 0; }
.replay dl.facts { margin-top: 0; }
figure img, img.film { max-width: 100%; height: auto; border-radius: 4px; display: block; }`;

const MARKS = `
.strip { display: flex; height: 0.8rem; border-radius: 3px; overflow: hidden; gap: 2px; margin: 0.2rem 0 0.7rem; }
.strip > span { min-width: 3px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
ul.outcomes { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1.6rem; font-size: 0.94rem; }
ul.outcomes .none { color: var(--soft); }
.swatch { display: inline-block; width: 0.7em; height: 0.7em; border-radius: 2px; margin-right: 0.45em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.interval { display: block; position: relative; height: 1.1em; min-width: 9rem; margin: 0 5px; background: linear-gradient(var(--rule), var(--rule)) center / 100% 1px no-repeat; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.interval > * { position: absolute; top: 50%; }
.interval .reach { height: 4px; margin-top: -2px; border-radius: 2px; opacity: 0.55; background: var(--mark); }
.interval .point { width: 9px; height: 9px; margin: -4.5px 0 0 -4.5px; border-radius: 50%; background: var(--mark); }
.interval .line { top: 0; bottom: 0; width: 0; border-left: 1px dashed var(--soft); }
table.heat td { text-align: center; min-width: 4.6rem; border: 2px solid var(--paper); padding: 0.3rem 0.5rem; background: color-mix(in srgb, var(--heat) calc(var(--share) * 100%), var(--raised)); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
table.heat td small { display: block; color: var(--ink); font-size: 0.76rem; }
table.heat td.none, .hatched { background: repeating-linear-gradient(135deg, var(--paper) 0 5px, var(--rule) 5px 6px); }
table.heat td.none { color: var(--soft); }
table.heat td.none small { color: var(--soft); }
table.heat td.void { background: none; }
table.heat thead th { text-align: center; white-space: normal; max-width: 8rem; border: 0; }
table.heat thead th:first-child { text-align: left; }
table.heat tbody th { border: 0; white-space: nowrap; }
table.heat td > * { white-space: nowrap; }
table.small thead th:first-child { color: var(--ink); font-weight: 650; min-width: 10.5rem; }
table.small td { padding: 0.1rem 0.3rem; min-width: 6.6rem; }
table.small td small { display: inline; margin-left: 0.3em; }
table.small tbody th { padding-top: 0.1rem; padding-bottom: 0.1rem; white-space: normal; }
.maps { columns: 26rem; column-gap: 2.5rem; }
.maps .scroll { break-inside: avoid; margin: 0 0 1.1rem; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.6rem; margin: 1rem 0; padding: 0; font-size: 0.86rem; color: var(--soft); }
.ramp, .hatched { display: inline-block; height: 0.8em; width: 1.6em; margin-right: 0.5em; vertical-align: -0.05em; border-radius: 2px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.ramp { width: 5em; background: linear-gradient(to right, var(--raised), var(--heat)); }
.hatched { outline: 1px solid var(--rule); outline-offset: -1px; }`;

const SMALL = `
@media (max-width: 40rem) {
  main, body > header, body > footer, body > nav { padding-left: 1rem; padding-right: 1rem; }
  body > header { padding-top: 2rem; }
  h1 { font-size: 1.6rem; }
  section { padding-top: 2.4rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: 0.5rem; }
  .big .value { font-size: 2.1rem; }
  table.small thead th:first-child { min-width: 7rem; }
  table.small td { min-width: 5.6rem; }
}`;

const PRINT = `
@media print {
  @page { margin: 18mm 16mm; }
  body { font-size: 10pt; line-height: 1.45; }
  main, body > header, body > footer, body > nav { max-width: none; padding-left: 0; padding-right: 0; }
  body > header { padding-top: 0; }
  body > nav, figure details:not([open]) { display: none; }
  section { padding-top: 1.6rem; }
  h2, h3, h2 + p, h3 + p, .legend, tbody.group > tr:first-child { break-after: avoid; }
  figure, tr, .episode, .big, h2 + p, h3 + p { break-inside: avoid; }
  .big { gap: 0.8rem 1.6rem; }
  .big .value { font-size: 2rem; }
  thead { display: table-header-group; }
  .scroll, figure .chart { overflow: visible; }
  figure .chart > svg { min-width: 0; }
  a { color: inherit; text-decoration: none; }
  table { font-size: 8.5pt; }
  th, td, thead th { white-space: normal; overflow-wrap: anywhere; }
  table.heat td { min-width: 0; padding-left: 0.15rem; padding-right: 0.15rem; }
  table small, table.heat td small { font-size: 7pt; }
  table.heat td.void { border-color: transparent; }
  table.heat thead th { font-size: 6.5pt; min-width: 2.9rem; padding-left: 0.05rem; padding-right: 0.05rem; }
  table.small td { min-width: 4.5rem; }
  table.small thead th:first-child { min-width: 7rem; }
  table.heat tbody th { overflow-wrap: anywhere; white-space: normal; min-width: 6rem; }
  .maps { columns: 18rem; column-gap: 1.5rem; }
  th, td { padding-left: 0.35rem; padding-right: 0.35rem; }
  table:not(.heat) thead th { overflow-wrap: normal; }
  td.number { white-space: nowrap; }
  table.wide th:first-child { min-width: 7.5rem; }
  th.bar, td.bar, .interval { min-width: 5rem; }
}`;

/** The one style of every page. Needs no file and no font from elsewhere. */
export const STYLE: string = [COLORS, TEXT, LAYOUT, TABLES, MARKS, SMALL, PRINT].join('\n').trim();
