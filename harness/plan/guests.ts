import { lookingAt } from '../library/camera.ts';
import type { Library } from '../library/library.ts';
import type { Robot } from '../library/robot.ts';
import type { Place, ZoneEntry } from '../scenario/schema/objects.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { Pose } from '../types.ts';
import type { Arrangement, Guest, Seat } from './arrange.ts';
import type { Member } from './cast.ts';
import { hides, type Standing, type View, viewOf } from './clear-view.ts';
import { footprintOf, rectangle } from './footprint.ts';
import { piecesOf } from './pieces.ts';
import { type Stream, stream } from './random.ts';
import { toolReaches, withinReach } from './reach.ts';
import { isFixed, type Spot, spotsOf } from './spot.ts';
import { drawYawRad, poseAt } from './stance.ts';

const DRAWS = 1000;

/** The camera from which drawn bodies must leave the target in full view. */
const CLEAR_VIEW_CAMERA = 'front';

/** What guests are made from; all of one episode. */
export interface Hall {
  readonly setup: Setup;
  readonly seed: number;
  readonly library: Library;
  readonly robot: Robot;
  readonly target: Member | null;
}

/** A body that needs a place. */
export interface BodyGuest extends Guest {
  readonly member: Member;
  pose(spot: Spot): Pose;
}

export function bodyGuest(member: Member, hall: Hall): BodyGuest {
  const { model, scale, place, name, entry } = member;
  const yawRad = drawYawRad(place.yawDeg, [0, 360], stream(hall.seed, `yaw.${name}`));
  const lying = place.lying ?? false;
  const pose = (spot: Spot): Pose => poseAt(spot, yawRad, lying, model, scale);
  return {
    name,
    member,
    pose,
    roomM: null,
    spotKey: spotKey(place),
    spots: () => draws(place, hall.robot, stream(hall.seed, `place.${name}`)),
    footprint: (spot) => footprintOf(model, scale, spot, yawRad, lying),
    refuses: (spot, seated, had) => {
      if (!entry.outOfReach && !withinReach(hall.robot, model, scale, spot, yawRad)) return 'out of reach';
      const view = member === hall.target ? null : targetView(hall, seated);
      return view && hides(view, standing(member, pose(spot), hall), had) ? 'hides the target' : null;
    },
  };
}

export interface ZoneGuest extends Guest {
  readonly zone: ZoneEntry;
  readonly yawRad: number;
}

export function zoneGuest(name: string, zone: ZoneEntry, hall: Hall): ZoneGuest {
  const yawRad = drawYawRad(zone.place?.yawDeg, [0, 0], stream(hall.seed, `yaw.${name}`));
  const [width, depth] = zone.shape === 'disc' ? [zone.sizeM[0], zone.sizeM[0]] : zone.sizeM;
  return {
    name,
    zone,
    yawRad,
    roomM: null,
    spotKey: spotKey(zone.place ?? {}),
    spots: () => draws(zone.place ?? {}, hall.robot, stream(hall.seed, `place.${name}`)),
    footprint: (spot) =>
      zone.shape === 'disc'
        ? { center: spot, half: [0, 0], radiusM: width / 2, heightM: 0 }
        : rectangle(spot, width, depth, yawRad, 0),
    refuses: ([x, y]) => (toolReaches(hall.robot, [x, y, 0.1]) ? null : 'out of reach'),
  };
}

/** Turning something does not move it. */
function spotKey({ yawDeg, lying, ...where }: Place): string {
  return JSON.stringify(where);
}

function* draws(place: Place, robot: Robot, from: Stream): Iterable<Spot> {
  const next = spotsOf(place, robot, from);
  for (let i = 0; i < (isFixed(place) ? 1 : DRAWS); i++) yield next();
}

/** One view for each seat of a target: the seat is where it is for the whole episode. */
const views = new WeakMap<Seat, View>();

/** How the camera sees the seated target; null without a target or the camera. */
function targetView(hall: Hall, seated: Arrangement): View | null {
  const { target, library } = hall;
  const [seat, camera] = [target && seated.get(target.name), library.cameras[CLEAR_VIEW_CAMERA]];
  if (!target || !seat || !camera) return null;
  const known = views.get(seat);
  if (known) return known;
  const body = standing(target, bodyGuest(target, hall).pose(seat.spot), hall);
  const view = viewOf(lookingAt(CLEAR_VIEW_CAMERA, 'world', camera), body);
  views.set(seat, view);
  return view;
}

function standing({ model, scale }: Member, pose: Pose, { library }: Hall): Standing {
  return { model, scale, pose, pieces: () => piecesOf(model, library.meshes) };
}
