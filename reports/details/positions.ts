import type { Positions } from '../schema/details.ts';
import { grouped } from '../summary/grouped.ts';
import type { Ledger } from '../summary/row.ts';
import { isValid, type Settled } from '../summary/settle.ts';

const BIN_M = 0.05;

/** More marks than this hide each other, and weigh a page down. */
const MOST_PLACES = 1500;

type Place = readonly [number, number];

/** Where the target was put, with how it ended: all valid episodes but controls. Levels share seeds, so many share a place. */
export function positionsOf({ settled }: Ledger): Positions {
  const placed = settled.filter((each) => each.episode.targetM !== null && !each.episode.control && isValid(each));
  const places = [...grouped(placed, ({ episode }) => placeOf(episode.targetM!).join()).values()];
  const stride = Math.max(1, Math.ceil(places.length / MOST_PLACES));
  const listed = places.filter((_, i) => i % stride === 0);
  const where = (wanted: (k: number, n: number) => boolean): Place[] =>
    listed.flatMap((each) => (wanted(successes(each), each.length) ? [placeOf(each[0].episode.targetM!)] : []));
  return {
    binM: BIN_M,
    places: places.length,
    listed: listed.length,
    bins: binsOf(placed),
    successes: where((k, n) => k === n),
    failures: where((k) => k === 0),
    mixed: where((k, n) => k > 0 && k < n),
  };
}

/** To the millimetre. */
const placeOf = ([x, y]: Place): Place => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000];

const successes = (settled: readonly Settled[]): number => settled.filter((each) => each.outcome === 'success').length;

function binsOf(placed: readonly Settled[]): Positions['bins'] {
  const corner = (value: number): number => Number((Math.floor(value / BIN_M + 1e-9) * BIN_M).toFixed(6));
  const squares = grouped(placed, ({ episode }) => episode.targetM!.map(corner).join());
  return [...squares.values()]
    .map((each) => {
      const [xM, yM] = each[0].episode.targetM!.map(corner) as [number, number];
      const k = successes(each);
      return { xM, yM, k, n: each.length, rate: k / each.length };
    })
    .sort((a, b) => a.xM - b.xM || a.yM - b.yM);
}
