/** What comes once an episode or less is checked by schema: the greeting, and the read-back of a reset. */
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import type { SceneSpec, SettleReport, SimulatorInfo } from '../types.ts';
import { shown } from './check.ts';
import type { ImageEncoding, Reply } from './protocol.ts';

const number = z.number();
const vec3 = z.tuple([number, number, number]);
const quat = z.tuple([number, number, number, number]);
const texture = z.string().nullable();
const material = z.object({ color: vec3, texture });
const pose = { position: vec3, quaternion: quat };

const light = z.object({
  direction: vec3,
  color: vec3,
  ambient: number,
  diffuse: number,
  specular: number,
  shadow: z.boolean(),
});

const camera = z.object({
  ...pose,
  name: z.string(),
  mount: z.enum(['world', 'hand']),
  fovYRad: number,
  nearM: number,
  farM: number,
});

const body = z.object({
  ...pose,
  name: z.string(),
  model: z.string(),
  color: vec3.nullable(),
  scale: number,
  massKg: number,
  friction: z.object({ lateral: number, rolling: number, spinning: number }),
  fixed: z.boolean(),
});

const zone = z.object({
  name: z.string(),
  shape: z.enum(['rect', 'disc']),
  center: z.tuple([number, number]),
  sizeM: z.tuple([number, number]),
  yawRad: number,
  color: vec3,
});

const foreign = z.object({
  simulator: z.string(),
  suite: z.string(),
  task: z.string(),
  statesOf: z.string(),
  initialState: z.int(),
  waitSteps: z.int(),
  definition: z.string(),
  parts: z.object({ scene: z.string(), goal: z.string() }),
  texts: z.object({ ofName: z.string(), ofDefinition: z.string() }),
});

const scene = z.object({
  controlHz: number,
  physicsHz: number,
  robot: z.object({ name: z.string(), jointsRad: z.array(number), gripperOpening: number }),
  table: material,
  floor: material,
  background: vec3,
  light,
  cameras: z.array(camera),
  bodies: z.array(body),
  zones: z.array(zone),
  sensorNoiseStd: number,
  foreign: foreign.optional(),
});

const resetReply = z.object({
  readBack: scene,
  stateHash: z.string().regex(/^[0-9a-f]{64}$/),
  names: z.array(z.string()),
  settle: z.object({
    steps: z.int().min(0),
    motionM: z.record(z.string(), number),
    tiltRad: z.record(z.string(), number),
  }),
});

const helloReply = z.object({
  protocol: number,
  images: z.enum(['raw', 'jpeg', 'webp']),
  simulator: z.object({
    name: z.string(),
    version: z.string(),
    bridgeVersion: z.string(),
    renderer: z.string(),
    deterministic: z.boolean(),
    slots: z.int().min(1),
    visuals: z.boolean().default(false),
    foreign: z.boolean().optional(),
  }),
  assets: z.record(z.string(), z.string()),
  factors: z.array(z.string()),
  actionModes: z.array(z.enum(['joint_position', 'joint_delta', 'ee_pose', 'ee_delta'])),
  limits: z.object({ maxImagePx: z.int().min(1), maxChunk: z.int().min(1) }),
});

export interface Hello {
  readonly protocol: number;
  readonly images: ImageEncoding;
  readonly info: SimulatorInfo;
}

export interface ResetFields {
  readonly readBack: SceneSpec;
  readonly stateHash: string;
  readonly names: readonly string[];
  readonly settle: SettleReport;
}

/** Throws `E_PROTOCOL` naming the first field that is wrong. */
export function parseHello(reply: Reply): Hello {
  const { protocol, images, simulator, assets, factors, actionModes, limits } = parsed(helloReply, reply, 'hello');
  return { protocol, images, info: { ...simulator, assets, factors, actionModes, limits } };
}

/** Throws `E_PROTOCOL` naming the first field that is wrong. */
export function parseReset(reply: Reply): ResetFields {
  return parsed(resetReply, reply, 'reset');
}

/** Throws `E_PROTOCOL` naming the first field of the reply to `op` that is wrong. */
export function parsed<T>(schema: z.ZodType<T>, reply: Reply, op: string): T {
  const result = schema.safeParse(reply);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const got = issue.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], reply);
  throw new HarnessError('E_PROTOCOL', `reply to ${op}, ${issue.path.join('.')}: ${issue.message}, got ${shown(got)}`);
}
