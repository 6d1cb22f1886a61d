import type { HarnessError } from '../errors.ts';
import type { Library } from '../library/library.ts';
import { type Robot, WHOLE_TABLE } from '../library/robot.ts';
import { castingOrder, isGroup } from './cast.ts';
import { checkForeign } from './check-foreign.ts';
import { checkInstruction } from './check-instruction.ts';
import { checkTask } from './check-task.ts';
import { type Findings, findings } from './findings.ts';
import type { Places } from './issues.ts';
import type { ObjectEntry, Place } from './schema/objects.ts';
import type { Setup } from './schema/scenario.ts';
import type { SurfaceEntry } from './schema/surroundings.ts';
import type { Path } from './source.ts';

/** Everything that a setup names must exist: in the library, in the robot's file, or in the setup itself. */
export function checkReferences(setup: Setup, places: Places, library: Library): HarnessError[] {
  const found = findings(places);
  if (setup.foreign || setup.task === 'foreign') {
    checkForeign(setup, found);
    return found.errors;
  }
  checkSurroundings(setup, library, found);
  const robot = found.known(setup.robot.name, Object.keys(library.robots), 'robot', ['robot', 'name'])
    ? library.robots[setup.robot.name]!
    : null;
  if (robot) checkRobot(setup, robot, found);
  checkObjects(setup, robot, library, found);
  checkTask(setup, library, found);
  checkInstruction(setup, library, found);
  return found.errors;
}

function checkSurroundings(setup: Setup, library: Library, found: Findings): void {
  const colors = Object.keys(library.colors);
  const paints: [unknown, Path][] = [
    [setup.background, ['background']],
    [setup.light?.color, ['light', 'color']],
  ];
  for (const [paint, path] of paints) if (typeof paint === 'string') found.known(paint, colors, 'colour', path);
  found.known(setup.look, Object.keys(library.looks), 'look', ['look']);
  for (const surface of ['table', 'floor'] as const) checkSurface(setup[surface] ?? {}, [surface], library, found);
  for (const camera of Object.keys(setup.cameras))
    found.known(camera, Object.keys(library.cameras), 'camera', ['cameras', camera]);
  found.expect(
    setup.physicsHz % setup.controlHz === 0,
    ['physicsHz'],
    `expected a whole multiple of controlHz ${setup.controlHz}, got ${setup.physicsHz}`,
  );
  const { direction } = setup.light ?? {};
  found.expect(
    !direction || Math.hypot(...direction) > 0,
    ['light', 'direction'],
    'expected a direction, got [0, 0, 0]',
  );
}

function checkSurface(surface: SurfaceEntry, path: Path, library: Library, found: Findings): void {
  const colors = Object.keys(library.colors);
  const paints = [[surface.color, 'color'], ...(surface.colors ?? []).map((each, i) => [each, 'colors', i])];
  for (const [paint, ...key] of paints as [unknown, ...Path][])
    if (typeof paint === 'string') found.known(paint, colors, 'colour', [...path, ...key]);
  found.known(surface.texture, library.textures, 'texture', [...path, 'texture']);
  surface.textures?.forEach((texture, i) => {
    found.known(texture, library.textures, 'texture', [...path, 'textures', i]);
  });
}

function checkRobot({ robot: { startJointsOffsetDeg: offset } }: Setup, robot: Robot, found: Findings): void {
  if (!Array.isArray(offset)) return;
  const joints = robot.homeRad.length;
  found.expect(
    offset.length === joints,
    ['robot', 'startJointsOffsetDeg'],
    `expected ${joints} numbers, one for each arm joint, got ${offset.length}`,
  );
  robot.homeRad.forEach((home, i) => {
    const angle = home + ((offset[i] ?? 0) * Math.PI) / 180;
    const [low, high] = [robot.lowerRad[i]!, robot.upperRad[i]!];
    const range = `[${degrees(low - home)}, ${degrees(high - home)}] for this joint`;
    found.expect(
      angle >= low && angle <= high,
      ['robot', 'startJointsOffsetDeg', i],
      `expected degrees in ${range}, got ${offset[i]}`,
    );
  });
}

const degrees = (rad: number): string => ((rad * 180) / Math.PI).toFixed(0);

function checkObjects(setup: Setup, robot: Robot | null, library: Library, found: Findings): void {
  for (const [name, entry] of Object.entries(setup.objects))
    checkObject(entry, ['objects', name], robot, library, found);
  checkKinship(setup, found);
  for (const [name, zone] of Object.entries(setup.zones)) {
    if (typeof zone.color === 'string')
      found.known(zone.color, Object.keys(library.colors), 'colour', ['zones', name, 'color']);
    if (robot) checkPlace(zone.place, ['zones', name, 'place'], robot, found);
    found.expect(!Object.hasOwn(setup.objects, name), ['zones', name], 'expected a name that no object has');
  }
}

function checkObject(entry: ObjectEntry, path: Path, robot: Robot | null, library: Library, found: Findings): void {
  const models = Object.keys(library.models);
  found.known(entry.model, models, 'model', [...path, 'model']);
  entry.models?.forEach((model, i) => {
    found.known(model, models, 'model', [...path, 'models', i]);
  });
  const colors = Object.keys(library.colors);
  found.known(entry.color, colors, 'colour', [...path, 'color']);
  entry.colors?.forEach((color, i) => {
    found.known(color, colors, 'colour', [...path, 'colors', i]);
  });
  if (robot) checkPlace(entry.place, [...path, 'place'], robot, found);
}

/** What an object is like or unlike must be drawn before it; and a likeness needs a single original. */
function checkKinship(setup: Setup, found: Findings): void {
  const order = castingOrder(setup);
  order.forEach((name, i) => {
    const { like, unlike = [] } = setup.objects[name]!;
    const before = order.slice(0, i);
    const originals = before.filter(
      (each) => !isGroup(setup.objects[each]!) && setup.objects[each]!.like === undefined,
    );
    found.known(like, originals, 'object', ['objects', name, 'like']);
    unlike.forEach((other, k) => {
      found.known(other, before, 'object', ['objects', name, 'unlike', k]);
    });
  });
}

function checkPlace(place: Place | undefined, path: Path, robot: Robot, found: Findings): void {
  found.known(place?.region, [...Object.keys(robot.regions), WHOLE_TABLE], 'region', [...path, 'region']);
}
