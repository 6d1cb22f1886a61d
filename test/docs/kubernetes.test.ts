import t from 'tap';
import { parse } from 'yaml';
import { smallSuite } from '../builders/queue-stage.ts';
import { block, joinedIsAlone, shell } from '../builders/shares.ts';

const SHARES = 3;

t.test('the indexed job of docs/scale.md, each index by itself, then joined', async (t) => {
  const harness = smallSuite(t);
  const { spec } = parse(block('yaml'));
  t.equal(spec.completionMode, 'Indexed');
  const { command, args } = spec.template.spec.containers[0];
  t.same(command, ['sh', '-c']);
  const [script] = args as [string];
  t.match(script, `/${spec.completions}"`, 'as many shards as completions');
  const here = script.replace(`/${spec.completions}"`, `/${SHARES}"`).replace('/runs/', 'runs/');
  for (let index = 0; index < SHARES; index++) {
    t.equal(shell(harness, `${here} --workers 1`, { JOB_COMPLETION_INDEX: String(index) }), 0, `index ${index}`);
  }
  await joinedIsAlone(t, harness);
});
