import { HarnessError } from '../../harness/errors.ts';
import type { OptionValues } from '../reasoners/option-values.ts';

export const LEROBOT_OPTIONS = {
  /** One of lerobot's: act, smolvla, diffusion, tdmpc, vqbet, pi0, pi05, groot. */
  type: '',
  /** Name on the hub or folder, as the server will look for it. */
  pretrained: '',
  actionsPerChunk: '50',
  /** Where the server puts the model: cuda, cpu, mps. */
  device: 'cuda',
  /** Pictures without `observation.images.`, separated by commas. */
  cameras: 'image,image2',
  /** Names for the numbers of `observation.state`, separated by commas; `none` for a policy without it. */
  joints: 'state_0,state_1,state_2,state_3,state_4,state_5,state_6,state_7',
  /** `yes` for a server on another machine: LeRobot's protocol is pickles both ways, without a key. */
  trust: 'no',
  /** For one answer, seconds. */
  timeoutSec: '60',
  /** The server loads the weights while it is waited for, seconds. */
  loadSec: '600',
} as const;

export type LeRobotTexts = Readonly<Record<keyof typeof LEROBOT_OPTIONS, string>>;

/** What the sidecar is told: the arguments of its class. */
export interface SidecarArguments {
  readonly address: string;
  readonly policy_type: string;
  readonly pretrained: string;
  readonly cameras: Readonly<Record<string, readonly number[]>>;
  readonly joints: readonly string[];
  readonly actions_per_chunk: number;
  readonly device: string;
  readonly timeout_sec: number;
  readonly load_sec: number;
}

/** The server makes of a picture what its policy takes, whatever is said here. */
const SAID_SHAPE = [256, 256, 3] as const;

/** @throws `E_POLICY`: expected, got */
export function sidecarArguments(
  place: string | null,
  values: OptionValues<keyof typeof LEROBOT_OPTIONS>,
): SidecarArguments {
  return {
    address: addressOf(place, values.oneOf('trust', ['no', 'yes']) === 'yes'),
    policy_type: given(values, 'type', 'the type of a policy: act, smolvla, diffusion, tdmpc, vqbet, pi0, pi05, groot'),
    pretrained: given(values, 'pretrained', 'a model: its name on the hub, or its folder on the server'),
    cameras: Object.fromEntries(namesIn(values.text('cameras')).map((name) => [name, SAID_SHAPE])),
    joints: namesIn(values.text('joints')),
    actions_per_chunk: values.number('actionsPerChunk', { least: 1, most: 10_000, whole: true }),
    device: values.text('device'),
    timeout_sec: values.number('timeoutSec', { least: 0.1, most: 86_400 }),
    load_sec: values.number('loadSec', { least: 0.1, most: 86_400 }),
  };
}

const namesIn = (text: string): readonly string[] => (text === 'none' || text === '' ? [] : text.split(','));

function given<K extends keyof typeof LEROBOT_OPTIONS>(values: OptionValues<K>, key: K, expected: string): string {
  const text = values.text(key);
  if (text !== '') return text;
  throw values.wrong(key, expected);
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function addressOf(place: string | null, trusted: boolean): string {
  const [, host = '', port = ''] = /^(\[[0-9a-fA-F:]+\]|[^:/@?#\s]+):(\d{1,5})$/.exec(place ?? '') ?? [];
  if (host === '' || Number(port) > 65_535) {
    const got = place ? `'${place.replace(/.*@/, '...@')}'` : 'no address';
    throw new HarnessError('E_POLICY', `policy 'lerobot': expected lerobot@host:8080, got ${got}`);
  }
  if (trusted || LOOPBACK.test(host)) return `${host}:${port}`;
  throw new HarnessError('E_POLICY', `policy 'lerobot': expected a server on this machine, got ${host}`, {
    hint: 'trust=yes for one elsewhere: it unpickles what anybody sends to it, and its answers are pickles that anybody between may change',
  });
}
