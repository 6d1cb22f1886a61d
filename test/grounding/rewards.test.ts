import t, { type Test } from 'tap';
import type { Pointing } from '../../agents/grounding/answer.ts';
import { parseAnswer } from '../../agents/grounding/parse/parse.ts';
import { groupAdvantages } from '../../agents/grounding/rewards/advantage.ts';
import { paperReward } from '../../agents/grounding/rewards/paper.ts';
import { releasedReward } from '../../agents/grounding/rewards/released.ts';

const BOX: Pointing = { kind: 'affordance', box: { x: 0.5, y: 0.5, width: 0.4, height: 0.4 } };
const PATH: Pointing = {
  kind: 'trajectory',
  trajectory: [
    [0, 0],
    [1, 0],
  ],
};
const tagged = (output: string): string => `<think>The cup.</think> so, the answer is <output>${output}</output>`;
const near = (t: Test, got: number, wanted: number, name: string) =>
  t.ok(Math.abs(got - wanted) < 1e-5, `${name}: ${got}, worked out ${wanted}`);

function earns(t: Test, text: string, truth: Pointing, wanted: { readonly paper: number; readonly released: number }) {
  near(t, paperReward(parseAnswer(text, { kind: truth.kind }), truth).total, wanted.paper, `paper: ${text}`);
  near(t, releasedReward(text, truth).total, wanted.released, `released: ${text}`);
}

t.test('boxes in both forms, worked out by hand', async (t) => {
  const moved = '{"x": 0.6, "y": 0.6, "width": 0.4, "height": 0.4}';
  // GIoU 0.09/0.23 - 0.02/0.25 = 0.311304. Paper: + 1. Code: 0.9 (0.311304 + 1) / 2 + 0.1 = 0.590087 + 0.1.
  earns(t, tagged(moved), BOX, { paper: 1.311304, released: 0.690087 });
  // No thought: no format reward.
  earns(t, `<output>${moved}</output>`, BOX, { paper: 0.311304, released: 0.590087 });
  // Without the tags the code reads nothing at all.
  earns(t, moved, BOX, { paper: 0.311304, released: 0 });
  earns(t, tagged(JSON.stringify({ x: 0.5, y: 0.5, width: 0.4, height: 0.4 })), BOX, { paper: 2, released: 1 });
  // The thought at the end satisfies the code, not the paper.
  earns(t, `<output>${moved}</output><think>a</think>`, BOX, { paper: 0.311304, released: 0.690087 });
  // The other kind of answer: the format alone.
  earns(t, tagged('[[0.1, 0.1], [0.2, 0.2]]'), BOX, { paper: -1 + 1, released: 0.1 });
  earns(t, 'I do not know.', BOX, { paper: -1, released: 0 });
  earns(t, tagged('null'), BOX, { paper: -1 + 1, released: 0 });
  earns(t, tagged('{"x": NaN}'), BOX, { paper: -1, released: 0 });
});

t.test('paths in both forms, worked out by hand', async (t) => {
  // ALAF sqrt 2 + 0.25 pi / 2 = 1.806913, limit sqrt 2 + 0.25 pi + 0.1 ln 10 = 2.429870: 1 - 0.743625 = 0.256375.
  earns(t, tagged('[[0, 0], [0, 1]]'), PATH, { paper: 1.256375, released: 0.9 * 0.256375 + 0.1 });
  // ALAF 0.5 + 0.1 ln 2 = 0.569315: 1 - 0.234298 = 0.765702.
  earns(t, tagged('[[0, 0], [0.5, 0]]'), PATH, { paper: 1.765702, released: 0.9 * 0.765702 + 0.1 });
  earns(t, tagged('[[0, 0], [1, 0]]'), PATH, { paper: 2, released: 1 });
  // One waypoint is no path of ours. The code takes it: ln(1 / 1e-12) / 10 = 2.763102 is beyond the limit, so nothing.
  earns(t, tagged('[[0, 0]]'), PATH, { paper: 1, released: 0.1 });
  // Pixels: the code moves (300, 0) to (1, 0), we refuse it.
  earns(t, tagged('[[0, 0], [300, 0]]'), PATH, { paper: 1, released: 1 });
  earns(t, tagged('["a", "b"]'), PATH, { paper: 1, released: 0.1 });
});

t.test('advantages of a group, worked out by hand', async (t) => {
  // Mean 0.2, deviation sqrt((0.64 + 4 x 0.04) / 4) = 0.447214.
  const [best, ...others] = groupAdvantages([1, 0, 0, 0, 0]);
  near(t, best!, 0.8 / 0.447215, 'the one that got it');
  for (const each of others) near(t, each, -0.2 / 0.447215, 'the others');
  for (const each of groupAdvantages([0.7, 0.7, 0.7])) near(t, each, 0, 'all alike: nothing to learn');
  t.strictSame(groupAdvantages([0.7]), [0]);
  t.strictSame(groupAdvantages([]), []);
});
