/** `observation` of a reply, checked against what was asked for. */
import type { CameraImage, CameraRequest, ObserveRequest, Quat, SensorReading, StateKey, Vec3 } from '../types.ts';
import { ANY, copyArray, readArray } from './array.ts';
import { type Fields, isMap, malformed, mapAt, numbersAt } from './check.ts';
import { readImage } from './image.ts';

const STATE_LENGTH: Readonly<Record<StateKey, number>> = {
  jointPositions: ANY,
  jointVelocities: ANY,
  tcpPose: 7,
  gripperOpening: 1,
};

/** Reads `reply.observation`; every camera, state key and visibility that was asked for must be there. */
export async function readReading(reply: Fields, asked: ObserveRequest): Promise<SensorReading> {
  const observation = mapAt(reply, 'observation');
  const cameras: Record<string, CameraImage> = {};
  if (asked.cameras.length > 0) {
    const given = mapAt(observation, 'cameras');
    for (const camera of asked.cameras) cameras[camera.name] = await readCamera(mapAt(given, camera.name), camera);
  }
  return {
    cameras,
    state: readState(observation, asked.state),
    visibility: readVisibility(observation, asked),
    framesRendered: framesIn(observation),
    poses: asked.poses ? readPoses(observation) : null,
  };
}

function readPoses({ poses: given }: Fields): Float64Array {
  const poses = copyArray(given, 'poses', 'float64', [ANY, 7]);
  const broken = poses.findIndex((each) => !Number.isFinite(each));
  if (broken >= 0) throw malformed(`poses[${Math.floor(broken / 7)}]`, 'finite numbers', String(poses[broken]));
  return poses;
}

function framesIn({ framesRendered: frames }: Fields): number {
  if (!Number.isSafeInteger(frames) || (frames as number) < 0) throw malformed('framesRendered', 'a count', frames);
  return frames as number;
}

async function readCamera(fields: Fields, asked: CameraRequest): Promise<CameraImage> {
  const { name, widthPx, heightPx } = asked;
  const shape = [heightPx, widthPx];
  const image = {
    widthPx,
    heightPx,
    rgb: await readImage(fields.rgb, `${name}.rgb`, widthPx, heightPx),
    intrinsics: numbersAt(fields, 'intrinsics', 4) as unknown as CameraImage['intrinsics'],
    pose: {
      position: numbersAt(fields, 'position', 3) as unknown as Vec3,
      quaternion: numbersAt(fields, 'quaternion', 4) as unknown as Quat,
    },
  };
  return {
    ...image,
    ...(asked.depth && { depthM: readArray(fields.depth, `${name}.depth`, 'float32', shape) }),
    ...(asked.segmentation && {
      segmentation: readArray(fields.segmentation, `${name}.segmentation`, 'int32', shape),
    }),
  };
}

function readState(observation: Fields, keys: readonly StateKey[]): SensorReading['state'] {
  const state: Partial<Record<StateKey, Float64Array>> = {};
  if (keys.length === 0) return state;
  const given = mapAt(observation, 'state');
  for (const key of keys) state[key] = copyArray(given[key], `state.${key}`, 'float64', [STATE_LENGTH[key]]);
  return state;
}

function readVisibility(observation: Fields, { visibility: asked = [] }: ObserveRequest): SensorReading['visibility'] {
  const given: unknown = observation.visibility ?? [];
  if (!Array.isArray(given)) throw malformed('visibility', 'a list', given);
  return asked.map(({ camera, body }) => {
    const found: unknown = given.find((each) => isMap(each) && each.camera === camera && each.body === body);
    const fraction = isMap(found) ? found.fraction : undefined;
    if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 1)) {
      throw malformed(`visibility of ${body} in ${camera}`, 'a fraction in [0, 1]', fraction);
    }
    return { camera, body, fraction };
  });
}
