import { distance, toLocal } from '../../geometry/vector.ts';
import type { CameraImage, ObserveRequest, SceneSpec } from '../../types.ts';
import {
  brought,
  type Check,
  expect,
  expectNear,
  NOTHING,
  type Subject,
  undrawn,
  unless,
  withSimulator,
} from './check.ts';
import { LOOK_FRONT, TARGET, withBody } from './scene.ts';

/** What a camera tells, and that it costs nothing where nobody looks. */
export const SENSORS: readonly Check[] = [
  { name: 'pictures of any size and several cameras at once', skip: unless(undrawn, brought), run: sizes },
  {
    name: 'intrinsics and pose belong to the camera that was asked for',
    skip: unless(undrawn, brought),
    run: cameraModel,
  },
  { name: 'depth is metres along the optical axis', skip: unless(undrawn, brought), run: depth },
  { name: 'segmentation holds indices of names, and the target', skip: unless(undrawn, brought), run: segmentation },
  { name: 'visibility of a free body is near 1, of a hidden one lower', skip: brought, run: visibility },
  { name: 'a changed colour, table or light changes the picture', skip: unless(undrawn, brought), run: visualChange },
  {
    name: 'the same scene gives the same picture',
    skip: unless(undrawn, nondeterministic, brought),
    run: samePicture,
  },
  { name: 'a camera on the hand moves with it', skip: unless(undrawn, brought), run: handCamera },
  { name: 'proprioception has its keys and lengths', run: proprioception },
  { name: 'nothing is rendered that was not asked for', skip: unless(undrawn, brought), run: nothingUnasked },
  { name: 'observing without a camera is cheap', run: cheapObserve },
];

function nondeterministic({ info }: Subject): string | null {
  return info.deterministic ? null : 'the simulator says that it is not deterministic';
}

const seeing = (subject: Subject, scene: SceneSpec, observe: ObserveRequest) =>
  withSimulator(subject, async (simulator) => (await simulator.reset(scene, 1, observe)).reading);

async function frontOf(subject: Subject, scene: SceneSpec, extra = {}): Promise<CameraImage> {
  const cameras = [{ ...LOOK_FRONT.cameras[0]!, ...extra }];
  return (await seeing(subject, scene, { cameras, state: [] })).cameras.front!;
}

async function sizes(subject: Subject): Promise<void> {
  const cameras = [
    { name: 'front', widthPx: 320, heightPx: 180 },
    { name: 'wrist', widthPx: 64, heightPx: 64 },
  ];
  const reading = await seeing(subject, subject.scene, { cameras, state: [] });
  expect(reading.cameras.front?.rgb.length === 320 * 180 * 3, '320 x 180 x 3 bytes', reading.cameras.front?.rgb.length);
  expect(reading.cameras.wrist?.rgb.length === 64 * 64 * 3, '64 x 64 x 3 bytes', reading.cameras.wrist?.rgb.length);
}

async function cameraModel(subject: Subject): Promise<void> {
  const { intrinsics, pose, heightPx, widthPx } = await frontOf(subject, subject.scene);
  const front = subject.scene.cameras[0]!;
  const [fx, fy, cx, cy] = intrinsics;
  const focal = heightPx / 2 / Math.tan(front.fovYRad / 2);
  for (const [got, wanted, what] of [
    [fx, focal, 'fx'],
    [fy, focal, 'fy'],
    [cx, widthPx / 2, 'cx'],
    [cy, heightPx / 2, 'cy'],
  ] as const) {
    expectNear(got, wanted, 1, what);
  }
  expect(distance(pose.position, front.position) < 0.001, `camera at ${front.position}`, pose.position);
}

/** At the pixel of the target's foot the depth is that of something between the foot and a hand's breadth nearer. */
async function depth(subject: Subject): Promise<void> {
  const { depthM, widthPx, heightPx, intrinsics, pose } = await frontOf(subject, subject.scene, { depth: true });
  const { farM } = subject.scene.cameras[0]!;
  expect(
    depthM!.every((metres) => metres > 0 && metres <= farM * 1.001),
    `depths in (0, ${farM}]`,
    'others',
  );
  const [x, y, z] = toLocal(pose, subject.scene.bodies[0]!.position);
  const [fx, fy, cx, cy] = intrinsics;
  const [u, v] = [Math.round(cx + (fx * x) / z), Math.round(cy + (fy * y) / z)];
  expect(u >= 0 && v >= 0 && u < widthPx && v < heightPx, 'the target inside the picture', [u, v]);
  const got = depthM![v * widthPx + u]!;
  expect(got > z - 0.15 && got < z + 0.05, `a depth near ${z.toFixed(3)} m at the target`, got);
}

async function segmentation(subject: Subject): Promise<void> {
  const { names, reading } = await withSimulator(subject, (simulator) =>
    simulator.reset(subject.scene, 1, { cameras: [{ ...LOOK_FRONT.cameras[0]!, segmentation: true }], state: [] }),
  );
  const indices = reading.cameras.front!.segmentation!;
  expect(
    indices.every((index) => index >= -1 && index < names.length),
    `indices in [-1, ${names.length})`,
    'others',
  );
  expect(indices.includes(0), 'the target (index 0) in the picture', [...new Set(indices)]);
}

async function visibility(subject: Subject): Promise<void> {
  const observe = { ...NOTHING, visibility: [{ camera: 'front', body: 'target' }] };
  const free = (await seeing(subject, subject.scene, observe)).visibility[0]!.fraction;
  expect(free > 0.9, 'a free target visible by more than 0.9', free);
  const [x, y] = TARGET.position;
  const hidden = withBody(subject.scene, 'receptacle', {
    model: subject.scene.bodies[0]!.model,
    position: [x + 0.06, y, 0],
  });
  const less = (await seeing(subject, hidden, observe)).visibility[0]!.fraction;
  expect(less < free - 0.05, `less than ${free.toFixed(2)} behind another body`, less);
}

async function visualChange(subject: Subject): Promise<void> {
  const { scene } = subject;
  const nominal = await frontOf(subject, scene);
  const changed = {
    'colour of the target': withBody(scene, 'target', { color: [0.1, 0.9, 0.1] }),
    'colour of the table': { ...scene, table: { ...scene.table, color: [0.1, 0.1, 0.5] as const } },
    light: { ...scene, light: { ...scene.light, ambient: 0.2, diffuse: 0.2 } },
  };
  for (const [what, other] of Object.entries(changed)) {
    const image = await frontOf(subject, other);
    expect(Buffer.compare(image.rgb, nominal.rgb) !== 0, `another picture with another ${what}`, 'the same');
  }
}

async function samePicture(subject: Subject): Promise<void> {
  const noisy = { ...subject.scene, sensorNoiseStd: 4 };
  const [a, b] = [await frontOf(subject, noisy), await frontOf(subject, noisy)];
  expect(Buffer.compare(a.rgb, b.rgb) === 0, 'the same picture of the same scene and seed, noise and all', 'another');
}

async function handCamera(subject: Subject): Promise<void> {
  const observe = { cameras: [{ name: 'wrist', widthPx: 32, heightPx: 32 }], state: [] };
  const moved = await withSimulator(subject, async (simulator) => {
    const before = (await simulator.reset(subject.scene, 1, observe)).reading.cameras.wrist!;
    const row = subject.scene.robot.jointsRad.map((joint, i) => (i === 0 ? joint + 0.3 : joint));
    const data = Float64Array.from(Array.from({ length: 20 }, () => [...row, 1]).flat());
    const mode = 'joint_position';
    const { reading } = await simulator.step({ mode, count: 20, dim: row.length + 1, data }, observe);
    return distance(before.pose.position, reading.cameras.wrist!.pose.position);
  });
  expect(moved > 0.05, 'the camera on the hand moved by more than 5 cm', moved);
}

async function proprioception(subject: Subject): Promise<void> {
  const state = ['jointPositions', 'jointVelocities', 'tcpPose', 'gripperOpening'] as const;
  const { reading, worldState } = await withSimulator(subject, (simulator) =>
    simulator.reset(subject.scene, 1, { cameras: [], state }),
  );
  const joints = worldState.jointsRad.length;
  const lengths = state.map((key) => reading.state[key]?.length);
  expect(lengths.join() === [joints, joints, 7, 1].join(), `lengths ${[joints, joints, 7, 1]}`, lengths);
}

async function nothingUnasked(subject: Subject): Promise<void> {
  await withSimulator(subject, async (simulator) => {
    const still = {
      mode: 'ee_delta',
      count: 2,
      dim: 7,
      data: Float64Array.from([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]),
    } as const;
    const { reading: atReset } = await simulator.reset(subject.scene, 1, NOTHING);
    const { reading: atStep } = await simulator.step(still, NOTHING);
    const blind = [atReset, atStep, await simulator.observe(NOTHING)].map(({ framesRendered }) => framesRendered);
    expect(
      blind.every((frames) => frames === 0),
      '0 frames rendered',
      blind,
    );
    const { framesRendered } = (await simulator.step(still, LOOK_FRONT)).reading;
    expect(framesRendered === 1, '1 frame rendered for a chunk that asks for one', framesRendered);
  });
}

const CHEAP_MS = 20;

async function cheapObserve(subject: Subject): Promise<void> {
  await withSimulator(subject, async (simulator) => {
    await simulator.reset(subject.scene, 1, NOTHING);
    const timesMs: number[] = [];
    for (let i = 0; i < 21; i++) {
      const startedMs = performance.now();
      await simulator.observe({ cameras: [], state: ['tcpPose'] });
      timesMs.push(performance.now() - startedMs);
    }
    const medianMs = timesMs.sort((a, b) => a - b)[10]!;
    expect(medianMs < CHEAP_MS, `a median below ${CHEAP_MS} ms`, `${medianMs.toFixed(1)} ms`);
  });
}
