import sharp from 'sharp';
import t from 'tap';
import { loadLibrary } from '../../harness/library/load.ts';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { plan } from '../../harness/plan/plan.ts';
import { EVERYTHING } from '../../harness/plan/select.ts';
import { loadSuite } from '../../harness/scenario/suite.ts';
import type { CameraImage } from '../../harness/types.ts';
import { contactSheet } from '../../scripts/gallery/sheet.ts';
import { factorSheets, looksSheet, nominalSheets } from '../../scripts/gallery/subjects.ts';

const library = loadLibrary();
const { conditions, episodes } = plan(loadSuite('ood', library).scenarios, {
  ...EVERYTHING,
  library,
  runSeed: 0,
  context: NO_SIMULATOR,
  episodes: 1,
});

t.test('every condition is on exactly one sheet, behind nominal', async (t) => {
  const sheets = factorSheets(episodes).map(({ subjects }) => subjects.map(({ caption }) => caption[0]));
  for (const [first] of sheets) t.equal(first, 'nominal');
  const shown = sheets.flatMap(([, ...rest]) => rest).length;
  t.equal(shown, conditions.filter(({ assignments }) => assignments.length > 0).length);
});

t.test('every scenario has a sheet of its nominal scenes', async (t) => {
  const [first, ...rest] = nominalSheets(episodes);
  t.equal(1 + rest.length, new Set(episodes.map(({ scenarioId }) => scenarioId)).size);
  t.same([first!.name, first!.subjects[0]!.caption], ['ood_absent.nominal', ['"Pick up the blue mug."']]);
});

t.test('each look is seen from each camera', async (t) => {
  const { subjects } = looksSheet(episodes[0]!, library);
  t.equal(subjects.length, 3 * Object.keys(library.looks).length);
});

t.test('a sheet has room for the longest caption and keeps the pixels', async (t) => {
  const red = plain(255, 0, 0);
  const long = 'put the mug in the bin, '.repeat(9);
  const tiles = [
    { image: red, caption: ['one line'] },
    { image: red, caption: [long] },
    { image: plain(0, 255, 0), caption: ['& <third>'] },
  ];
  const { data, info } = await sharp(await contactSheet(tiles, 2))
    .raw()
    .toBuffer({ resolveWithObject: true });
  t.equal(info.width, 8 + 2 * (64 + 8));
  t.ok(info.height > 2 * (64 + 20 * 15), 'twenty lines or more under each row');
  const at = (x: number, y: number) => [...data.subarray(3 * (y * info.width + x), 3 * (y * info.width + x) + 3)];
  t.same(at(20, 20), [255, 0, 0]);
  t.same(at(20, info.height / 2 + 20), [0, 255, 0]);
});

function plain(...color: [number, number, number]): CameraImage {
  const rgb = new Uint8Array(64 * 64 * 3).map((_, i) => color[i % 3]!);
  return {
    widthPx: 64,
    heightPx: 64,
    rgb,
    intrinsics: [64, 64, 32, 32],
    pose: { position: [0, 0, 1], quaternion: [0, 0, 0, 1] },
  };
}
