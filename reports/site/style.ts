/** What only the pages of a site need, beside the style of every page. */
export const SITE_STYLE = `
.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1.1rem 1.6rem; }
.multiples .name { font-size: 0.86rem; font-weight: 650; display: flex; justify-content: space-between; gap: 0.6rem; }
.multiples .name span { color: var(--soft); font-weight: 400; white-space: nowrap; }
.multiples > div { break-inside: avoid; min-width: 0; }
ol.plain { color: var(--soft); font-size: 0.88rem; padding-left: 1.4rem; margin: -1rem 0 2rem; overflow-wrap: anywhere; }
.multiples svg { max-width: none !important; }
.files { margin-top: 1rem; }
.when { white-space: nowrap; }
abbr { text-decoration: none; }
@media print { .multiples { grid-template-columns: repeat(3, 1fr); } figure:has(.multiples) { break-inside: auto; } }`.trim();
