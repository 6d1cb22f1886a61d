import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { ActionChunk, Observation, Policy, PolicyContext, PolicySpec } from '../harness/types.ts';

const STEP_M = 0.03;
const TURN_RAD = 0.1;
const CHUNK = 8;

/** Uniform `ee_delta` actions from the episode's seed: the other floor. */
export class RandomPolicy implements Policy {
  readonly spec: PolicySpec;
  private draw: () => number = () => 0;

  constructor(spec: PolicySpec) {
    this.spec = spec;
  }

  async reset({ seed }: PolicyContext): Promise<void> {
    const generator = xoroshiro128plus(seed);
    this.draw = () => uniformFloat64(generator);
  }

  async act(_observation: Observation): Promise<ActionChunk> {
    return { actions: Array.from({ length: CHUNK }, () => this.action()) };
  }

  private action(): number[] {
    const signed = (limit: number) => (2 * this.draw() - 1) * limit;
    const move = Array.from({ length: 3 }, () => signed(STEP_M));
    const turn = Array.from({ length: 3 }, () => signed(TURN_RAD));
    return [...move, ...turn, this.draw()];
  }

  instructionSent(): string | null {
    return null;
  }

  async close(): Promise<void> {}
}
