/** Table-top clutter drawn anew for each scene: things, colours, poses, table, light, and the pose of the arm. */
import type { Library } from '../../harness/library/library.ts';
import { type Stream, shuffled, stream } from '../../harness/plan/random.ts';
import { oneOf, wholeBetween } from './draw.ts';
import { HELD_OUT, isHeldOutColor, isHeldOutModel, type Split } from './split.ts';

type Json = Readonly<Record<string, unknown>>;

interface Look {
  readonly model: string;
  readonly color: string | null;
}

const THINGS = [4, 7] as const;
/** Shares of the scenes. */
const RECEPTACLE = 0.65;
const SCREEN = 0.3;
const TWIN = 0.35;
const TWIN_ALIKE = 0.35;
const REPAINTED = 0.45;
const OOD_MODEL = 0.7;
const OOD_LOOK = 0.5;
const ZONE_COLORS = ['red', 'green', 'blue', 'yellow', 'orange', 'cyan'] as const;
/** Nobody paints fruit, and a ball for tennis has one colour. */
const UNPAINTED = ['fruit', 'ball'];
/** Tall: what stands behind one is partly hidden. */
const SCREENS = ['cereal_box', 'milk_carton'] as const;
const EVERYWHERE = { x: [0.3, 0.64], y: [-0.34, 0.34] };

/** A scenario file's content for one scene. Each kind of draw has its own stream. */
export function clutterScenario(seed: number, split: Split, library: Library): Json {
  const looks = looksOf(seed, split, library);
  const [target, ...others] = looks.map(entryOf);
  const place = stream(seed, 'dataset.place');
  const withReceptacle = place.unit() < RECEPTACLE;
  const receptacle = withReceptacle ? { receptacle: receptacleOf(split, place, library) } : {};
  const zones = withReceptacle ? {} : { spot: zoneOf(place) };
  const screen = place.unit() < SCREEN ? { screen: screenOf(place) } : {};
  const things = Object.fromEntries(others.map((entry, i) => [`thing${i + 1}`, entry]));
  return {
    task: withReceptacle ? 'pick_and_place' : 'move_to_region',
    instruction: `Put the {target} on the {${withReceptacle ? 'receptacle' : 'spot'}}.`,
    robot: { name: 'panda', startJointsOffsetDeg: 9 },
    ...surroundingsOf(split, stream(seed, 'dataset.look')),
    objects: { target, ...receptacle, ...screen, ...things },
    zones,
  };
}

/** Only to be seen and to stand in the way. */
const screenOf = (draws: Stream): Json => ({ model: oneOf(SCREENS, draws), outOfReach: true, place: EVERYWHERE });

const entryOf = ({ model, color }: Look): Json => ({ model, ...(color && { color }), place: EVERYWHERE });

/** Models without repeats, then now and then a twin of the first: of another colour, or its like. */
function looksOf(seed: number, split: Split, library: Library): Look[] {
  const draws = stream(seed, 'dataset.things');
  const graspable = Object.values(library.models).filter(({ role }) => role === 'graspable');
  const names = graspable.map(({ name }) => name);
  const isNew = (name: string) => isHeldOutModel(name, library);
  const [fresh, usual] = [
    shuffled(names.filter(isNew), draws),
    shuffled(
      names.filter((name) => !isNew(name)),
      draws,
    ),
  ];
  const count = wholeBetween(...THINGS, draws);
  const looks = Array.from({ length: count }, () => {
    const drawn = draws.unit();
    const name = (split === 'ood' && drawn < OOD_MODEL ? fresh.pop() : undefined) ?? usual.pop()!;
    return { model: name, color: colorFor(name, split, isNew(name), draws, library) };
  });
  if (draws.unit() >= TWIN) return looks;
  const [first, ...rest] = looks as [Look, ...Look[]];
  const alike = draws.unit() < TWIN_ALIKE;
  return [first, alike ? first : { ...first, color: otherColor(first, split, draws, library) }, ...rest.slice(1)];
}

/** Null keeps the model's own. In `ood` a known model wears a colour that training has not seen. */
function colorFor(name: string, split: Split, isNew: boolean, draws: Stream, library: Library): string | null {
  const [repaint, word] = [draws.unit() < REPAINTED, oneOf(wordsFor(split, library), draws)];
  const unseen = oneOf(HELD_OUT.colors, draws);
  if (UNPAINTED.includes(library.models[name]!.category)) return null;
  if (split === 'ood' && !isNew) return unseen;
  return repaint ? word : null;
}

function otherColor({ model, color }: Look, split: Split, draws: Stream, library: Library): string | null {
  const { color: own, category } = library.models[model]!;
  if (UNPAINTED.includes(category)) return color;
  return oneOf(
    wordsFor(split, library).filter((word) => word !== (color ?? own)),
    draws,
  );
}

const wordsFor = (split: Split, { colors }: Library): string[] =>
  Object.keys(colors).filter((word) => split === 'ood' || !isHeldOutColor(word));

function receptacleOf(split: Split, draws: Stream, library: Library): Json {
  const models = Object.values(library.models).filter(({ role }) => role === 'receptacle');
  const allowed = models.map(({ name }) => name).filter((name) => split === 'ood' || !isHeldOutModel(name, library));
  return { model: oneOf(allowed, draws), place: EVERYWHERE };
}

function zoneOf(draws: Stream): Json {
  const sizeM = draws.between(0.11, 0.16);
  const shape = oneOf(['disc', 'rect'] as const, draws);
  return { shape, sizeM: [sizeM, sizeM], color: oneOf(ZONE_COLORS, draws), place: EVERYWHERE };
}

/** Half of the `ood` scenes have a look or a table that training has not seen; no other scene has. */
function surroundingsOf(split: Split, draws: Stream): Json {
  const unseen = draws.unit() < OOD_LOOK && split === 'ood';
  const look = unseen && draws.unit() < 0.5 ? oneOf(HELD_OUT.looks, draws) : oneOf(['oak', 'lab'] as const, draws);
  const light = { ambient: draws.between(0.45, 0.65), diffuse: draws.between(0.4, 0.6) };
  return { look, light, table: tableOf(unseen && look !== 'studio', draws) };
}

/** A texture as it is, or a plain table of a drawn, pale or dark, hardly coloured tone. */
function tableOf(unseen: boolean, draws: Stream): Json {
  const texture = oneOf(unseen ? ['walnut', 'marble', 'checker'] : ['oak', 'cork', 'stripes'], draws);
  const tone = draws.between(0.3, 0.9);
  const color = [0, 1, 2].map(() => Math.min(1, Math.max(0, tone + draws.between(-0.06, 0.06))));
  return unseen || draws.unit() < 0.5 ? { texture } : { texture: null, color };
}
