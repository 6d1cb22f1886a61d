/** What is said of a scene, on scenes small enough to see the truth of it. */
import { test } from 'tap';
import { carryPath, isFree, type Obstacle, passedOver, reachPath } from '../../agents/dataset/path.ts';
import { mention, referenceTo } from '../../agents/dataset/refer.ts';
import { relationsOf } from '../../agents/dataset/relations.ts';
import type { Seen, Sight } from '../../agents/dataset/sight.ts';
import { phraseOf, type Thing } from '../../agents/dataset/things.ts';
import { facing } from '../../harness/library/camera.ts';
import { stream } from '../../harness/plan/random.ts';
import type { CameraImage } from '../../harness/types.ts';

/** From x = 1.2 back to the robot: what has a larger x is nearer. The robot's left, +y, is right in the image. */
const IMAGE: CameraImage = {
  widthPx: 640,
  heightPx: 480,
  rgb: new Uint8Array(0),
  intrinsics: [500, 500, 320, 240],
  pose: { position: [1.2, 0, 0.8], quaternion: facing([-0.8, 0, -0.6], [0, 0, 1]) },
};

function thing(name: string, color: string, noun: string, x: number, y: number): Thing {
  return { name, role: 'thing', noun, color, synonyms: [], body: null, at: [x, y], radiusM: 0.03, topM: 0.06 };
}

/** On the image: right with y, down with x. */
const seen = (each: Thing): Seen => ({
  thing: each,
  box: { x: 0.5 + each.at[1], y: each.at[0], width: 0.05, height: 0.06 },
  pixels: 500,
  atEdge: false,
});

const sightOn = (things: readonly Thing[]): Sight => ({
  view: 'front',
  image: IMAGE,
  seen: things.map(seen),
  names: [],
  fromAbove: false,
});

test('relations hold by pose and picture', (t) => {
  const [a, b, c] = [
    thing('a', 'red', 'cube', 0.5, -0.1),
    thing('b', 'blue', 'mug', 0.5, 0.0),
    thing('c', 'green', 'pear', 0.5, 0.1),
  ];
  const sight = sightOn([a, b, c]);
  const told = (at: number) =>
    relationsOf(sight.seen[at]!, sight).map(({ kind, to }) => [kind, ...to.map((each) => each.thing.name)]);
  t.same(told(0), [
    ['left', 'b'],
    ['left', 'c'],
  ]);
  t.same(told(1)[0], ['between', 'a', 'c']);
  t.same(told(2)[0], ['right', 'b']);
  const deep = sightOn([thing('a', 'red', 'cube', 0.4, 0), thing('b', 'blue', 'mug', 0.55, 0)]);
  t.equal(relationsOf(deep.seen[0]!, deep)[0]!.kind, 'behind');
  t.equal(relationsOf(deep.seen[1]!, deep)[0]!.kind, 'before');
  t.end();
});

test('words mean one thing, or are not used', (t) => {
  const red = thing('a', 'red', 'cube', 0.5, -0.2);
  const twin = thing('b', 'red', 'cube', 0.5, 0.2);
  const close = thing('b', 'red', 'cube', 0.5, -0.17);
  const small = thing('c', 'red', 'small cube', 0.4, 0.3);
  const blue = thing('d', 'blue', 'cube', 0.6, 0);
  const said = (things: readonly Thing[]) =>
    Array.from(
      { length: 20 },
      (_, i) => referenceTo(seen(things[0]!), sightOn(things), things, stream(i, 'words'))?.text ?? null,
    );
  const once = (things: readonly Thing[]) => [...new Set(said(things))].toSorted();
  t.same(once([red]), ['the cube', 'the red cube']);
  t.same(once([red, blue]), ['the red cube']);
  t.same(once([red, twin]), ['the left red cube']);
  t.same(once([twin, red]), ['the right red cube']);
  t.same(once([red, twin, small]), ['the leftmost red cube'], 'a small cube is a cube');
  t.same(once([red, close]), [null], 'too near to tell apart');
  t.equal(mention(seen(red), sightOn([red, close]), [red, close]), null);
  t.equal(phraseOf(small), 'small red cube');
  t.equal(phraseOf({ color: 'orange', noun: 'orange' }), 'orange');
  t.end();
});

test('paths stay clear of what stands in the way', (t) => {
  const tall: Obstacle = { at: [0.5, 0], radiusM: 0.05, topM: 0.2 };
  const load = { radiusM: 0.06, belowM: 0.03 };
  const [from, to] = [[0.5, -0.2, 0.03] as const, [0.5, 0.2, 0.05] as const];
  const low = carryPath(from, to, load, [])!;
  const high = carryPath(from, to, load, [tall])!;
  t.ok(high[1][2] > low[1][2]);
  t.ok(high[1][2] - load.belowM > tall.topM);
  t.notOk(isFree(low[1], low[2], load, [tall]));
  t.ok(isFree(high[1], high[2], load, [tall]));
  t.equal(carryPath(from, to, load, [{ ...tall, topM: 0.6 }]), null, 'no way over it');
  const reach = reachPath([0.5, -0.2, 0.5], [0.5, 0.2, 0.03], [tall])!;
  t.ok(reach[2][2] > 0.13, 'comes in higher than it would alone');
  const crossed = passedOver(from, to, [thing('a', 'red', 'cube', 0.5, 0), thing('b', 'red', 'cube', 0.6, 0)]);
  t.same(
    crossed.map(({ name }) => name),
    ['a'],
  );
  t.end();
});
