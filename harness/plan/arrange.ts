import { type Footprint, gapM } from './footprint.ts';
import type { Spot } from './spot.ts';

/** Something that needs a place on the table: a body, an occluder, a painted zone. */
export interface Guest {
  readonly name: string;
  /** Two guests of one name and equal key are drawn from the same spots: the second keeps the spot of the first. */
  readonly spotKey: string;
  /** Spots to try, in order, given who sits already. */
  spots(seated: Arrangement): Iterable<Spot>;
  footprint(spot: Spot): Footprint;
  /** Free space it needs to those before it; null for what a hand needs. */
  readonly roomM: number | null;
  /** Null when the spot suits the guest itself, else why not; a spot that it had before is left only for a good reason. */
  refuses(spot: Spot, seated: Arrangement, had: boolean): Refusal | null;
}

export type Refusal = 'out of reach' | 'hides the target' | 'overlaps';

export interface Seat {
  readonly spot: Spot;
  readonly spotKey: string;
  readonly footprint: Footprint;
}

/** Who sits where, in the order of seating. */
export type Arrangement = ReadonlyMap<string, Seat>;

/** Makes the error for a guest that finds no place; the caller knows where the scenario says so. */
export type NoSpot = (guest: Guest, refusals: ReadonlyMap<Refusal, number>) => Error;

/** Room for the fingers between two things, and more beside a tall one, which the hand could touch. */
const GAP_M = 0.045;
const TALL_M = 0.12;
const TALL_GAP_M = 0.03;
/** Enough to keep a spot that was drawn with the full gap when a neighbour has grown. */
const KEPT_GAP_M = 0.015;

/**
 * Seats guests in order; each sees only those before it, so a guest's draws never depend on later ones.
 * Against a nominal arrangement, a guest whose place is said in the same way keeps its spot as long as it is clear there, and one
 * that moves keeps clear of those spots if it can: a factor then changes nothing but what it is about.
 * @throws what `noSpot` makes
 */
export function arrange(guests: readonly Guest[], nominal: Arrangement | null, noSpot: NoSpot): Arrangement {
  const seated = new Map<string, Seat>();
  guests.forEach((guest, i) => {
    const kept = keptSeat(guest, nominal);
    const later = guests.slice(i + 1).filter((each) => keptSeat(each, nominal) !== null);
    const disturbs = (seat: Seat) => disturbsAny(seat, guest, later, seated, nominal);
    seated.set(guest.name, (kept && staying(guest, kept.spot, seated)) ?? newSeat(guest, seated, disturbs, noSpot));
  });
  return seated;
}

function keptSeat(guest: Guest, nominal: Arrangement | null): Seat | null {
  const seat = nominal?.get(guest.name);
  return seat && seat.spotKey === guest.spotKey ? seat : null;
}

function staying(guest: Guest, spot: Spot, seated: Arrangement): Seat | null {
  const footprint = guest.footprint(spot);
  const clear = [...seated.values()].every((other) => gapM(footprint, other.footprint) >= KEPT_GAP_M);
  return clear && guest.refuses(spot, seated, true) === null ? { spot, spotKey: guest.spotKey, footprint } : null;
}

/** Whether a guest that could keep its spot would have to leave it, or would stand too near for a hand. */
function disturbsAny(
  seat: Seat,
  guest: Guest,
  later: readonly Guest[],
  seated: Arrangement,
  nominal: Arrangement | null,
): boolean {
  const withSeat = new Map(seated).set(guest.name, seat);
  return later.some((each) => {
    const kept = keptSeat(each, nominal)!;
    return !clearOf(seat, [kept], guest.roomM) || staying(each, kept.spot, withSeat) === null;
  });
}

/** The first spot clear of all, else the first that makes a later guest move. */
function newSeat(guest: Guest, seated: Arrangement, disturbs: (seat: Seat) => boolean, noSpot: NoSpot): Seat {
  const refusals = new Map<Refusal, number>();
  let second: Seat | null = null;
  for (const spot of guest.spots(seated)) {
    const seat = { spot, spotKey: guest.spotKey, footprint: guest.footprint(spot) };
    const clear = clearOf(seat, [...seated.values()], guest.roomM);
    const refusal = clear ? guest.refuses(spot, seated, false) : 'overlaps';
    if (refusal) refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
    else if (!disturbs(seat)) return seat;
    else second ??= seat;
  }
  if (second) return second;
  throw noSpot(guest, refusals);
}

function clearOf({ footprint }: Seat, others: readonly Seat[], roomM: number | null): boolean {
  return others.every((other) => gapM(footprint, other.footprint) >= (roomM ?? handRoomM(footprint, other.footprint)));
}

function handRoomM(a: Footprint, b: Footprint): number {
  return GAP_M + (Math.max(a.heightM, b.heightM) > TALL_M ? TALL_GAP_M : 0);
}
