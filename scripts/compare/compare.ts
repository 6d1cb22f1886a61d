/**
 * `npm run compare-renderers -- --scenes 200 --out <folder>`: the harness's pictures against the simulator's on scenes that
 * nobody arranged. Prints how well they agree and writes both side by side, the worst pairs first, to be looked at.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLibrary } from '../../harness/library/load.ts';
import { AssetStore } from '../../harness/visuals/store.ts';
import { contactSheet, type Tile } from '../gallery/sheet.ts';
import { type Pair, pairs } from './pairs.ts';
import { CAMERAS } from './scenes.ts';

const { values } = parseArgs({
  options: {
    scenes: { type: 'string', default: '200' },
    first: { type: 'string', default: '0' },
    size: { type: 'string', default: '192' },
    out: { type: 'string', default: 'compare-renderers' },
  },
});
/** Pairs on a sheet, of the worst and of all others in order. */
const SHOWN = 24;

const found: Pair[] = [];
const [first, sizePx] = [Number(values.first), Number(values.size)];
const scenes = Array.from({ length: Number(values.scenes) }, (_, i) => first + i);
const options = { library: loadLibrary(), scenes, widthPx: sizePx, heightPx: sizePx, store: new AssetStore() };
for await (const pair of pairs(options)) {
  found.push(pair);
  if (found.length % 100 === 0) process.stderr.write(`${found.length} pairs ...\n`);
}
await mkdir(values.out, { recursive: true });
const worst = found.toSorted((a, b) => a.segmentation - b.segmentation || b.depthP99M - a.depthP99M);
const spread = found.filter((_, i) => i % Math.ceil(found.length / SHOWN + 1e-9) === 0);
await writeFile(join(values.out, 'worst.png'), await contactSheet(worst.slice(0, SHOWN).flatMap(tiles), 6));
await writeFile(join(values.out, 'spread.png'), await contactSheet(spread.flatMap(tiles), 6));
process.stdout.write(`${summary()}\n${join(values.out, 'worst.png')}\n${join(values.out, 'spread.png')}\n`);

function tiles({ scene, camera, simulator, harness, segmentation, depthP99M }: Pair): Tile[] {
  const caption = [
    `scene ${scene}, ${camera}`,
    `seg ${segmentation.toFixed(4)}`,
    `${(1000 * depthP99M).toFixed(2)} mm`,
  ];
  return [
    { image: simulator, caption: ['simulator', ...caption] },
    { image: harness, caption: ['harness', ...caption] },
  ];
}

/** A line for each camera: the worst, the median; how many pairs miss what is wanted. */
function summary(): string {
  const rows = CAMERAS.map((camera) => {
    const mine = found.filter((pair) => pair.camera === camera);
    const names = mine.map(({ segmentation }) => segmentation).sort((a, b) => a - b);
    const depths = mine.map(({ depthP99M }) => 1000 * depthP99M).sort((a, b) => b - a);
    const middle = Math.floor(mine.length / 2);
    const missed = mine.filter(({ segmentation, depthP99M }) => segmentation < 0.995 || depthP99M > 0.001).length;
    return `| ${camera} | ${names[0]!.toFixed(4)} | ${names[middle]!.toFixed(4)} | ${depths[0]!.toFixed(2)} | ${depths[middle]!.toFixed(2)} | ${missed} of ${mine.length} |`;
  });
  const head = '| camera | segmentation, worst | median | depth p99 mm, worst | median | below 0.995 or above 1 mm |';
  return [head, '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}
