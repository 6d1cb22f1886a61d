/** A LeRobot policy server, reached through a sidecar that keeps its pickles out of this process. */
import { delimiter, join } from 'node:path';
import { HarnessError } from '../../harness/errors.ts';
import { packageRoot } from '../../harness/package-root.ts';
import { ensureEnvironment } from '../../harness/python/environment.ts';
import { readLock } from '../../harness/python/location.ts';
import type { ActionModel, ActionModelSource, ModelDeclaration } from '../action/model.ts';
import { protocolSource } from '../process/source.ts';
import { OptionValues } from '../reasoners/option-values.ts';
import { type LeRobotTexts, type SidecarArguments, sidecarArguments } from './options.ts';
import { SharedProcess } from './shared-process.ts';

const NAME = 'lerobot';
const MODULES = ['grpc', 'numpy', 'msgpack', 'websockets'];
const CONNECT_MS = 10_000;
/** The sidecar gives up on its server first, and says why. */
const GRACE_MS = 2_000;

/**
 * Starts the sidecar, which makes the server load its weights.
 * @throws `E_POLICY` for a wrong address or option, or instructions that the server refuses; `E_UNREACHABLE`, `E_TIMEOUT`,
 * `E_POLICY_SERVER` for the server; `E_PYTHON` without an environment for the sidecar
 */
export async function lerobotSource(place: string | null, texts: LeRobotTexts): Promise<ActionModelSource> {
  const told = sidecarArguments(place, new OptionValues(NAME, texts));
  const shared = new SharedProcess(
    { name: 'lerobot sidecar', ...(await commandOf(told)), startMs: 1000 * told.load_sec + GRACE_MS },
    { connectMs: CONNECT_MS, timeoutMs: 1000 * told.timeout_sec + GRACE_MS, loadMs: 0 },
  );
  const { address, timeout_sec: _patience, load_sec: _load, ...identity } = told;
  const asked = {
    name: 'lerobot sidecar',
    place: shared,
    identity: [NAME, identity],
    timeoutMs: 1000 * told.timeout_sec,
  };
  const source = await protocolSource(asked).catch((error: unknown) => {
    throw ofTheServer(error);
  });
  return {
    ...source,
    metadata: { server: address, ...identity },
    declares: declarationOf(told),
    open: async () => new Understood(await source.open(), shared),
  };
}

async function commandOf(told: SidecarArguments) {
  const folder = join(packageRoot(), 'agents', 'lerobot');
  const { python } = await ensureEnvironment({ lock: readLock(join(folder, 'requirements.txt'), MODULES) });
  const policy = 'lerobot_sidecar.policy:LeRobotPolicy';
  const argv = [python, '-m', 'vla_policy_server', policy, '--args', JSON.stringify(told)] as const;
  const variables = { PYTHONPATH: [folder, join(packageRoot(), 'agents', 'policy-server')].join(delimiter) };
  return { argv, variables };
}

function declarationOf({ cameras, joints }: SidecarArguments): ModelDeclaration {
  const images = Object.keys(cameras).map((name) => [`observation.images.${name}`, [-1, -1, 3]]);
  return {
    images: Object.fromEntries(images),
    state: joints.length > 0 ? { 'observation.state': joints.length } : {},
    instructions: ['task'],
  };
}

/** What the sidecar says of the server, under the codes of servers. */
class Understood implements ActionModel {
  readonly #model: ActionModel;
  readonly #shared: SharedProcess;

  constructor(model: ActionModel, shared: SharedProcess) {
    this.#model = model;
    this.#shared = shared;
  }

  begin: ActionModel['begin'] = (episode) => this.#told(this.#model.begin(episode));
  infer: ActionModel['infer'] = (request) => this.#told(this.#model.infer(request));
  end: ActionModel['end'] = (end) => this.#told(this.#model.end(end));
  close: ActionModel['close'] = () => this.#model.close();

  async #told<T>(work: Promise<T>): Promise<T> {
    return work.catch(async (error: unknown) => {
      const understood = ofTheServer(error);
      // A server that was started anew has forgotten its policy: only a new sidecar makes it load one.
      if (hasLostItsPolicy(understood)) await this.#shared.renew();
      throw understood;
    });
  }
}

const hasLostItsPolicy = (error: unknown): boolean =>
  error instanceof HarnessError && (error.code === 'E_UNREACHABLE' || /answered nothing/.test(error.message));

const CODES = [
  [/\bcannot be reached: /, 'E_UNREACHABLE'],
  [/\bdid not answer \w+ within /, 'E_TIMEOUT'],
] as const;

/** The words of the sidecar alone; those of its harness side say nothing more. */
function ofTheServer(error: unknown): unknown {
  if (!(error instanceof HarnessError)) return error;
  const found = /(?:the )?lerobot server .*/s.exec(error.message);
  const message = found ? found[0] : error.message;
  const code = CODES.find(([pattern]) => pattern.test(message))?.[1] ?? error.code;
  return new HarnessError(code, message, { cause: error.cause, hint: error.hint });
}
