import t from 'tap';
import { Trial, type Way } from '../../harness/visuals/trial.ts';

/** The ways of so many frames, where a frame takes what `msOf` says. */
function ways(frames: number, msOf: (way: Way, frame: number) => number): readonly Way[] {
  const trial = new Trial(1);
  return Array.from({ length: frames }, (_, frame) => {
    const { way } = trial;
    trial.took(msOf(way, frame));
    return way;
  });
}

const share = (taken: readonly Way[], way: Way): number => taken.filter((each) => each === way).length / taken.length;

/** Frames before the other way is tried for the first time, and of each trial. */
const COMPILING = 128;
const TRIED = 8;

t.test('the first way is given time to be compiled before the other is tried', async (t) => {
  const taken = ways(COMPILING + TRIED, () => 1);
  t.same(taken.slice(0, COMPILING), Array(COMPILING).fill(1));
  t.same(taken.slice(COMPILING), Array(TRIED).fill(0));
});

t.test('the quicker way is taken nearly always', async (t) => {
  for (const quick of [0, 1] as const) {
    const taken = ways(4000, (way) => (way === quick ? 2 : 3));
    t.ok(share(taken.slice(COMPILING), quick) > 0.97, `${share(taken, quick)}`);
  }
});

t.test('a way that is hardly quicker does not win', async (t) => {
  t.ok(
    share(
      ways(4000, (way) => (way === 0 ? 1.96 : 2)),
      1,
    ) > 0.97,
  );
});

t.test('slow first frames of a trial, and one in the middle, do not count', async (t) => {
  const slow = [COMPILING, COMPILING + 1, COMPILING + 5];
  const taken = ways(COMPILING + TRIED + 32, (way, frame) => (slow.includes(frame) ? 100 : way === 0 ? 2 : 3));
  t.same(taken.slice(COMPILING + TRIED), Array(32).fill(0));
});

t.test('what was quicker and is not any more is left', async (t) => {
  const taken = ways(8000, (way, frame) => (way === (frame < 4000 ? 1 : 0) ? 2 : 3));
  t.ok(share(taken.slice(2000, 4000), 1) > 0.97);
  t.ok(share(taken.slice(6000), 0) > 0.97);
});
