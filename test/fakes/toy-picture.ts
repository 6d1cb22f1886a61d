/** Pictures of a toy world: one flat colour that depends on all that a camera could see; bodies are squares in depth and segmentation. */
import { createHash } from 'node:crypto';
import { add, multiply, rotate, toLocal } from '../../harness/geometry/vector.ts';
import type { WireArray, WireCamera } from '../../harness/simulator/protocol.ts';
import type { CameraRequest, CameraSpec, Pose } from '../../harness/types.ts';
import type { ToyWorld } from './toy-world.ts';

const BODY_SIZE_M = 0.06;

export const wireArray = (
  values: Float64Array | Float32Array | Int32Array | Uint8Array,
  shape: readonly number[],
): WireArray => ({
  dtype: DTYPES[values.constructor.name]!,
  shape,
  data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
});

const DTYPES: Readonly<Record<string, WireArray['dtype']>> = {
  Float64Array: 'float64',
  Float32Array: 'float32',
  Int32Array: 'int32',
  Uint8Array: 'uint8',
};

/** What a camera sees; `sameColor` draws the same whatever it is. */
export function takePicture(world: ToyWorld, camera: CameraSpec, asked: CameraRequest, sameColor: boolean): WireCamera {
  const { widthPx, heightPx } = asked;
  const pose = poseOf(world, camera);
  const fx = heightPx / 2 / Math.tan(camera.fovYRad / 2);
  const layers = paint(world, pose, fx, asked, camera.farM);
  return {
    rgb: wireArray(filled(widthPx * heightPx, sameColor ? [90, 90, 90] : colorOf(world, camera, pose)), [
      heightPx,
      widthPx,
      3,
    ]),
    ...(asked.depth && { depth: wireArray(layers.depth, [heightPx, widthPx]) }),
    ...(asked.segmentation && { segmentation: wireArray(layers.segmentation, [heightPx, widthPx]) }),
    intrinsics: [fx, fx, widthPx / 2, heightPx / 2],
    position: pose.position,
    quaternion: pose.quaternion,
  };
}

/** Part of a body's square that no nearer one covers; 0 outside the picture. */
export function visibleFraction(world: ToyWorld, camera: CameraSpec, body: number): number {
  const asked = { name: camera.name, widthPx: 64, heightPx: 64 };
  const pose = poseOf(world, camera);
  const fx = asked.heightPx / 2 / Math.tan(camera.fovYRad / 2);
  const count = (only?: number) =>
    paint(world, pose, fx, asked, camera.farM, only).segmentation.reduce(
      (sum, index) => sum + (index === body ? 1 : 0),
      0,
    );
  const alone = count(body);
  return alone === 0 ? 0 : count() / alone;
}

function poseOf({ tcp }: ToyWorld, camera: CameraSpec): Pose {
  if (camera.mount === 'world') return camera;
  return {
    position: add(tcp.position, rotate(tcp.quaternion, camera.position)),
    quaternion: multiply(tcp.quaternion, camera.quaternion),
  };
}

function paint(
  world: ToyWorld,
  pose: Pose,
  fx: number,
  { widthPx, heightPx }: CameraRequest,
  farM: number,
  only?: number,
) {
  const depth = new Float32Array(widthPx * heightPx).fill(farM);
  const segmentation = new Int32Array(widthPx * heightPx).fill(-1);
  world.bodies.forEach((body, index) => {
    const [x, y, z] = toLocal(pose, body.pose.position);
    if (z <= 0 || (only !== undefined && only !== index)) return;
    const half = (fx * BODY_SIZE_M * body.spec.scale) / z / 2;
    const [u, v] = [widthPx / 2 + (fx * x) / z, heightPx / 2 + (fx * y) / z];
    for (let row = Math.max(0, Math.round(v - half)); row < Math.min(heightPx, v + half); row++) {
      for (let column = Math.max(0, Math.round(u - half)); column < Math.min(widthPx, u + half); column++) {
        const pixel = row * widthPx + column;
        if (z < depth[pixel]!) [depth[pixel], segmentation[pixel]] = [z, index];
      }
    }
  });
  return { depth, segmentation };
}

function colorOf(world: ToyWorld, camera: CameraSpec, pose: Pose): readonly number[] {
  const { table, floor, background, light, zones, sensorNoiseStd } = world.scene;
  const bodies = world.bodies.map((body) => [body.spec.model, body.spec.color, body.spec.scale, body.pose]);
  const seen = [table, floor, background, light, zones, sensorNoiseStd, camera.fovYRad, pose, world.tcp, bodies];
  return [...createHash('sha256').update(JSON.stringify(seen)).digest().subarray(0, 3)];
}

function filled(pixels: number, [r, g, b]: readonly number[]): Uint8Array {
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < rgb.length; i += 3) rgb.set([r!, g!, b!], i);
  return rgb;
}
