import { lookingAt } from '../library/camera.ts';
import type { Library } from '../library/library.ts';
import type { Model } from '../library/model.ts';
import { OCCLUDER } from '../scenario/check-task.ts';
import type { OcclusionEntry } from '../scenario/schema/surroundings.ts';
import type { Pose } from '../types.ts';
import type { Arrangement, Guest } from './arrange.ts';
import type { Member } from './cast.ts';
import { footprintOf } from './footprint.ts';
import { bodyGuest, type Hall } from './guests.ts';
import { type Hiding, hidingSpots } from './occluder.ts';
import { piecesOf } from './pieces.ts';
import { stream } from './random.ts';
import { silhouetteOf } from './silhouette.ts';
import type { Spot } from './spot.ts';

/** The distance to what it hides is fixed already; it only must not touch anything. */
const ROOM_M = 0.02;

/** The prop that hides part of a body from a camera. */
export interface OccluderGuest extends Guest {
  readonly model: Model;
  pose(spot: Spot): Pose;
}

/** Stands where the silhouettes say, so it asks for spots only once the body to be hidden is seated. */
export function occluderGuest(occlusion: OcclusionEntry, hidden: Member, model: Model, hall: Hall): OccluderGuest {
  const poses = new Map<Spot, Pose>();
  const side = stream(hall.seed, 'occluder').unit() < 0.5 ? 1 : -1;
  const pose = (spot: Spot): Pose => poses.get(spot)!;
  return {
    name: OCCLUDER,
    model,
    pose,
    roomM: ROOM_M,
    spotKey: JSON.stringify(occlusion),
    *spots(seated) {
      for (const found of hidingSpots(
        hidingOf(occlusion, hidden, hall, seated),
        piecesOf(model, hall.library.meshes),
        side,
      )) {
        const spot: Spot = [found.position[0], found.position[1]];
        poses.set(spot, found);
        yield spot;
      }
    },
    footprint: (spot) => footprintOf(model, 1, spot, yawOfSpot(pose(spot)), false),
    refuses: () => null,
  };
}

const yawOfSpot = ({ quaternion: [, , z, w] }: Pose): number => 2 * Math.atan2(z, w);

function hidingOf({ camera, fraction }: OcclusionEntry, hidden: Member, hall: Hall, seated: Arrangement): Hiding {
  const targetSpot = seated.get(hidden.name)!.spot;
  const view = lookingAt(camera, 'world', hall.library.cameras[camera]!);
  const body = bodyGuest(hidden, hall).pose(targetSpot);
  const target = silhouetteOf(piecesOf(hidden.model, hall.library.meshes), body, hidden.scale, view);
  return { camera: view, target, targetSpot, fraction };
}

/** The named prop, else the widest of the library: it can hide the most. */
export function propFor(occlusion: OcclusionEntry, { models }: Library): Model {
  if (occlusion.model !== undefined) return models[occlusion.model]!;
  const props = Object.values(models).filter((model) => model.role === 'prop');
  return props.toSorted((a, b) => b.sizeM[1] * b.sizeM[2] - a.sizeM[1] * a.sizeM[2])[0]!;
}
