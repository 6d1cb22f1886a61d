import { HarnessError } from '../harness/errors.ts';
import { canonicalJson, sha256 } from '../harness/record/canonical.ts';
import { didYouMean } from '../harness/suggest.ts';
import type { Policy, PolicyCamera, PolicySpec, RobotSpec } from '../harness/types.ts';
import type { WireEntry } from './action/model.ts';
import type { ActionOptions } from './action/options.ts';
import { WIRES } from './action/wires.ts';
import { type PolicyAddress, parseAddress, readOptions } from './address.ts';
import { fingerprint } from './fingerprint.ts';
import type { Grippers } from './grounding/gripper.ts';
import {
  camerasOf,
  type GivenGrounding,
  GROUNDING_DEFAULTS,
  type GroundingOptions,
  groundingOptions,
} from './grounding/options.ts';
import type { Knowledge } from './oracle/knowledge.ts';
import { REASONERS, type ReasonerEntry } from './reasoners/index.ts';
import type { Reasoner, ReasonerNeeds } from './reasoners/reasoner.ts';
import type { AnswerSink } from './reasoners/replay/answer-log.ts';
import type { ReasonerSource } from './reasoners/source.ts';

/** What the composition root gives to policies that need more than observations; see `surroundingsOf`. */
export interface PolicySurroundings {
  /** Grasps and forms of the model library, for privileged policies. */
  readonly knowledge: Knowledge;
  /** The hand of every robot, for policies that choose where to grip. */
  readonly grippers: Grippers;
}

/** A policy that can be opened, once per worker. */
export interface PolicySource {
  readonly spec: PolicySpec;
  /** What is asked, and how; null for a policy that asks nothing in words. */
  readonly reasoning: Reasoning | null;
  /** What the server of a model that answers with actions says of itself. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Refuses a robot that it cannot act on: expected, got. @throws HarnessError E_POLICY */
  checkRobot?(robot: RobotSpec): void;
  /** @param answers takes what a reasoner says, where there is one */
  open(answers?: AnswerSink | null): Promise<Policy>;
}

export interface Reasoning {
  readonly reasoner: ReasonerSource;
  readonly options: GroundingOptions;
  readonly grippers: Grippers;
}

interface Entry {
  readonly summary: string;
  /** True for what takes `@address`. */
  readonly addressed?: true;
  source(address: PolicyAddress, surroundings: PolicySurroundings): Promise<PolicySource>;
}

/** Every policy by name. A new one is a file and a line here. */
export const POLICIES: Readonly<Record<string, Entry>> = {
  baseline: {
    summary: 'classical vision, no model: finds the named colour and shape in RGB-D',
    async source(address, { grippers }) {
      const { Baseline, BASELINE_NEEDS } = await import('./reasoners/baseline/baseline.ts');
      return builtIn(address, 'reasoners/baseline/baseline', BASELINE_NEEDS, grippers, async () => new Baseline());
    },
  },
  oracle: {
    summary: 'privileged, scripted upper bound: sees ground truth; option camera=front|none',
    async source(address, { knowledge }) {
      const { Oracle } = await import('./oracle/oracle.ts');
      const { camera } = readOptions(address, { camera: 'front' });
      const own = { privileged: true, language: true, cameras: witness(camera), mode: 'ee_pose' as const };
      const spec = await specOf(address, ['oracle/oracle'], own);
      return { spec, reasoning: null, open: async () => new Oracle(spec, knowledge) };
    },
  },
  'oracle-grounding': {
    summary: 'privileged, points at the right thing: the ceiling of what any box or path can come to',
    async source(address, { grippers }) {
      const { OracleGrounding, ORACLE_GROUNDING_NEEDS } = await import('./reasoners/oracle-grounding.ts');
      const open = async () => new OracleGrounding();
      return builtIn(address, 'reasoners/oracle-grounding', ORACLE_GROUNDING_NEEDS, grippers, open);
    },
  },
  noop: {
    summary: 'floor: never moves',
    async source(address) {
      const { Noop } = await import('./noop.ts');
      readOptions(address, {});
      const spec = await specOf(address, ['noop']);
      return { spec, reasoning: null, open: async () => new Noop(spec) };
    },
  },
  random: {
    summary: 'floor: uniform random end-effector steps from the episode seed',
    async source(address) {
      const { RandomPolicy } = await import('./random.ts');
      readOptions(address, {});
      const spec = await specOf(address, ['random']);
      return { spec, reasoning: null, open: async () => new RandomPolicy(spec) };
    },
  },
  reach: {
    summary: 'privileged, scripted: leads the open hand to what the task is about; option camera=front|none',
    async source(address) {
      const { Reach } = await import('./reach.ts');
      const { camera } = readOptions(address, { camera: 'front' });
      const spec = await specOf(address, ['reach'], { privileged: true, language: true, cameras: witness(camera) });
      return { spec, reasoning: null, open: async () => new Reach(spec) };
    },
  },
  ...Object.fromEntries(Object.entries(REASONERS).map(([name, entry]) => [name, elsewhere(entry)])),
  ...Object.fromEntries(Object.entries(WIRES).map(([name, entry]) => [name, acting(entry)])),
};

/** Finds a policy by its address on the command line; an unknown name lists the known ones. */
export async function policySource(text: string, surroundings: PolicySurroundings): Promise<PolicySource> {
  const address = parseAddress(text);
  const known = Object.keys(POLICIES);
  if (known.includes(address.name)) {
    const entry = POLICIES[address.name]!;
    if (!entry.addressed) refuseUrl(address);
    return entry.source(address, surroundings);
  }
  throw new HarnessError('E_POLICY', `unknown policy '${address.name}', known: ${known.join(', ')}`, {
    hint: didYouMean(address.name, known),
  });
}

function refuseUrl({ name, url }: PolicyAddress): void {
  if (url === null) return;
  throw new HarnessError('E_POLICY', `policy '${name}' runs in the harness: expected no address, got '${url}'`);
}

type OwnNeeds = Partial<Omit<PolicySpec, 'name' | 'fingerprint'>>;

/** What a policy needs and gives, where it is not the usual; `modules` are its files, for the fingerprint. */
async function specOf(address: PolicyAddress, modules: readonly string[], own: OwnNeeds = {}): Promise<PolicySpec> {
  const spec = { name: address.name, ...USUAL, ...own };
  return { ...spec, fingerprint: await fingerprint(address, modules, spec) };
}

/** A reasoner of ours behind the motion of `agents/grounding/`; `module` is its file, relative to `agents/`. */
async function builtIn(
  address: PolicyAddress,
  module: string,
  needs: ReasonerNeeds,
  grippers: Grippers,
  open: () => Promise<Reasoner>,
): Promise<PolicySource> {
  const options = readOptions(address, GROUNDING_DEFAULTS);
  const reasoner = { fingerprint: '', needs, unit: 'fraction' as const, timeoutMs: null, batches: true, open };
  return grounded(address, module, options, reasoner, grippers);
}

/** A reasoner of the table, told its own options and the motion the others. */
function elsewhere({ summary, options, module, source }: ReasonerEntry): Entry {
  return {
    summary,
    addressed: true,
    async source(address, { grippers }) {
      const given = readOptions<string>(address, { ...GROUNDING_DEFAULTS, ...options });
      const reasoner = await source(address.url, given);
      // What its server told stands for the address; how patient we are is no part of what it is.
      const motion = [...address.options].filter(([key]) => Object.hasOwn(GROUNDING_DEFAULTS, key));
      const told = { name: address.name, url: reasoner.fingerprint, options: new Map(motion) };
      return grounded(told, module, given as GivenGrounding, reasoner, grippers);
    },
  };
}

async function grounded(
  address: PolicyAddress,
  module: string,
  given: GivenGrounding,
  reasoner: ReasonerSource,
  grippers: Grippers,
): Promise<PolicySource> {
  const { GroundedPolicy } = await import('./grounding/policy.ts');
  const { Recording } = await import('./reasoners/replay/recording.ts');
  const options = groundingOptions(given, reasoner.unit);
  const spec = await specOf(address, [module, 'grounding/policy'], {
    privileged: reasoner.needs.privileged,
    language: true,
    cameras: camerasOf(options, reasoner.needs),
    state: ['tcpPose', 'gripperOpening'],
    mode: 'ee_pose',
  });
  return {
    spec,
    reasoning: { reasoner, options, grippers },
    async open(answers = null) {
      const asked = await reasoner.open();
      const heard = answers ? new Recording(asked, answers, reasoner.unit) : asked;
      return new GroundedPolicy(spec, heard, options, grippers);
    },
  };
}

/** A model of the table that answers with actions, told its own options and what every action policy takes. */
function acting({ summary, options, map: usual, module, source }: WireEntry): Entry {
  return {
    summary,
    addressed: true,
    async source(address, { grippers }) {
      const { ACTION_OPTIONS, checkRobot, mapped, needsOf, openMapped } = await import('./action/source.ts');
      const given = readOptions<string>(address, { ...options, ...ACTION_OPTIONS });
      const said = given as ActionOptions;
      const model = await mapped(address.name, said, await source(address.url, given), usual);
      // What its server told, what the user says of its weights, and what the map says stand for the address and the map's name.
      const identity = identityOf(model.source.identity, said.model, model.map);
      const told = { name: address.name, url: identity, options: new Map() };
      const spec = await specOf(told, [module, 'action/source'], needsOf(model));
      return {
        spec,
        reasoning: null,
        metadata: model.source.metadata,
        checkRobot: (robot) => checkRobot(address.name, model, model.source, robot),
        open: () => openMapped(spec, model, grippers),
      };
    },
  };
}

const identityOf = (...parts: readonly unknown[]): string => sha256(canonicalJson(parts));

const USUAL: Omit<PolicySpec, 'name' | 'fingerprint'> = {
  privileged: false,
  language: false,
  cameras: [],
  state: [],
  mode: 'ee_delta',
  executionHorizon: 0,
};

/** One picture at the start: it lets an oracle run prove that visual factors reach a camera. */
function witness(camera: string): readonly PolicyCamera[] {
  return camera === 'none' ? [] : [{ name: camera, widthPx: 256, heightPx: 256, when: 'first' }];
}
