import t from 'tap';
import { conclude, imageFindings, languageFindings, resetFindings } from '../../harness/episode/evidence.ts';
import { ActionLine } from '../../harness/episode/line.ts';
import { flatten, sameReading } from '../../harness/episode/readback.ts';
import { signature, signatureDistance } from '../../harness/episode/signature.ts';
import { stayAction } from '../../harness/episode/staying.ts';
import type { CameraImage, EpisodeSpec, SceneSpec, SimulatorReset } from '../../harness/types.ts';

const scene = {
  light: { ambient: 0.6, direction: [0, 0, 1] },
  bodies: [{ name: 'target', color: [1, 0, 0], massKg: 0.1, quaternion: [0, 0, 0, 1], texture: null }],
  sensorNoiseStd: 0,
} as unknown as SceneSpec;

function level(fields: Partial<EpisodeSpec>): EpisodeSpec {
  return {
    scene,
    changes: [],
    occlusion: null,
    channels: ['image'],
    nominalEpisodeId: 's/nominal/0',
    latencySteps: 0,
    instruction: 'go',
    ...fields,
  } as EpisodeSpec;
}

const readBack = (change: (draft: Record<string, never>) => void): SimulatorReset => {
  const copy = structuredClone(scene) as unknown as Record<string, never>;
  change(copy);
  return { readBack: copy, reading: { visibility: [] } } as unknown as SimulatorReset;
};

t.test('scenes become paths with names', async (t) => {
  t.same(
    [...flatten(scene).keys()],
    [
      'light.ambient',
      'light.direction',
      'bodies.target.name',
      'bodies.target.color',
      'bodies.target.massKg',
      'bodies.target.quaternion',
      'bodies.target.texture',
      'sensorNoiseStd',
    ],
  );
});

t.test('readings equal up to single precision; a quaternion equals its negative', async (t) => {
  t.ok(sameReading('x', 0.1, Math.fround(0.1)));
  t.notOk(sameReading('x', 0.1, 0.101));
  t.ok(sameReading('a.quaternion', [0, 0, 0, 1], [0, 0, 0, -1]));
  t.notOk(sameReading('a.quaternion', [0, 0, 0, 1], [0, 0, 0.1, 0.995]));
  t.notOk(sameReading('x', [1, 2], [1]));
});

t.test('a planned change that the simulator did not make is not applied', async (t) => {
  const episode = level({ changes: [{ path: 'light.ambient', value: 0.6 }] });
  const ok = resetFindings(
    episode,
    readBack(() => {}),
  );
  t.match(conclude(episode, ok, null), { status: 'applied', details: [{ path: 'light.ambient', ok: true }] });
  const bad = resetFindings(
    episode,
    readBack((draft) => Object.assign(draft.light!, { ambient: 0.9 })),
  );
  t.match(conclude(episode, bad, null), { status: 'not_applied', details: [{ asked: 0.6, got: 0.9, ok: false }] });
});

t.test('a change that nobody planned is found too', async (t) => {
  const found = resetFindings(
    level({}),
    readBack((draft) => Object.assign(draft.bodies![0]!, { massKg: 1 })),
  );
  t.match(found, [{ path: 'bodies.target.massKg', asked: 0.1, got: 1, ok: false }]);
});

t.test('an occlusion is proven by what was measured', async (t) => {
  const episode = level({ occlusion: { camera: 'front', body: 'target', fraction: 0.5, tolerance: 0.1 } });
  const measured = (fraction: number) =>
    resetFindings(episode, {
      readBack: scene,
      reading: { visibility: [{ camera: 'front', body: 'target', fraction }] },
    } as unknown as SimulatorReset);
  t.match(measured(0.45), [{ asked: 0.5, ok: true }]);
  t.match(measured(0.9), [{ asked: 0.5, ok: false }]);
});

const image = (value: number): CameraImage => ({
  widthPx: 32,
  heightPx: 32,
  rgb: new Uint8Array(32 * 32 * 3).fill(value),
  intrinsics: [1, 1, 1, 1],
  pose: { position: [0, 0, 0], quaternion: [0, 0, 0, 1] },
});

t.test('pictures: the signature is the mean of a cell, and equal pictures prove nothing', async (t) => {
  const dim = signature(image(10));
  t.equal(dim.length, 768);
  t.equal(dim[5], 10);
  t.equal(signatureDistance(dim, signature(image(13))), 3);
  t.match(imageFindings(level({}), dim, signature(image(10))), [{ ok: false }]);
  t.match(imageFindings(level({}), dim, signature(image(11))), [{ ok: true }]);
  t.same(imageFindings(level({ channels: ['dynamics'] }), dim, dim), []);
});

t.test('language: the words that went over the wire, and other words than nominal', async (t) => {
  const episode = level({ channels: ['language'], instruction: 'Move it.' });
  t.match(languageFindings(episode, 'Move it.', 'Put it.'), [{ ok: true }]);
  t.match(languageFindings(episode, 'Put it.', 'Put it.'), [{ ok: false }]);
  t.match(languageFindings(episode, null, 'Put it.'), [{ ok: false }]);
  t.match(languageFindings(level({ channels: ['language'], instruction: 'Put it.' }), 'Put it.', 'Put it.'), [
    { ok: false },
  ]);
});

const staying = (last: readonly number[]) => last;

t.test('an answer comes k steps late, the robot holds until then, and the delay is measured', async (t) => {
  const line = new ActionLine('hold', [9], staying);
  line.push([[1], [2], [3]], 0, 2);
  t.same(line.take(0, 3), [[9], [9], [1]]);
  line.push([[4]], 3, 2);
  t.same(line.take(3, 1), [[2]]);
  t.same(line.take(4, 4), [[3], [4], [4], [4]], 'then it stays');
  t.equal(line.firstDelaySteps, 2);
  t.equal(line.applied, 4, 'staying is nobody’s action');
  t.equal(line.oldestSteps, 4);
});

t.test('continue: the rest of the answer before, then of the new one what is not past', async (t) => {
  const line = new ActionLine('continue', [9], staying);
  line.push([[0], [1], [2], [3], [4], [5]], 0, 2);
  t.same(line.take(0, 4), [[9], [9], [2], [3]], 'nothing came before the first');
  line.push([[40], [41], [42], [43], [44], [45]], 4, 2);
  t.same(line.take(4, 4), [[4], [5], [42], [43]]);
  t.equal(line.firstDelaySteps, 2);
});

t.test('continue: an answer whose steps are all past gives its last row, once', async (t) => {
  const line = new ActionLine('continue', [9], staying);
  for (const step of [0, 1, 2, 3]) {
    line.push([[step]], step, 2);
    t.same(line.take(step, 1), [[[9], [9], [0], [1]][step]]);
  }
  t.equal(line.applied, 2);
});

t.test('of answers that have arrived the newest observation counts, whichever came first', async (t) => {
  for (const meanwhile of ['hold', 'continue'] as const) {
    const line = new ActionLine(meanwhile, [9], staying);
    line.push([[0], [1], [2], [3], [4], [5], [6]], 0, 5);
    line.take(0, 2);
    line.push([[20], [21], [22], [23]], 2, 1);
    const [first, ...rest] = line.take(2, 5);
    t.same(first, [9]);
    t.same(rest, meanwhile === 'hold' ? [[20], [21], [22], [23]] : [[21], [22], [23], [23]], meanwhile);
  }
});

t.test('without delay the first action is not late', async (t) => {
  const line = new ActionLine('hold', [9], staying);
  t.same(line.take(0, 1), [[9]]);
  t.equal(line.applied, 0);
  line.push([[1]], 1, 0);
  t.same(line.take(1, 1), [[1]]);
  t.equal(line.firstDelaySteps, 0);
});

t.test('staying repeats an absolute command and zeroes a change', async (t) => {
  t.same(stayAction('ee_pose', [1, 2, 3, 0, 0, 0, 1, 0.5]), [1, 2, 3, 0, 0, 0, 1, 0.5]);
  t.same(stayAction('ee_delta', [1, 2, 3, 0, 0, 0, 0.5]), [0, 0, 0, 0, 0, 0, 0.5]);
});
