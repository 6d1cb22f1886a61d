// Bundles the page of `harness view` into dist: one script, one style, and the HTML that they are put into.
// Anything of Node's that the page reaches is an error here.
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const from = fileURLToPath(new URL('../harness/view/page/', import.meta.url));
const to = fileURLToPath(new URL('../dist/harness/view/page/', import.meta.url));

mkdirSync(to, { recursive: true });
await build({
  entryPoints: { page: `${from}main.ts`, style: `${from}page.css` },
  outdir: to,
  entryNames: 'page',
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'esm',
  target: ['chrome111', 'firefox121', 'safari16.4'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
copyFileSync(`${from}page.html`, `${to}page.html`);
