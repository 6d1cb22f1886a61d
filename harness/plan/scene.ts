import { counted } from '../counted.ts';
import { HarnessError } from '../errors.ts';
import type { Library } from '../library/library.ts';
import type { Robot } from '../library/robot.ts';
import { keepText } from '../record/canonical.ts';
import type { Condition } from '../scenario/scenario.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { BodySpec, Rgb, SceneSpec, ZoneSpec } from '../types.ts';
import { meantAlike, seatsAlike } from './alike.ts';
import { type Arrangement, arrange, type Guest, type Refusal } from './arrange.ts';
import { castOf, type Member } from './cast.ts';
import { foreignScene } from './foreign.ts';
import { type BodyGuest, bodyGuest, type Hall, type ZoneGuest, zoneGuest } from './guests.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { type OccluderGuest, occluderGuest, propFor } from './occluder-guest.ts';
import { camerasOf, rgbOf, robotOf, surfacesOf } from './surroundings.ts';

/** A scene with everything drawn, and what else is known about it. */
export interface DrawnScene {
  readonly setup: Setup;
  readonly seed: number;
  readonly meaning: Meaning;
  readonly scene: SceneSpec;
  /** Also those that are absent from the scene. */
  readonly members: readonly Member[];
  readonly arrangement: Arrangement;
}

/**
 * Draws the scene of one condition and replicate. All chance comes from the seed.
 * @param replicate which initial state, in a world that the simulator brings along
 * @param nominal the nominal scene of the same replicate; null when this is it
 * @throws HarnessError E_SCENARIO where something cannot be placed
 */
export function drawScene(
  condition: Condition,
  seed: number,
  library: Library,
  nominal: DrawnScene | null,
  replicate = 0,
): DrawnScene {
  const { setup } = condition;
  if (setup.foreign) {
    const scene = foreignScene(condition, setup.foreign, replicate);
    return { setup, seed, meaning: meaningOf(setup, []), scene, members: [], arrangement: new Map() };
  }
  const robot = library.robots[setup.robot.name]!;
  const { members, arrangement, bodies, zones } =
    nominal && seatsAlike(setup, nominal.setup)
      ? { ...nominal, ...nominal.scene }
      : seated(condition, seed, library, nominal?.arrangement ?? null);
  const { controlHz, physicsHz, sensorNoiseStd } = setup;
  const scene = {
    controlHz,
    physicsHz,
    robot: robotOf(setup.robot, seed, robot),
    ...surfacesOf(setup, seed, library),
    cameras: camerasOf(setup, seed, library, robot),
    bodies,
    zones,
    sensorNoiseStd,
  };
  const meaning = nominal && meantAlike(setup, nominal.setup) ? nominal.meaning : meaningOf(setup, members);
  return { setup, seed, meaning, scene: keepText(scene), members, arrangement };
}

type Seated = Pick<DrawnScene, 'members' | 'arrangement'> & Pick<SceneSpec, 'bodies' | 'zones'>;

function seated(condition: Condition, seed: number, library: Library, nominal: Arrangement | null): Seated {
  const { setup, places } = condition;
  const robot = library.robots[setup.robot.name]!;
  const members = castOf(setup, seed, library, places);
  const present = members.filter((member) => !member.entry.absent);
  const target = present.find((member) => member.name === 'target') ?? null;
  const guests = guestsOf(present, { setup, seed, library, robot, target });
  const arrangement = arrange(guests.all, nominal, (guest, refusals) => noSpot(guest, refusals, condition, robot));
  const bodies = [
    ...guests.bodies.map((guest) => bodySpec(guest, arrangement, library)),
    ...guests.occluders.map((guest) => occluderSpec(guest, arrangement)),
  ];
  const zones = guests.zones.map((guest) => zoneSpec(guest, arrangement, library));
  return { members, arrangement, bodies: keepText(bodies), zones: keepText(zones) };
}

interface Guests {
  readonly bodies: readonly BodyGuest[];
  readonly zones: readonly ZoneGuest[];
  readonly occluders: readonly OccluderGuest[];
  /** In the order of seating: what the task is about first, then what hides it, then all else. */
  readonly all: readonly Guest[];
}

function guestsOf(members: readonly Member[], hall: Hall): Guests {
  const { zones, occlusion } = hall.setup;
  const bodies = members.map((member) => bodyGuest(member, hall));
  const painted = Object.entries(zones).map(([name, zone]) => zoneGuest(name, zone, hall));
  const hidden = occlusion && members.find((member) => member.name === occlusion.target);
  const occluders =
    occlusion && hidden ? [occluderGuest(occlusion, hidden, propFor(occlusion, hall.library), hall)] : [];
  const first = bodies.filter((guest) => guest.name === 'target' || guest.name === occlusion?.target);
  const rest = bodies.filter((guest) => !first.includes(guest));
  const goal = rest.filter((guest) => guest.name === 'receptacle');
  return {
    bodies,
    zones: painted,
    occluders,
    all: [...first, ...occluders, ...goal, ...painted, ...rest.filter((guest) => !goal.includes(guest))],
  };
}

function bodySpec({ member, pose }: BodyGuest, arrangement: Arrangement, library: Library): BodySpec {
  const { name, entry, model, scale, paint } = member;
  const { lateral, rolling, spinning } = model.friction;
  return {
    name,
    model: model.name,
    ...pose(arrangement.get(name)!.spot),
    color: paint === null ? null : rgbOf(paint, library),
    scale,
    massKg: entry.massKg ?? model.massKg * (entry.massScale ?? 1),
    friction: { lateral: lateral * (entry.frictionScale ?? 1), rolling, spinning },
    fixed: entry.fixed ?? model.role === 'prop',
  };
}

function occluderSpec({ name, model, pose }: OccluderGuest, arrangement: Arrangement): BodySpec {
  const { massKg, friction } = model;
  return {
    name,
    model: model.name,
    ...pose(arrangement.get(name)!.spot),
    color: null,
    scale: 1,
    massKg,
    friction,
    fixed: true,
  };
}

function zoneSpec({ name, zone, yawRad }: ZoneGuest, arrangement: Arrangement, library: Library): ZoneSpec {
  const color: Rgb = rgbOf(zone.color, library);
  return { name, shape: zone.shape, center: arrangement.get(name)!.spot, sizeM: zone.sizeM, yawRad, color };
}

function noSpot(
  guest: Guest,
  refusals: ReadonlyMap<Refusal, number>,
  condition: Condition,
  robot: Robot,
): HarnessError {
  const kind = 'zone' in guest ? 'zones' : 'objects';
  const entry = Object.keys(condition.setup[kind]).find(
    (name) => guest.name === name || guest.name.replace(/\d+$/, '') === name,
  );
  const path = entry === undefined ? ['occlusion'] : [kind, entry, 'place'];
  const why =
    [...refusals].map(([refusal, count]) => `${refusal} ${counted(count, 'time')}`).join(', ') ||
    'the prop cannot hide that much';
  const message = `${path.join('.')}: expected a free spot within reach of the ${robot.name} for ${guest.name} (${condition.id}), got none: ${why}`;
  return new HarnessError('E_SCENARIO', message, {
    location: condition.places.locate(path),
    hint: [...refusals.keys()].every((each) => each === 'out of reach')
      ? `regions within reach: ${Object.keys(robot.regions).join(', ')}`
      : 'a larger region, fewer or smaller objects',
  });
}
