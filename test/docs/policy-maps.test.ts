import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { loadMap } from '../../agents/action/map/load.ts';

t.test('the policy map of docs/policy-maps.md is one', async (t) => {
  const document = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'policy-maps.md'), 'utf8');
  const [, text] = document.match(/^```yaml\n([\s\S]*?)^```$/m)!;
  const file = join(t.testdir(), 'map.yaml');
  writeFileSync(file, text!);
  const { map } = await loadMap(file);
  t.match(map, { horizon: 5, action: { space: 'ee_delta', gripper: { open: -1, closed: 1, threshold: 0 } } });
  t.same(map.images['observation/image']!.sizePx, [224, 224]);
});
