import type { SimulatorHost } from '../../harness/simulator/host.ts';
import type { ActionBlock, BodyState, SceneSpec, SensorReading, Simulator, WorldState } from '../../harness/types.ts';

const READING: SensorReading = { cameras: {}, state: {}, visibility: [], framesRendered: 0, poses: null };
const HASH = '0'.repeat(64);
const STEP_SEC = 0.05;

/** A world in which nothing moves and nothing takes time. */
class StubSimulator implements Simulator {
  private states: WorldState | null = null;
  readonly info = {
    name: 'stub',
    version: '1',
    bridgeVersion: '1',
    renderer: 'none',
    deterministic: true,
    slots: 1,
    visuals: false,
    assets: {},
    factors: [],
    actionModes: ['ee_delta' as const, 'joint_position' as const],
    limits: { maxImagePx: 1, maxChunk: 1_000 },
  };

  async reset(scene: SceneSpec) {
    const worldState = stateOf(scene);
    this.states = worldState;
    const still = Object.fromEntries(scene.bodies.map(({ name }) => [name, 0]));
    const settle = { steps: 1, motionM: still, tiltRad: still };
    const names = scene.bodies.map(({ name }) => name);
    return { readBack: scene, stateHash: HASH, names, worldState, settle, reading: READING };
  }

  async step({ count }: ActionBlock) {
    const first = this.states!;
    const worldStates = Array.from({ length: count }, (_, i) => ({ ...first, timeSec: first.timeSec + i * STEP_SEC }));
    return { worldStates, stateHash: HASH, reading: READING };
  }

  async observe() {
    return READING;
  }

  async close() {}
}

function stateOf({ bodies, robot }: SceneSpec): WorldState {
  const still = { linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0] } as const;
  const placed = bodies.map(({ name, position, quaternion }): [string, BodyState] => [
    name,
    { position, quaternion, ...still },
  ]);
  return {
    timeSec: 0,
    bodies: Object.fromEntries(placed),
    jointsRad: [0, 0, 0, 0, 0, 0, 0],
    tcp: { position: [0.3, 0, 0.5], quaternion: [0, 0, 0, 1] },
    gripperOpening: robot.gripperOpening,
    contacts: [['target', 'table']],
  };
}

export function stubHost(): SimulatorHost {
  const simulator = new StubSimulator();
  return { open: async () => simulator, dispose: async () => {}, bridge: null };
}
