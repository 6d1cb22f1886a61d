import { add, norm, scale, subtract } from '../harness/geometry/vector.ts';
import type { ActionChunk, Observation, Policy, PolicyContext, PolicySpec, Vec3 } from '../harness/types.ts';

/** What a control step may change of the command. */
const STEP_M = 0.02;
const ABOVE_M = 0.1;
const CHUNK = 8;
const OPEN = 1;

/** Scripted and privileged: leads the open hand over what the task is about, then down to it, in `ee_delta`. It never grasps. */
export class Reach implements Policy {
  readonly spec: PolicySpec;
  private target: string | null = null;
  private sent: string | null = null;

  constructor(spec: PolicySpec) {
    this.spec = spec;
  }

  async reset({ privileged }: PolicyContext): Promise<void> {
    if (!privileged) throw new Error('reach needs the privileged context');
    this.target = privileged.intent.target;
    this.sent = null;
  }

  async act({ worldState, instruction }: Observation): Promise<ActionChunk> {
    this.sent = instruction;
    const body = this.target === null ? undefined : worldState?.bodies[this.target];
    if (!worldState || !body) return { actions: rows([0, 0, 0]), stage: 'stay' };
    const left = subtract(body.position, worldState.tcp.position);
    const isOver = Math.hypot(left[0], left[1]) < STEP_M;
    return isOver
      ? { actions: rows(left), stage: 'down' }
      : { actions: rows(add(left, [0, 0, ABOVE_M])), stage: 'over' };
  }

  instructionSent(): string | null {
    return this.sent;
  }

  async close(): Promise<void> {}
}

/** A chunk that goes as far along `way` as it may. */
function rows(way: Vec3): number[][] {
  const length = norm(way);
  const share = length === 0 ? 0 : Math.min(1, (CHUNK * STEP_M) / length) / CHUNK;
  const [x, y, z] = scale(way, share);
  return Array.from({ length: CHUNK }, () => [x, y, z, 0, 0, 0, OPEN]);
}
