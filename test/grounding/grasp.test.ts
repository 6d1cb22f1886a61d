import t from 'tap';
import type { Box } from '../../agents/grounding/answer.ts';
import { type Landing, landingIn } from '../../agents/grounding/goal.ts';
import { type Grasp, graspOf } from '../../agents/grounding/grasp.ts';
import type { Gripper } from '../../agents/grounding/gripper.ts';
import { goalOf, type Stand, targetOf, wayOf } from '../../agents/grounding/place.ts';
import { type Thing, thingIn } from '../../agents/grounding/thing.ts';
import { projected, type View, viewOf } from '../../agents/grounding/view.ts';
import { windowOf } from '../../agents/grounding/window.ts';
import { maskOf } from '../../agents/reasoners/mask.ts';
import { surroundingsOf } from '../../harness/commands/knowledge.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import type { CameraImage, Vec3 } from '../../harness/types.ts';
import { type Block, tablePicture } from '../builders/table-picture.ts';

const { panda: PANDA } = surroundingsOf(loadLibrary()).grippers as Record<string, Gripper>;

/** Out of the way. */
const TOOL: Vec3 = [0.3, 0, 0.5];
const standOf = (view: View): Stand => ({ view, tool: TOOL, gripper: PANDA! });
const deg = (rad: number): number => (rad * 180) / Math.PI;

interface Seen {
  readonly image: CameraImage;
  readonly view: View;
  readonly box: Box;
}

function seen(blocks: readonly Block[]): Seen {
  const image = tablePicture(blocks, 400, 300);
  return { image, view: viewOf(image), box: maskOf(image, 0)!.box };
}

const thingOf = ({ view, box }: Seen): Thing => thingIn(view, windowOf(box, view), TOOL, 'box')!;

function grasp(scene: Seen): Grasp {
  const found = graspOf(thingOf(scene), scene.view.eye, PANDA!);
  if ('problem' in found) throw new Error(found.problem);
  return found.grasp;
}

/** Angle between two axes that have no direction, in degrees. */
const between = (a: number, b: number): number => Math.abs(((((a - b) % 180) + 270) % 180) - 90);

t.test(
  'closes across the narrow side of a block, at its middle and half its height, however it is turned',
  async (t) => {
    for (const yawDeg of [-60, -25, 0, 20, 45, 80]) {
      const block = { at: [0.45, 0.12], sizeM: [0.07, 0.032, 0.04], yawRad: (yawDeg * Math.PI) / 180 } as const;
      const { pose, widthM, yawRad } = grasp(seen([block]));
      t.ok(Math.hypot(pose.position[0] - 0.45, pose.position[1] - 0.12) < 0.006, `middle at ${yawDeg}`);
      t.ok(Math.abs(pose.position[2] - 0.02) < 0.005, `height at ${yawDeg}`);
      t.ok(Math.abs(widthM - 0.032) < 0.006, `width at ${yawDeg}`);
      // At yaw 0 the tool closes along y, as a block does whose long side is along x.
      t.ok(between(deg(yawRad), yawDeg) < 8, `yaw at ${yawDeg}: ${deg(yawRad)}`);
    }
  },
);

t.test('of the two yaws of one grasp it takes the one nearer to the bearing', async (t) => {
  const { yawRad } = grasp(seen([{ at: [0.4, -0.25], sizeM: [0.08, 0.03, 0.04], yawRad: 1.2 }]));
  t.ok(Math.abs(yawRad - Math.atan2(-0.25, 0.4)) <= Math.PI / 2 + 0.01);
});

t.test(
  'of a tall thing it takes the upper part, so that the palm stays above it; tips stay off the table',
  async (t) => {
    const tall = grasp(seen([{ at: [0.45, 0], sizeM: [0.045, 0.045, 0.14] }]));
    t.ok(tall.pose.position[2] > 0.14 - 0.045 && tall.pose.position[2] < 0.13);
    const flat = grasp(seen([{ at: [0.45, 0], sizeM: [0.15, 0.02, 0.012] }]));
    t.ok(flat.pose.position[2] >= 0.008);
  },
);

t.test('refuses what is wider than the hand opens, and what is out of reach', async (t) => {
  const wide = seen([{ at: [0.45, 0], sizeM: [0.12, 0.11, 0.06] }]);
  t.match(graspOf(thingOf(wide), wide.view.eye, PANDA!), { problem: /too wide/ });
  const block = seen([{ at: [0.45, 0], sizeM: [0.1, 0.06, 0.05] }]);
  t.match(graspOf(thingOf(block), block.view.eye, PANDA!), { grasp: {} });
  const tall = seen([{ at: [0.45, 0], sizeM: [0.045, 0.045, 0.14] }]);
  const long = graspOf(thingOf(tall), tall.view.eye, { ...PANDA!, palmAboveTipsM: 0.1 }) as { grasp: Grasp };
  t.ok(long.grasp.pose.position[2] < 0.08, 'longer fingers grip a tall thing at half its height');
  const short = { ...PANDA!, shoulderM: [0, 0.3] as const, reachM: { least: 0.2, most: 0.5 } };
  t.match(graspOf(thingOf(block), block.view.eye, short), { problem: /out of reach: 54 cm/ });
  const far = seen([{ at: [0.8, 0.3], sizeM: [0.04, 0.04, 0.04] }]);
  t.match(graspOf(thingOf(far), far.view.eye, PANDA!), { problem: /out of reach: 8\d cm/ });
});

t.test('a neighbour where a finger would come down turns the hand', async (t) => {
  const cube: Block = { at: [0.45, 0], sizeM: [0.042, 0.042, 0.042] };
  const free = grasp(seen([cube]));
  t.ok(between(deg(free.yawRad), 0) < 8, 'across the line of sight when nothing is in the way');
  const beside: Block = { at: [0.45, 0.065], sizeM: [0.03, 0.03, 0.06] };
  t.ok(between(deg(grasp(seen([cube, beside])).yawRad), 90) < 30, 'along it when something stands beside');
});

t.test('of a thing half hidden it takes the thing, though what hides it fills more of the box', async (t) => {
  const hidden: Block = { at: [0.45, 0], sizeM: [0.04, 0.12, 0.04] };
  for (const y of [0, 0.01, 0.02]) {
    const scene = seen([hidden, { at: [0.51, y], sizeM: [0.03, 0.05, 0.1] }]);
    const { points, highest } = thingOf(scene);
    t.ok(highest[2] < 0.042, `the low one behind, ${y}: ${highest[2]}`);
    t.ok(Math.max(...points.filter((_, i) => i % 3 === 0)) < 0.48, 'and nothing of the one before it');
  }
});

t.test('half a box still gives the whole thing; a box on the bare table gives nothing', async (t) => {
  const scene = seen([{ at: [0.45, 0.1], sizeM: [0.05, 0.05, 0.08] }]);
  const { box } = scene;
  const half = thingOf({ ...scene, box: { ...box, x: box.x - box.width / 4, width: box.width / 2 } });
  t.ok(Math.abs(half.points.length - thingOf(scene).points.length) < 30);
  t.equal(thingIn(scene.view, windowOf({ ...box, x: box.x + 0.3 }, scene.view), TOOL, 'box'), null);
});

t.test(
  'of two things in a sloppy box it takes the one in the middle; the hand above is no part of a thing',
  async (t) => {
    const small: Block = { at: [0.45, 0.1], sizeM: [0.04, 0.04, 0.04] };
    const scene = seen([small, { at: [0.45, 0.18], sizeM: [0.05, 0.05, 0.1] }]);
    const { box } = scene;
    const { highest } = thingOf({ ...scene, box: { ...box, width: box.width * 2.2, height: box.height * 1.5 } });
    t.ok(Math.abs(highest[2] - 0.04) < 0.002);
    const gripper: Block = { at: [0.45, 0.1], sizeM: [0.04, 0.2, 0.08], aboveM: 0.048 };
    const under = tablePicture([small, gripper], 400, 300);
    const shown = maskOf(under, 0)!.box;
    const thing = thingIn(viewOf(under), windowOf(shown, under), [0.45, 0.1, 0.05], 'box')!;
    t.ok(thing.highest[2] < 0.041);
  },
);

t.test(
  'lets go over the middle of a receptacle and above its rim; on paint where the box looks at the table',
  async (t) => {
    const scene = seen([{ at: [0.45, -0.2], sizeM: [0.16, 0.18, 0.06] }]);
    const found = goalOf({ kind: 'affordance', box: scene.box }, standOf(scene.view));
    const { landing } = found as { landing: Landing };
    t.ok(Math.abs(landing.rimM - 0.06) < 0.002);
    t.ok(Math.hypot(landing.x - 0.45, landing.y + 0.2) < 0.02);
    const bare = landingIn(
      scene.view,
      windowOf({ x: 0.7, y: 0.7, width: 0.1, height: 0.1 }, scene.view),
      TOOL,
      PANDA!,
      'box',
    );
    t.match(bare, { landing: { floorM: 0, rimM: 0 } });
    const sky = landingIn(
      scene.view,
      windowOf({ x: 0.5, y: 0.01, width: 0.02, height: 0.02 }, scene.view),
      TOOL,
      PANDA!,
      'box',
    );
    t.match(sky, { problem: /./ });
  },
);

t.test(
  'a path is about the first thing it meets when it brings, and about the thing at its end when it takes',
  async (t) => {
    const image = tablePicture([
      { at: [0.4, 0.2], sizeM: [0.04, 0.04, 0.04] },
      { at: [0.5, -0.2], sizeM: [0.05, 0.05, 0.07] },
    ]);
    const view = viewOf(image);
    const [first, last] = [maskOf(image, 0)!.middle, maskOf(image, 1)!.middle];
    const trajectory = [first, [0.5, 0.75], last] as const;
    const pointing = { kind: 'trajectory', trajectory } as const;
    const brought = targetOf(pointing, standOf(view), true)!;
    t.ok(Math.abs(brought.thing.highest[2] - 0.04) < 0.003);
    t.same(brought.rest, trajectory.slice(1));
    t.ok(Math.abs(targetOf(pointing, standOf(view), false)!.thing.highest[2] - 0.07) < 0.003);
    const way = wayOf(trajectory, standOf(view));
    t.equal(way.length, 2, 'its end is where it lets go, not on the way');
    const [u, v] = projected(view, [...way[1]!, 0])!;
    t.ok(
      Math.hypot(u / view.widthPx - 0.5, v / view.heightPx - 0.75) < 0.01,
      'a waypoint is where it looks at the table',
    );
  },
);
