import type { HarnessError } from '../errors.ts';
import type { Library } from '../library/library.ts';
import { type Robot, WHOLE_TABLE } from '../library/robot.ts';
import { checkInstruction } from './check-instruction.ts';
import { checkTask } from './check-task.ts';
import { type Findings, findings } from './findings.ts';
import type { Places } from './issues.ts';
import type { ObjectEntry, Place } from './schema/objects.ts';
import type { Setup } from './schema/scenario.ts';
import type { Path } from './source.ts';

/** Everything that a setup names must exist: in the library, in the robot's file, or in the setup itself. */
export function checkReferences(setup: Setup, places: Places, library: Library): HarnessError[] {
  const found = findings(places);
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
    [setup.table?.color, ['table', 'color']],
    [setup.floor?.color, ['floor', 'color']],
    [setup.background, ['background']],
    [setup.light?.color, ['light', 'color']],
  ];
  for (const [paint, path] of paints) if (typeof paint === 'string') found.known(paint, colors, 'colour', path);
  found.known(setup.look, Object.keys(library.looks), 'look', ['look']);
  for (const surface of ['table', 'floor'] as const)
    found.known(setup[surface]?.texture, library.textures, 'texture', [surface, 'texture']);
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
  found.known(entry.color, Object.keys(library.colors), 'colour', [...path, 'color']);
  if (robot) checkPlace(entry.place, [...path, 'place'], robot, found);
}

function checkPlace(place: Place | undefined, path: Path, robot: Robot, found: Findings): void {
  found.known(place?.region, [...Object.keys(robot.regions), WHOLE_TABLE], 'region', [...path, 'region']);
}
