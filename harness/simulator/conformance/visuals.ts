import { distance } from '../../geometry/vector.ts';
import { compose, poseAt, posesOf } from '../../render/poses.ts';
import type { FramePoses, VisualFrame, Visuals } from '../../render/visuals.ts';
import type { ObserveRequest, WorldState } from '../../types.ts';
import { isMap, mapAt } from '../check.ts';
import { DEADLINES } from '../deadlines.ts';
import type { RemoteSimulator } from '../remote.ts';
import {
  type Check,
  expect,
  expectRefusal,
  NOTHING,
  type Subject,
  undrawn,
  withConnection,
  withSimulator,
} from './check.ts';

/** What a scene looks like, and that world states alone say where all of it is. */
export const VISUALS: readonly Check[] = [
  { name: 'every body, surface and zone has a part, and every mesh is sound', skip: unoffered, run: completeLook },
  { name: 'poses of frames follow from the world state', skip: unoffered, run: kinematics },
  {
    name: 'cameras on the hand hang on the hand frame',
    skip: (subject) => unoffered(subject) ?? undrawn(subject),
    run: handFrame,
  },
  { name: 'meshes and textures that are known are not sent again', skip: unoffered, run: sentOnce },
  { name: 'poses are not sent where nobody asks', skip: unoffered, run: unaskedPoses },
  { name: 'visuals before reset are E_NOT_RESET', skip: unoffered, run: beforeReset },
];

const POSES: ObserveRequest = { ...NOTHING, poses: true };

/** For rounding of a simulator's own kinematics (metres, and components of a unit quaternion). */
const TOLERANCE = 1e-6;
/** A state has one opening for all fingers: each may be this far from their mean, in metres or radians. */
const FINGER_TOLERANCE = 0.002;

function unoffered({ info }: Subject): string | null {
  return info.visuals ? null : 'the bridge offers no visuals';
}

/** That hashes, indices and numbers are sound is what the client demands of every look. */
async function completeLook(subject: Subject): Promise<void> {
  const { names, visuals } = await withSimulator(subject, async (simulator) => {
    const { names } = await simulator.reset(subject.scene, 1, NOTHING);
    return { names, ...(await simulator.visuals([])) };
  });
  const bare = names.filter((name) => !visuals.parts.some((part) => part.name === name));
  expect(bare.length === 0, `a part for each of ${names.join(', ')}`, `none for ${bare.join(', ')}`);
}

async function kinematics(subject: Subject): Promise<void> {
  await withSimulator(subject, async (simulator) => {
    const reset = await simulator.reset(subject.scene, 1, POSES);
    const { visuals } = await simulator.visuals([]);
    comparePoses(visuals, reset.worldState, reset.reading.poses!);
    for (const opening of [0, 1]) {
      const { worldStates, reading } = await simulator.step(bent(subject, opening), POSES);
      comparePoses(visuals, worldStates.at(-1)!, reading.poses!);
    }
  });
}

/** Each joint a little away from where it starts. */
function bent({ scene }: Subject, opening: number) {
  const row = [...scene.robot.jointsRad.map((joint, i) => joint + 0.03 * (i + 1) * (1 - opening)), opening];
  const data = Float64Array.from(Array.from({ length: 10 }, () => row).flat());
  return { mode: 'joint_position', count: 10, dim: row.length, data } as const;
}

function comparePoses(visuals: Visuals, state: WorldState, poses: FramePoses): void {
  const own = posesOf(visuals, state);
  expect(poses.length === own.length, `${visuals.frames.length} poses of 7 numbers`, `${poses.length} numbers`);
  const loose = followingGripper(visuals.frames);
  visuals.frames.forEach(({ name }, frame) => {
    const apart = difference(own, poses, frame);
    const limit = loose.has(frame) ? FINGER_TOLERANCE : TOLERANCE;
    expect(apart <= limit, `frame ${name} within ${limit} of where the world state puts it`, `${apart} away`);
  });
}

/** Frames that the gripper moves, and all that hang on them. */
function followingGripper(frames: readonly VisualFrame[]): ReadonlySet<number> {
  const found = new Set<number>();
  frames.forEach((frame, index) => {
    if (frame.kind !== 'link') return;
    if (found.has(frame.parent) || (frame.joint && 'open' in frame.joint.drive)) found.add(index);
  });
  return found;
}

/** The largest of the seven; a quaternion and its negative are one rotation. */
function difference(a: FramePoses, b: FramePoses, frame: number): number {
  const [p, q] = [a, b].map((poses) => poses.subarray(frame * 7, frame * 7 + 7)) as [FramePoses, FramePoses];
  const sign = p[3]! * q[3]! + p[4]! * q[4]! + p[5]! * q[5]! + p[6]! * q[6]! < 0 ? -1 : 1;
  return Math.max(...Array.from(p, (value, i) => Math.abs(value - (i < 3 ? 1 : sign) * q[i]!)));
}

async function handFrame(subject: Subject): Promise<void> {
  const camera = subject.scene.cameras.find(({ mount }) => mount === 'hand')!;
  const observe = { ...POSES, cameras: [{ name: camera.name, widthPx: 8, heightPx: 8 }] };
  await withSimulator(subject, async (simulator) => {
    const { reading } = await simulator.reset(subject.scene, 1, observe);
    const { visuals } = await simulator.visuals([]);
    if (visuals.handFrame < 0) return;
    const wanted = compose(poseAt(reading.poses!, visuals.handFrame), camera).position;
    const got = reading.cameras[camera.name]!.pose.position;
    expect(distance(got, wanted) < 1e-4, `camera ${camera.name} at ${wanted}`, got);
  });
}

async function sentOnce(subject: Subject): Promise<void> {
  const scene = { ...subject.scene, table: { ...subject.scene.table, texture: textureOf(subject) } };
  await withSimulator(subject, async (simulator) => {
    await simulator.reset(scene, 1, NOTHING);
    const all = await hashesSent(simulator, []);
    expect((await hashesSent(simulator, all)).length === 0, 'nothing that is known', 'something');
    const [first, ...others] = all;
    if (first === undefined) return;
    const again = await hashesSent(simulator, others);
    expect(again.join() === first, `${first}, the only one that is not known`, again);
  });
}

/** A texture that the bridge has, if it has any. */
function textureOf({ info }: Subject): string | null {
  const name = Object.keys(info.assets).find((asset) => asset.startsWith('textures/'));
  return name?.slice('textures/'.length) ?? null;
}

async function hashesSent(simulator: RemoteSimulator, known: readonly string[]): Promise<readonly string[]> {
  const { assets } = await simulator.visuals(known);
  return [...Object.keys(assets.meshes), ...Object.keys(assets.textures)];
}

async function unaskedPoses(subject: Subject): Promise<void> {
  await withConnection(subject, async (connection) => {
    const fields = { scene: subject.scene, seed: 1, observe: NOTHING };
    const observation = mapAt(await connection.request('reset', fields, DEADLINES.resetMs), 'observation');
    expect(!isMap(observation.poses), 'an observation without poses', 'poses');
  });
}

async function beforeReset(subject: Subject): Promise<void> {
  await withConnection(subject, async (connection) => {
    await expectRefusal(connection.request('visuals', { known: [] }, DEADLINES.observeMs), 'E_NOT_RESET');
  });
}
