import t from 'tap';
import { DelayLine, stayAction } from '../../harness/episode/delay.ts';
import { conclude, imageFindings, languageFindings, resetFindings } from '../../harness/episode/evidence.ts';
import { flatten, sameReading } from '../../harness/episode/readback.ts';
import { signature, signatureDistance } from '../../harness/episode/signature.ts';
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

t.test('the delay line delivers k steps late, holds until then, and measures it', async (t) => {
  const line = new DelayLine(2, [9]);
  t.same(line.push([[1], [2], [3]], 0), [[9], [9], [1]]);
  t.same(line.push([[4]], 3), [[2]]);
  t.equal(line.firstDelaySteps, 2);
  t.same(line.pushHold([[0], [0], [0]], 4), [[3], [4], [0]]);
  t.equal(line.applied, 4);
});

t.test('without delay the first action is not late, and held rows are nobody’s actions', async (t) => {
  const line = new DelayLine(0, [9]);
  line.pushHold([[9]], 0);
  t.equal(line.applied, 0);
  line.push([[1]], 1);
  t.equal(line.firstDelaySteps, 0);
});

t.test('staying repeats an absolute command and zeroes a change', async (t) => {
  t.same(stayAction('ee_pose', [1, 2, 3, 0, 0, 0, 1, 0.5]), [1, 2, 3, 0, 0, 0, 1, 0.5]);
  t.same(stayAction('ee_delta', [1, 2, 3, 0, 0, 0, 0.5]), [0, 0, 0, 0, 0, 0, 0.5]);
});
