import t from 'tap';
import { checksOf } from '../../agents/grounding/reasoning/checks.ts';
import { languageOf } from '../../agents/grounding/reasoning/language.ts';
import { type Known, namedAndBoxed } from '../../agents/grounding/reasoning/named.ts';

t.test('the steps that a thought has not, its length and language', async (t) => {
  const thought =
    '1. Task Parsing: take the cup. 2. Scene Understanding: it is at the bowl. 3. Region Localization: left. 4. Feasibility Check: free.';
  t.strictSame(checksOf(thought, 'affordance'), { missingSteps: [], words: 22, language: 'english' });
  t.strictSame(checksOf(thought, 'trajectory')!.missingSteps, [
    'object and gripper localisation',
    'scene analysis',
    'trajectory logic',
  ]);
  t.strictSame(checksOf('Object & gripper localisation', 'trajectory')!.missingSteps.length, 3);
  t.strictSame(checksOf('', 'affordance'), {
    missingSteps: ['task parsing', 'scene understanding', 'region localisation', 'feasibility check'],
    words: 0,
    language: null,
  });
  t.equal(checksOf(null, 'affordance'), null);
  t.equal(languageOf('Der Becher ist auf dem Tisch und nicht im Korb.'), 'german');
  t.equal(languageOf('杯子在碗的左边。'), 'chinese');
  t.equal(languageOf('xyzzy'), null);
});

const thing = (name: string, words: string[], x: number | null): Known => ({
  name,
  words,
  box: x === null ? null : { x, y: 0.5, width: 0.2, height: 0.2 },
});
const CUP = thing('target', ['cup', 'coffee mug'], 0.2);
const BOWL = thing('receptacle', ['bowl'], 0.8);
const TWIN = thing('others0', ['cup', 'coffee mug'], 0.5);

t.test('the thing that is named is the one that is boxed, or not', async (t) => {
  const around = (x: number) => ({ x, y: 0.5, width: 0.2, height: 0.2 });
  const thought = 'The coffee mug is left of the bowl. I grasp the cup.';
  const named = (x: number, text = thought, things = [CUP, BOWL]) => namedAndBoxed(text, around(x), things);
  t.strictSame(named(0.25), { named: 'target', boxed: 'target', agree: true });
  t.strictSame(named(0.8), { named: 'target', boxed: 'receptacle', agree: false });
  t.strictSame(named(0.5, thought, [CUP, BOWL, TWIN]), { named: 'target', boxed: 'others0', agree: true }, 'two alike');
  t.match(named(0.2, 'The cup, then the bowl.'), { named: 'receptacle', agree: false }, 'the last of equals');
  t.match(named(0.2, 'A cupboard.'), { named: null, agree: null }, 'part of another word is none');
  t.match(named(0.2, 'Two cups.'), { named: 'target' }, 'plural');
  t.match(named(0.5), { boxed: null, agree: null }, 'around nothing');
  t.match(named(0.2, 'c.p (', [thing('target', ['c.p ('], 0.2)]), { named: 'target' }, 'words are no patterns');
  t.match(named(0.2, thought, [thing('target', ['cup'], null)]), { named: 'target', boxed: null });
});
