import { type PolicySource, policySource } from '../../../agents/index.ts';
import { type Fact, factOf } from '../../doctor/fact.ts';
import { answerFacts, describedFacts, type GoldenMoment } from '../../doctor/policy.ts';
import { contextOf } from '../../episode/context.ts';
import { firstObservation } from '../../episode/observe.ts';
import { holdAction } from '../../episode/staying.ts';
import { HarnessError } from '../../errors.ts';
import type { Library } from '../../library/library.ts';
import { loadLibrary } from '../../library/load.ts';
import { plan } from '../../plan/plan.ts';
import { checkFit } from '../../run/fits.ts';
import { loadSuite } from '../../scenario/suite.ts';
import type { SimulatorHost } from '../../simulator/host.ts';
import type { EpisodeSpec, Simulator } from '../../types.ts';
import { surroundingsOf } from '../knowledge.ts';

const GOLDEN = { suite: 'smoke', scenario: 'pick_and_place' } as const;
const CALLS = 20;

/** Connects, shows what it says of itself, asks it about one known scene, and times it. */
export async function policyFacts(text: string, host: SimulatorHost): Promise<Fact[]> {
  const library = loadLibrary();
  let source: PolicySource | null = null;
  const found = await factOf('policy', async () => {
    source = await policySource(text, surroundingsOf(library));
    return source.spec.name;
  });
  if (source === null) return [found];
  const { spec, metadata = null } = source as PolicySource;
  return [found, ...describedFacts(spec, metadata), ...(await answers(source, host, library))];
}

async function answers(source: PolicySource, host: SimulatorHost, library: Library): Promise<Fact[]> {
  let golden: GoldenMoment | null = null;
  const scene = await factOf('scene', async () => {
    golden = await goldenMoment(source, await host.open(), library);
    return `${GOLDEN.suite}/${GOLDEN.scenario}: "${golden.context.instruction}"`;
  });
  if (golden === null) return [scene];
  const policy = await source.open();
  try {
    return [scene, ...(await answerFacts(policy, golden, CALLS))];
  } finally {
    await policy.close();
  }
}

/** The first moment of a scene of the smoke suite, as this policy would see it in a run. */
export async function goldenMoment(
  source: PolicySource,
  simulator: Simulator,
  library: Library,
): Promise<GoldenMoment> {
  const episode = goldenEpisode(simulator, library);
  const { spec } = source;
  checkFit(spec, simulator.info, [episode], library);
  source.checkRobot?.(episode.scene.robot);
  const { reading, worldState } = await simulator.reset(episode.scene, episode.seed, firstObservation(spec, episode));
  const seen = { step: 0, timeSec: worldState.timeSec, instruction: episode.instruction, reading };
  return {
    context: contextOf(episode, spec),
    observation: { ...seen, worldState: spec.privileged ? worldState : null },
    limits: library.robots[episode.scene.robot.name]!,
    dim: holdAction(spec.mode, worldState, episode.scene.robot.gripperOpening).length,
  };
}

function goldenEpisode({ info }: Simulator, library: Library): EpisodeSpec {
  const { name, version, bridgeVersion, renderer } = info;
  const { scenarios } = loadSuite(GOLDEN.suite, library);
  const { episodes } = plan(scenarios, {
    library,
    runSeed: 0,
    context: { simulator: name, version, bridgeVersion, renderer },
    scenarios: [GOLDEN.scenario],
    factors: [],
    levels: [],
    episodes: 1,
  });
  const episode = episodes.find(({ nominalEpisodeId }) => nominalEpisodeId === null);
  if (!episode) throw new HarnessError('E_BUG', `the suite ${GOLDEN.suite} has no nominal ${GOLDEN.scenario}`);
  return episode;
}
