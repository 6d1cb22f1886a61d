import { GroundedPolicy } from '../../../agents/grounding/policy.ts';
import type { RolloutOutcome } from '../../../agents/grounding/rewards/group.ts';
import type { Reasoning } from '../../../agents/index.ts';
import { FirstSaid } from '../../../agents/reasoners/first-said.ts';
import type { Answer, Reasoner } from '../../../agents/reasoners/reasoner.ts';
import { runEpisode } from '../../episode/episode.ts';
import { HarnessError } from '../../errors.ts';
import type { NominalSignatures } from '../../run/nominal.ts';
import type { EpisodeSpec } from '../../types.ts';
import { nominalOf, type Prepared, shapeLookup } from '../run/prepare.ts';
import type { RolloutOptions } from './options.ts';
import type { Start } from './start.ts';

export interface ExecutionSetting {
  readonly prepared: Prepared;
  readonly reasoning: Reasoning;
  readonly reasoner: Reasoner;
  readonly start: Start;
  /** Proof that a factor reached the pictures needs the nominal ones; shared, so that each is drawn once. */
  readonly signatures: NominalSignatures;
  /** Of the moment that the answers are about. */
  readonly initialStateHash: string;
  readonly options: RolloutOptions;
}

/** Carries each answer out in a closed loop; what is asked after it, the reasoner answers anew. */
export async function executeGroup(
  episode: EpisodeSpec,
  answers: readonly Answer[],
  setting: ExecutionSetting,
): Promise<RolloutOutcome[]> {
  const outcomes: RolloutOutcome[] = [];
  for (const answer of answers) outcomes.push(await outcomeOf(episode, answer, setting));
  return outcomes;
}

async function outcomeOf(episode: EpisodeSpec, answer: Answer, setting: ExecutionSetting): Promise<RolloutOutcome> {
  const { prepared, reasoning, reasoner, start, signatures, options } = setting;
  const nominal = nominalOf(prepared, episode);
  const { options: motion, grippers } = reasoning;
  const policy = new GroundedPolicy(prepared.source.spec, new FirstSaid(answer, reasoner), motion, grippers);
  const result = await runEpisode({
    episode,
    policy,
    simulator: start.simulator,
    shapes: shapeLookup(prepared.library)(episode),
    nominal: nominal && {
      instruction: nominal.instruction,
      signature: () => signatures.of(nominal, start.simulator, policy),
    },
    look: async () => null,
    inferenceTimeoutMs: options.inferenceTimeout * 1000,
    clock: () => performance.now(),
  });
  if (result.initialStateHash !== setting.initialStateHash) throw departed(episode, setting, result.initialStateHash);
  return { outcome: result.outcome, end: result.end, steps: result.steps };
}

function departed(
  { episodeId }: EpisodeSpec,
  { initialStateHash }: ExecutionSetting,
  got: string | null,
): HarnessError {
  const message = `${episodeId}: expected every answer to start from state ${initialStateHash}, got ${got}`;
  return new HarnessError('E_STATE', message, { hint: 'this simulator does not build a scene twice the same' });
}
