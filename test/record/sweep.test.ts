import { readdirSync } from 'node:fs';
import t from 'tap';
import { sweep } from '../../harness/record/sweep.ts';

t.test('halves of files go, whole ones stay, and no folder is no trouble', async (t) => {
  const folder = t.testdir({ 'ab.mesh.7314.tmp': '', 'ab.mesh': '', 'notes.tmp': '' });
  await sweep(folder);
  await sweep(`${folder}/nowhere`);
  t.same(readdirSync(folder), ['ab.mesh', 'notes.tmp']);
});
