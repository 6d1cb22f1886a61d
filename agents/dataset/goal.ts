/** Where something can be put. */
import { mention } from './refer.ts';
import type { Studied } from './sample.ts';
import type { Seen, Sight } from './sight.ts';
import type { Thing } from './things.ts';

export interface Goal {
  readonly seen: Seen;
  readonly text: string;
  readonly preposition: 'in' | 'on';
  /** Of what the thing comes to stand on, and of the edge around it, over the table. */
  readonly floorM: number;
  readonly rimM: number;
  /** Across. */
  readonly roomM: number;
}

const DEEP_M = 0.03;

/** The receptacle or the painted region of the scene, where the picture shows it whole; null where there is none. */
export function goalIn({ things }: Studied, sight: Sight): Goal | null {
  const seen = sight.seen.find(
    ({ thing, atEdge }) => !atEdge && (thing.role === 'receptacle' || thing.role === 'zone'),
  );
  const text = seen && mention(seen, sight, things);
  if (!seen || !text) return null;
  const { body, radiusM } = seen.thing;
  const cavity = body?.model.cavity;
  if (!body || !cavity) return { seen, text, preposition: 'on', floorM: 0, rimM: 0, roomM: radiusM * 2 };
  const [z, scale] = [body.pose.position[2], body.scale];
  const roomM = (cavity.shape === 'disc' ? cavity.radiusM! * 2 : Math.min(...cavity.sizeM!)) * scale;
  const preposition = cavity.rimM >= DEEP_M ? 'in' : 'on';
  return { seen, text, preposition, floorM: z + cavity.floorM * scale, rimM: z + cavity.rimM * scale, roomM };
}

/** Whether the thing has room there whichever way it is turned, and is not there already. */
export function hasRoomFor(thing: Thing, { seen, roomM, preposition }: Goal): boolean {
  const awayM = Math.hypot(thing.at[0] - seen.thing.at[0], thing.at[1] - seen.thing.at[1]);
  const fits = preposition === 'on' && !seen.thing.body ? true : thing.radiusM * 2 <= roomM;
  return fits && awayM > seen.thing.radiusM + 0.03;
}
