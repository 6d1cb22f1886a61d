import t from 'tap';
import { Trial, type Way } from '../../harness/visuals/trial.ts';

/** The ways of so many frames, where a frame takes what `msOf` says. */
function ways(frames: number, msOf: (way: Way, frame: number) => number): readonly Way[] {
  const trial = new Trial();
  return Array.from({ length: frames }, (_, frame) => {
    const { way } = trial;
    trial.took(msOf(way, frame));
    return way;
  });
}

const share = (taken: readonly Way[], way: Way): number => taken.filter((each) => each === way).length / taken.length;

t.test('both ways are tried before one is kept', async (t) => {
  const taken = ways(16, () => 1);
  t.same(taken.slice(0, 8), Array(8).fill(0));
  t.same(taken.slice(8), Array(8).fill(1));
});

t.test('the quicker way is taken nearly always', async (t) => {
  for (const quick of [0, 1] as const) {
    const taken = ways(4000, (way) => (way === quick ? 2 : 3));
    t.ok(share(taken, quick) > 0.97, `${share(taken, quick)}`);
  }
});

t.test('a slow first frame of a way, and one in the middle, do not count', async (t) => {
  const taken = ways(200, (way, frame) => (frame === 8 || frame === 12 ? 100 : way === 1 ? 2 : 3));
  t.same(taken.slice(16, 48), Array(32).fill(1));
});

t.test('what was quicker and is not any more is left', async (t) => {
  const taken = ways(8000, (way, frame) => (way === (frame < 4000 ? 1 : 0) ? 2 : 3));
  t.ok(share(taken.slice(2000, 4000), 1) > 0.97);
  t.ok(share(taken.slice(6000), 0) > 0.97);
});
