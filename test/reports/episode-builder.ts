import type { BodySpec, EpisodeSpec, Pose, SceneSpec, WorldState } from '../../harness/types.ts';
import { plannedEpisode } from '../../reports/input.ts';
import type { EpisodeView, ShownTrace } from '../../reports/terminal/episode.ts';
import { record } from './builder.ts';

const UPRIGHT: Pose['quaternion'] = [0, 0, 0, 1];
const wood = { color: [0.6, 0.4, 0.2], texture: 'oak' } as const;

const body = (name: string, model: string, x: number, y: number): BodySpec => ({
  name,
  model,
  position: [x, y, 0],
  quaternion: UPRIGHT,
  color: null,
  scale: 1,
  massKg: 0.15,
  friction: { lateral: 1, rolling: 0.001, spinning: 0.01 },
  fixed: false,
});

const SCENE: SceneSpec = {
  controlHz: 20,
  physicsHz: 240,
  robot: { name: 'panda', jointsRad: [0, 0, 0, -1.5, 0, 1.5, 0], gripperOpening: 1 },
  table: wood,
  floor: wood,
  background: [0.9, 0.9, 0.9],
  light: { direction: [0, 0, 1], color: [1, 1, 1], ambient: 0.5, diffuse: 0.5, specular: 0, shadow: false },
  cameras: [],
  bodies: [
    body('target', 'soup_can', 0.5, 0.1),
    body('receptacle', 'bowl', 0.5, -0.2),
    body('others0', 'cube', 0.4, 0),
  ],
  zones: [],
  sensorNoiseStd: 0,
};

export const SPEC: EpisodeSpec = {
  episodeId: 'soup_can_to_bowl/object=new_color/3',
  scenarioId: 'soup_can_to_bowl',
  conditionId: 'object=new_color',
  assignments: [{ factor: 'object', level: 'new_color' }],
  channels: ['scene'],
  control: false,
  replicate: 3,
  seed: 123456,
  scene: SCENE,
  nominalEpisodeId: 'soup_can_to_bowl/nominal/3',
  changes: [{ path: 'bodies.target.color', value: [0.5, 0, 0.5] }],
  occlusion: null,
  instruction: 'Put the soup can in the bowl.',
  intent: { task: 'pick_and_place', target: 'target', goal: 'receptacle' },
  task: 'pick_and_place',
  success: {
    all: [{ inside: ['target', 'receptacle'] }, { released: 'target' }, { atRest: 'target', holdSec: 0.5 }],
  },
  maxSteps: 240,
  latencySteps: 0,
  digest: 'd'.repeat(64),
};

/** Grasp at step 40, carry, let go in the bowl at step 90; at step 60 the gripper flickers off the target for one step. */
export function graspAndPlace(): ShownTrace {
  const states = Array.from({ length: 101 }, (_, step) => stateAt(step));
  const [initial, ...worldStates] = states;
  const calls = Array.from({ length: 13 }, (_, i) => ({
    step: i * 8,
    inferenceMs: 12 + i,
    actions: 8,
    stage: i < 5 ? 'approach' : i < 11 ? 'carry' : 'release',
    text: i === 0 ? '<think>The can is left of the bowl.</think><output>[120, 80, 160, 140]</output>' : null,
    declares: null,
  }));
  return { initial: initial!, worldStates, calls };
}

function stateAt(step: number): WorldState {
  const isHeld = step >= 40 && step < 90;
  const lift = isHeld ? Math.min(0.2, (step - 40) * 0.01) : step < 40 ? 0 : 0.01;
  const y = step < 60 ? 0.1 : Math.max(-0.2, 0.1 - (step - 60) * 0.0125);
  const contacts: [string, string][] = [['receptacle', 'table']];
  if (isHeld && step !== 60) contacts.push(['gripper', 'target']);
  if (lift === 0) contacts.push(['table', 'target']);
  if (step >= 88) contacts.push(['receptacle', 'target']);
  if (step === 20 || step === 21) contacts.push(['gripper', 'others0']);
  const still = { linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0], quaternion: UPRIGHT } as const;
  return {
    timeSec: step / 20,
    bodies: {
      target: { position: [0.5, y, lift], ...still },
      receptacle: { position: [0.5, -0.2, 0], ...still },
      others0: { position: [0.4, 0, 0], ...still },
    },
    jointsRad: [0, 0, 0, -1.5, 0, 1.5, 0],
    tcp: { position: [0.5, y, lift + 0.05], quaternion: UPRIGHT },
    gripperOpening: isHeld ? 0.4 : 1,
    contacts,
  };
}

/** A second attempt that worked, after a first one in which the simulator died. */
export function episodeView(): EpisodeView {
  const planned = plannedEpisode(SPEC);
  const shown = record(planned, 'success', {
    attempt: 2,
    steps: 100,
    simTimeSec: 5,
    stages: [
      { name: 'approach', step: 0 },
      { name: 'carry', step: 40 },
      { name: 'release', step: 88 },
    ],
    evidence: {
      status: 'applied',
      signature: null,
      details: [
        { path: 'bodies.target.color', asked: [0.5, 0, 0.5], got: [0.5, 0, 0.5], ok: true },
        { path: 'signature', asked: 'differs from nominal', got: 3.1234567, ok: true },
      ],
    },
  });
  return {
    spec: SPEC,
    attempts: [shown, record(planned, 'infra_error', { steps: 12 })],
    shown,
    trace: graspAndPlace(),
  };
}
