import { HarnessError } from '../harness/errors.ts';
import { didYouMean } from '../harness/suggest.ts';
import type { Policy, PolicyCamera, PolicySpec } from '../harness/types.ts';
import { type PolicyAddress, parseAddress, readOptions } from './address.ts';
import { fingerprint } from './fingerprint.ts';
import { camerasOf, GROUNDING_DEFAULTS, groundingOptions } from './grounding/options.ts';
import type { Knowledge } from './oracle/knowledge.ts';
import type { Reasoner, ReasonerNeeds } from './reasoners/reasoner.ts';

/** What the composition root gives to policies that need more than observations. */
export interface PolicySurroundings {
  /** Grasps and forms of the model library, for privileged policies. */
  readonly knowledge: Knowledge;
}

/** A policy that can be opened, once per worker. */
export interface PolicySource {
  readonly spec: PolicySpec;
  open(): Promise<Policy>;
}

interface Entry {
  readonly summary: string;
  source(address: PolicyAddress, surroundings: PolicySurroundings): Promise<PolicySource>;
}

/** Every policy by name. A new one is a file and a line here. */
export const POLICIES: Readonly<Record<string, Entry>> = {
  oracle: {
    summary: 'privileged, scripted upper bound: sees ground truth; option camera=front|none',
    async source(address, { knowledge }) {
      const { Oracle } = await import('./oracle/oracle.ts');
      const { camera } = readOptions(address, { camera: 'front' });
      const own = { privileged: true, language: true, cameras: witness(camera), mode: 'ee_pose' as const };
      const spec = await specOf(address, ['oracle/oracle'], own);
      return { spec, open: async () => new Oracle(spec, knowledge) };
    },
  },
  'oracle-grounding': {
    summary: 'privileged, points at the right thing: the ceiling of what any box or path can come to',
    async source(address) {
      const { OracleGrounding, ORACLE_GROUNDING_NEEDS } = await import('./reasoners/oracle-grounding.ts');
      const open = async () => new OracleGrounding();
      return grounded(address, 'reasoners/oracle-grounding', ORACLE_GROUNDING_NEEDS, open);
    },
  },
  noop: {
    summary: 'floor: never moves',
    async source(address) {
      const { Noop } = await import('./noop.ts');
      readOptions(address, {});
      const spec = await specOf(address, ['noop']);
      return { spec, open: async () => new Noop(spec) };
    },
  },
  random: {
    summary: 'floor: uniform random end-effector steps from the episode seed',
    async source(address) {
      const { RandomPolicy } = await import('./random.ts');
      readOptions(address, {});
      const spec = await specOf(address, ['random']);
      return { spec, open: async () => new RandomPolicy(spec) };
    },
  },
};

/** Finds a policy by its address on the command line; an unknown name lists the known ones. */
export async function policySource(text: string, surroundings: PolicySurroundings): Promise<PolicySource> {
  const address = parseAddress(text);
  const known = Object.keys(POLICIES);
  if (known.includes(address.name)) {
    refuseUrl(address);
    return POLICIES[address.name]!.source(address, surroundings);
  }
  throw new HarnessError('E_POLICY', `unknown policy '${address.name}', known: ${known.join(', ')}`, {
    hint: didYouMean(address.name, known),
  });
}

/** All of them run in this process so far; one behind a server would take its address. */
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

/** A reasoner behind the motion of `agents/grounding/`; `module` is its file, relative to `agents/`. */
async function grounded(
  address: PolicyAddress,
  module: string,
  needs: ReasonerNeeds,
  open: () => Promise<Reasoner>,
): Promise<PolicySource> {
  const { GroundedPolicy } = await import('./grounding/policy.ts');
  const options = groundingOptions(readOptions(address, GROUNDING_DEFAULTS));
  const spec = await specOf(address, [module, 'grounding/policy'], {
    privileged: needs.privileged,
    language: true,
    cameras: camerasOf(options, needs),
    state: ['tcpPose', 'gripperOpening'],
    mode: 'ee_pose',
  });
  return { spec, open: async () => new GroundedPolicy(spec, await open(), options) };
}

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
