import type { Test } from 'tap';
import type { EpisodeRecord } from '../../harness/types.ts';
import { FrontDoor } from './front-door.ts';
import { SMALL } from './suite.ts';

/** Two cameras that the scripted simulator has too, for the keys of LIBERO. */
const MAP = `images:
  observation/image: { camera: front, renderPx: [96, 96], sizePx: [224, 224], fit: pad }
  observation/wrist_image: { camera: overhead, renderPx: [96, 96], sizePx: [224, 224], fit: pad }
state:
  observation/state: { parts: [tcpPosition, tcpAxisAngle, gripperFingers] }
action: { limit: 1, scale: { position: 0.05, rotation: 0.5 }, gripper: { open: -1, closed: 1 } }
horizon: 5
`;

export interface PolicyRun {
  readonly code: number | null;
  readonly stdout: string;
  /** The last line of standard error. */
  readonly line: string;
  readonly records: readonly EpisodeRecord[];
}

/** Runs of the real command line on a small scene of the scripted simulator: where only a policy's wire is at stake. */
export class PolicyDoor extends FrontDoor {
  private readonly suite: string;
  private runs = 0;

  constructor(test: Test) {
    super(test);
    const [nominal] = SMALL.split('factors:');
    this.suite = this.file('small.yaml', nominal!.replace('maxSteps: 200', 'maxSteps: 20'));
    this.file('map.yaml', MAP);
  }

  /** One episode, or as many as asked for, tried once; `policy` may name `map.yaml`. */
  async runPolicy(policy: string, more: readonly string[] = [], keys: Record<string, string> = {}): Promise<PolicyRun> {
    const out = `run${this.runs++}`;
    const few = ['--floors', 'none', '--workers', '1', '--episodes', '1', '--retries', '0'];
    const args = ['run', '--suite', this.suite, '--policy', policy, '--out', out, ...few, ...more];
    const { code, stdout, stderr } = await this.run(args, [], keys);
    const records = await this.records(out).catch(() => []);
    return { code, stdout, line: stderr.trim().split('\n').at(-1)!, records };
  }
}
