/** What a vla-eval server tells in its hello, in our words. */
import { z } from 'zod';
import { shown } from '../../harness/expectation.ts';
import type { ActionConvention, ModelDeclaration } from '../action/model.ts';

const dimSpec = z.object({ name: z.string(), dims: z.int(), format: z.string(), range: z.array(z.number()).nullish() });
const specs = z.record(z.string(), dimSpec);

const hello = z.object({
  harness_version: z.string(),
  protocol_version: z.literal(1, { error: ({ input }) => `expected 1, got ${shown(input)}` }),
  model_server: z.string(),
  observation_params: z.record(z.string(), z.json()).nullish(),
  action_spec: specs.nullish(),
  observation_spec: specs.nullish(),
});

export type Hello = z.infer<typeof hello>;
type DimSpec = z.infer<typeof dimSpec>;

/** @throws Error: what was expected and what came */
export function helloIn(payload: unknown): Hello {
  const said = hello.safeParse(payload);
  if (said.success) return said.data;
  const { path, message } = said.error.issues[0]!;
  throw new Error(`hello.${path.join('.')}: ${message}`);
}

/** Names of pictures mean little there (`image` stands for any first one): only how many there must be is held to. */
export function declarationOf({ observation_params, action_spec, observation_spec }: Hello): ModelDeclaration {
  const parts = Object.values(action_spec ?? {});
  const actionDim = widthOf(parts);
  const convention = conventionOf(action_spec ?? {});
  return {
    ...(wantsState(observation_params, observation_spec) ? { state: { [STATE]: stateLength(observation_spec) } } : {}),
    leastImages: picturesIn(observation_params, observation_spec),
    ...(actionDim === null ? {} : { actionDim }),
    ...(parts.length > 0 ? { action: parts.map(toldAction) } : {}),
    ...(Object.keys(convention).length > 0 ? { convention } : {}),
  };
}

/** Its servers look for this key first, and some for no other. */
const STATE = 'states';

const wantsState = (params: Hello['observation_params'], spec: Hello['observation_spec']): boolean =>
  params?.send_state === true || (spec?.state?.dims ?? 0) > 0;

/** -1 where it does not say. */
const stateLength = (spec: Hello['observation_spec']): number => spec?.state?.dims || -1;

function picturesIn(params: Hello['observation_params'], spec: Hello['observation_spec']): number {
  const told = Object.values(spec ?? {}).filter(({ format }) => format.startsWith('rgb')).length;
  return Math.max(told, params?.send_wrist_image === true ? 2 : 0);
}

/** All of a row, or null: a server may name just the part that is peculiar. */
function widthOf(parts: readonly DimSpec[]): number | null {
  const whole = ['position', 'rotation', 'gripper'].every((name) => parts.some((part) => part.name === name));
  return whole && parts.every(({ dims }) => dims > 0) ? parts.reduce((sum, { dims }) => sum + dims, 0) : null;
}

function toldAction({ name, dims, format, range }: DimSpec) {
  return { name, dims, format: range ? `${format} [${range.join(', ')}]` : format };
}

const POSITIONS: Readonly<Record<string, ActionConvention['position']>> = {
  delta_xyz: 'delta',
  absolute_xyz: 'absolute',
};

const ROTATIONS: Readonly<Record<string, ActionConvention['rotation']>> = {
  axis_angle: 'axis_angle',
  euler_xyz: 'euler_xyz',
  quaternion_xyzw: 'quaternion_xyzw',
};

/** `continuous_01` is not here: whether 1 is open or closed differs between its servers. */
const GRIPPERS: Readonly<Record<string, ActionConvention['gripper']>> = {
  binary_close_positive: { open: -1, closed: 1 },
  binary_close_negative: { open: 1, closed: -1 },
  binary_close_01: { open: 0, closed: 1 },
};

function conventionOf(spec: NonNullable<Hello['action_spec']>): ActionConvention {
  const position = POSITIONS[spec.position?.format ?? ''];
  const rotation = ROTATIONS[spec.rotation?.format ?? ''];
  const gripper = GRIPPERS[spec.gripper?.format ?? ''];
  return { ...(position && { position }), ...(rotation && { rotation }), ...(gripper && { gripper }) };
}
