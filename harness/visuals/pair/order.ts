/** A request of one sample a pixel as numbers, which threads share without a message. */
import type { FrameRequest } from '../../render/frame.ts';

/** Room that one takes. */
export const ORDER_LENGTH = 14;

/** @param order null where there is nothing to draw */
export function writeOrder(into: Float64Array, order: FrameRequest | null): void {
  into.fill(0);
  if (!order) return;
  const { widthPx, heightPx, depth, segmentation, eye } = order;
  const { pose, fovYRad, nearM, farM } = eye;
  into.set([widthPx, heightPx, Number(depth), Number(segmentation), fovYRad, nearM, farM]);
  into.set(pose.position, 7);
  into.set(pose.quaternion, 10);
}

export function readOrder(from: Float64Array): FrameRequest | null {
  const [widthPx, heightPx, depth, segmentation, fovYRad, nearM, farM, x, y, z, qx, qy, qz, qw] =
    from as unknown as Row;
  if (widthPx === 0) return null;
  const pose = { position: [x, y, z], quaternion: [qx, qy, qz, qw] } as const;
  const eye = { pose, fovYRad, nearM, farM };
  return { eye, widthPx, heightPx, depth: depth === 1, segmentation: segmentation === 1, antialias: 1 };
}

type Row = readonly [
  ...[number, number, number, number, number, number, number],
  ...[number, number, number],
  ...[number, number, number, number],
];
