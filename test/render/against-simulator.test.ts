/** The harness's pictures against TinyRenderer's, both of the same moment of the real bridge. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { loadLibrary } from '../../harness/library/load.ts';
import { AssetStore } from '../../harness/visuals/store.ts';
import { pairs } from '../../scripts/compare/pairs.ts';

t.test('twenty scenes that nobody arranged: same names, same depth', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const scenes = Array.from({ length: 20 }, (_, i) => 1000 + i);
  const options = { library: loadLibrary(), scenes, widthPx: 128, heightPx: 96, store: new AssetStore(folder) };
  let count = 0;
  for await (const { scene, camera, segmentation, depthP99M, harness } of pairs(options)) {
    count++;
    t.ok(segmentation >= 0.995, `scene ${scene}, ${camera}: ${segmentation} of pixels have the same name`);
    t.ok(depthP99M <= 0.001, `scene ${scene}, ${camera}: depth within ${1000 * depthP99M} mm`);
    t.ok(new Set(harness.segmentation).size > 1, `scene ${scene}, ${camera}: there is something to see`);
  }
  t.equal(count, 80);
});
