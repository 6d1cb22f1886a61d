import type { Condition } from '../scenario/scenario.ts';
import type { Channel, PolicySpec, SimulatorInfo } from '../types.ts';
import { conditionsOf, type Outline, type OutlinedScenario, type PlannedCondition } from './outline.ts';

/**
 * What can carry a channel to a policy. What only changes pictures needs a camera, words need a policy that reads them; another
 * scene or other dynamics meet every policy, also a blind one, through what its actions do.
 */
const CARRIES: Readonly<Record<Channel, { readonly needs: string; readonly by: (policy: PolicySpec) => boolean }>> = {
  scene: { needs: 'nothing', by: () => true },
  image: { needs: 'a camera', by: (policy) => policy.cameras.length > 0 },
  language: { needs: 'the instruction', by: (policy) => policy.language },
  dynamics: { needs: 'nothing', by: () => true },
};

/** What a factor needs no simulator for: the harness words the instruction and holds actions back. */
const OURS: readonly string[] = ['instruction', 'latency'];

/** A condition that would only measure noise: the simulator cannot apply it, or none of its channels reaches the policy. */
export interface Unsupported {
  readonly condition: PlannedCondition;
  readonly reason: string;
}

export interface Carriers {
  readonly policy: PolicySpec;
  readonly simulator: Pick<SimulatorInfo, 'name' | 'factors'>;
  readonly measuredLatency: boolean;
}

/**
 * Splits a plan into what the policy can be told apart by and what cannot reach it. Nominal is always supported; where latency
 * is measured, no condition can set it.
 */
export function splitByCarriers(
  outline: Outline,
  carriers: Carriers,
): { readonly outline: Outline; readonly unsupported: readonly Unsupported[] } {
  const reasons = new Map(
    outline.scenarios.flatMap((each) =>
      each.scenario.conditions.map(
        (condition) => [condition, reasonAgainst(plannedOf(each, condition), carriers)] as const,
      ),
    ),
  );
  const unsupported = outline.scenarios.flatMap((each) =>
    each.scenario.conditions.flatMap((condition) => {
      const reason = reasons.get(condition) ?? null;
      return reason === null ? [] : [{ condition: plannedOf(each, condition), reason }];
    }),
  );
  const scenarios = outline.scenarios.map(({ scenario, replicates }) => {
    const conditions = scenario.conditions.filter((condition) => reasons.get(condition) === null);
    return { scenario: { ...scenario, conditions }, replicates };
  });
  return { outline: { scenarios }, unsupported };
}

function plannedOf({ scenario, replicates }: OutlinedScenario, condition: Condition): PlannedCondition {
  const [planned] = conditionsOf([{ scenario, condition, replicate: 0 }]);
  return { ...planned!, episodes: replicates };
}

function reasonAgainst(condition: PlannedCondition, { policy, simulator, measuredLatency }: Carriers): string | null {
  if (measuredLatency && setsLatency(condition)) return MEASURED;
  return beyondSimulator(condition, simulator) ?? unsupportedReason(condition, policy);
}

/** Which factor of the condition the simulator does not name among those that it can apply; null when it names all. */
function beyondSimulator({ assignments }: PlannedCondition, { name, factors }: Carriers['simulator']): string | null {
  const beyond = assignments.find(({ factor }) => !OURS.includes(factor) && !factors.includes(factor));
  return beyond ? `${beyond.factor} is nothing that simulator ${name} can apply` : null;
}

const MEASURED = 'latency is measured in this run, so nothing can set it';

const setsLatency = ({ assignments }: PlannedCondition): boolean =>
  assignments.some(({ factor }) => factor === 'latency');

/** Why no input of the policy carries the condition; null when one does. */
export function unsupportedReason({ channels, assignments }: PlannedCondition, policy: PolicySpec): string | null {
  if (channels.length === 0 || channels.some((channel) => CARRIES[channel].by(policy))) return null;
  const needs = [...new Set(channels.map((channel) => CARRIES[channel].needs))].join(' or ');
  const factors = assignments.map((each) => each.factor).join(' and ');
  return `${factors} needs ${needs}, which ${policy.name} does not take`;
}
