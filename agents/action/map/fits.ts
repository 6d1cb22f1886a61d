import { HarnessError } from '../../../harness/errors.ts';
import { listed } from '../../../harness/suggest.ts';
import type { RobotSpec } from '../../../harness/types.ts';
import { rowWidth } from '../convert/rows.ts';
import type { ActionConvention, ActionModelSource, ModelDeclaration } from '../model.ts';
import { PARTS } from '../observe/parts.ts';
import { lengthOf } from '../observe/request.ts';
import type { LoadedMap } from './load.ts';
import type { ImageEntry, PolicyMap } from './schema.ts';

/** One thing that does not fit: expected (what the model or the robot needs), got (what the map says), valid where it helps. */
type Misfit = string | null;

/**
 * Holds a map to what the model declares, before anything is asked. Lengths that hang on the robot's joints are held to
 * it once the robot is known.
 * @throws HarnessError E_POLICY with the first thing that does not fit
 */
export function checkModel(policy: string, { from, map }: LoadedMap, { declares }: ActionModelSource): void {
  refuse(policy, from, [
    ...pictures(map, declares),
    ...vectors(map, declares, null),
    words(map, declares),
    ...answers(map, declares, null),
    ...conventions(map, declares.convention ?? {}),
  ]);
}

/** Holds a map to the robot of a scene. @throws HarnessError E_POLICY */
export function checkRobot(policy: string, loaded: LoadedMap, { declares }: ActionModelSource, robot: RobotSpec): void {
  const { from, map } = loaded;
  const joints = robot.jointsRad.length;
  const other = map.robot !== undefined && map.robot !== robot.name;
  refuse(policy, from, [
    other ? `robot: expected '${map.robot}', got '${robot.name}' in the scene` : null,
    ...taken(map, joints),
    ...vectors(map, declares, joints),
    ...answers(map, declares, joints),
  ]);
}

function refuse(policy: string, from: string, misfits: readonly Misfit[]): void {
  const first = misfits.find((each) => each !== null);
  if (first === undefined || first === null) return;
  throw new HarnessError('E_POLICY', `policy '${policy}' and policy map ${from} do not fit: ${first}`, {
    hint: 'choose or write another with --policy-map',
  });
}

function pictures({ images }: PolicyMap, declares: ModelDeclaration): Misfit[] {
  const { images: declared, leastImages = 0, everyImage } = declares;
  const count = Object.keys(images).length;
  const few = count < leastImages ? `images: expected at least ${leastImages}, got ${count}` : null;
  const others = Object.entries(images).map(([key, entry]) =>
    everyImage && !sameShape(everyImage, shapeOf(entry))
      ? `images.${key}: expected ${shown(everyImage)}, got ${shown(shapeOf(entry))}`
      : null,
  );
  if (!declared) return [few, ...others];
  const shapes = Object.entries(declared).map(([key, shape]) => {
    const entry = images[key];
    return entry && !sameShape(shape, shapeOf(entry))
      ? `images.${key}: expected ${shown(shape)}, got ${shown(shapeOf(entry))}`
      : null;
  });
  return [few, sameKeys('images', declared, images), ...shapes];
}

function vectors({ state }: PolicyMap, { state: declared }: ModelDeclaration, joints: number | null): Misfit[] {
  if (!declared) return [];
  const lengths = Object.entries(declared).map(([key, length]) => {
    const got = state[key] ? lengthOf(state[key], joints) : null;
    return got === null || length === -1 || got === length
      ? null
      : `state.${key}: expected ${length} numbers, got ${got}`;
  });
  return [sameKeys('state', declared, state), ...lengths];
}

function words({ instruction }: PolicyMap, { instructions }: ModelDeclaration): Misfit {
  if (!instructions || (instruction === null ? instructions.length === 0 : instructions.includes(instruction)))
    return null;
  return `instruction: expected ${listed(instructions) || 'null'}, got ${instruction ?? 'null'}`;
}

/** What the model needs is there, and nothing that it does not know. */
function sameKeys(what: string, declared: object, mapped: object): Misfit {
  const [known, got] = [Object.keys(declared), Object.keys(mapped)];
  const same = known.every((key) => got.includes(key)) && got.every((key) => known.includes(key));
  return same ? null : `${what}: expected ${listed(known)}, got ${listed(got)}`;
}

function answers({ action, horizon }: PolicyMap, declared: ModelDeclaration, joints: number | null): Misfit[] {
  const width = rowWidth(action, joints);
  const { actionDim = -1, chunk = -1 } = declared;
  const words = (declared.action ?? []).map(({ name, dims, format }) => `${name} ${dims} ${format}`).join('; ');
  const wide = width !== null && actionDim !== -1 && width !== actionDim;
  return [
    wide ? `action: expected ${actionDim} numbers a row${words && ` (${words})`}, got ${width}` : null,
    chunk > 0 && horizon > chunk ? `horizon: expected at most the ${chunk} actions of an answer, got ${horizon}` : null,
  ];
}

const POSITION = { ee_delta: 'delta', ee_pose: 'absolute', joint_delta: null, joint_position: null } as const;

function conventions({ action }: PolicyMap, { position, rotation, gripper }: ActionConvention): Misfit[] {
  const told = POSITION[action.space];
  const inSpace = told !== null;
  return [
    position && told !== position
      ? `action.space: expected ${position} positions of the hand, got ${action.space}`
      : null,
    inSpace && rotation && rotation !== action.rotation
      ? `action.rotation: expected ${rotation}, got ${action.rotation}`
      : null,
    gripper && !sameGripper(gripper, action.gripper)
      ? `action.gripper: expected open ${gripper.open} and closed ${gripper.closed}, got ${gripperShown(action.gripper)}`
      : null,
  ];
}

type Gripper = PolicyMap['action']['gripper'];

/** With a threshold only the side counts on which it is open. */
function sameGripper(declared: { readonly open: number; readonly closed: number }, mapped: Gripper): boolean {
  if (mapped === 'none') return false;
  if (mapped.threshold !== null) return declared.open > declared.closed === mapped.open > mapped.closed;
  return declared.open === mapped.open && declared.closed === mapped.closed;
}

const gripperShown = (gripper: Gripper): string =>
  gripper === 'none' ? 'none' : `open ${gripper.open} and closed ${gripper.closed}`;

/** Numbers taken of a part that has fewer. */
function taken({ state }: PolicyMap, joints: number): Misfit[] {
  return Object.entries(state).flatMap(([key, { parts }]) =>
    parts.map((part) => {
      if (typeof part === 'string' || !('part' in part)) return null;
      const length = PARTS[part.part].length ?? joints;
      const beyond = part.take?.find((index) => index >= length);
      return beyond === undefined
        ? null
        : `state.${key}: expected numbers 0 to ${length - 1} of ${part.part}, got ${beyond}`;
    }),
  );
}

function shapeOf({ renderPx, sizePx = renderPx, layout }: ImageEntry): readonly number[] {
  const [width, height] = sizePx;
  return layout === 'hwc' ? [height, width, 3] : [3, height, width];
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, i) => length === -1 || length === b[i]);

const shown = (shape: readonly number[]): string =>
  `[${shape.map((length) => (length === -1 ? 'any' : length)).join(', ')}]`;
