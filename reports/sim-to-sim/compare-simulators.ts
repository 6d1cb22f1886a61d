import { HarnessError } from '../../harness/errors.ts';
import type { ComparedEpisode, Entrant } from '../compare/entrant.ts';
import { succeeded } from '../pairing/index.ts';
import { meanMaximumRankViolation, pearson, tango } from '../statistics/index.ts';
import { pairAcross, type SimulatorPair } from './pair.ts';
import type { AgreementRow, Ended, PolicyAcross, RankAgreement, SimToSim, SimulatorFacts } from './report.ts';

/**
 * The same policies on the same plan in two simulators; the simulator of the first run comes first.
 * @throws HarnessError `E_INPUT` unless there are exactly two simulators and each policy has one run in each
 */
export function compareSimulators(entrants: readonly Entrant[]): SimToSim {
  const simulators = [...new Set(entrants.map(simulatorOf))];
  if (simulators.length !== 2) throw notTwo(simulators);
  const names = [...new Set(entrants.map(({ name }) => name))];
  const sides = names.map((name) => sidesOf(name, entrants, simulators));
  const policies = sides.map(([first, second]) => across(first, second));
  return {
    schemaVersion: 1,
    simulators: [factsOf(sides[0]![0]), factsOf(sides[0]![1])],
    policies,
    ranking: agreementOf(policies.map(({ all }) => all)),
  };
}

const settingText = ({ setting }: Entrant, field: string): string => String(setting[field]?.value ?? 'not given');
const simulatorOf = (entrant: Entrant): string =>
  `${settingText(entrant, 'simulator')} ${settingText(entrant, 'simulatorVersion')}`;

const factsOf = (entrant: Entrant): SimulatorFacts => ({
  name: settingText(entrant, 'simulator'),
  version: settingText(entrant, 'simulatorVersion'),
  bridgeVersion: settingText(entrant, 'bridgeVersion'),
  renderer: settingText(entrant, 'renderer'),
});

function notTwo(simulators: readonly string[]): HarnessError {
  return new HarnessError('E_INPUT', `--simulators: expected runs in two simulators, got ${simulators.join(', ')}`, {
    hint: 'run the same suite with --simulator pybullet and with --simulator mujoco',
  });
}

function sidesOf(name: string, entrants: readonly Entrant[], simulators: readonly string[]): [Entrant, Entrant] {
  const runs = simulators.map((simulator) =>
    entrants.filter((entrant) => entrant.name === name && simulatorOf(entrant) === simulator),
  );
  const at = runs.findIndex((found) => found.length !== 1);
  if (at >= 0) {
    const got = runs[at]!.length;
    throw new HarnessError('E_INPUT', `policy ${name}: expected one run in ${simulators[at]}, got ${got}`);
  }
  const [first, second] = [runs[0]![0]!, runs[1]![0]!];
  const [one, other] = [first.policy.fingerprint, second.policy.fingerprint];
  if (one === other) return [first, second];
  throw new HarnessError(
    'E_INPUT',
    `policy ${name}: expected one policy in both runs, got fingerprints ${one}, ${other}`,
  );
}

function across(first: Entrant, second: Entrant): PolicyAcross {
  const { pairs, unpaired } = pairAcross(first, second);
  const scored = pairs.filter(({ first: { control } }) => !control);
  return {
    policy: first.name,
    all: rowOf('all but controls', scored),
    conditions: rowsOf(pairs),
    unpaired,
    ranking: agreementOf(rowsOf(scored)),
    differing: pairs.filter((pair) => !endedAlike(pair)).map(endedOf),
  };
}

const rowsOf = (pairs: readonly SimulatorPair[]): AgreementRow[] =>
  [...new Set(pairs.map(conditionOf))].map((condition) =>
    rowOf(
      condition,
      pairs.filter((pair) => conditionOf(pair) === condition),
    ),
  );

const conditionOf = ({ first: { assignments } }: SimulatorPair): string =>
  assignments.map(({ factor, level }) => `${factor}=${level}`).join(',') || 'nominal';

const endedAlike = ({ first, second }: SimulatorPair): boolean => succeeded(first) === succeeded(second);

function rowOf(condition: string, pairs: readonly SimulatorPair[]): AgreementRow {
  const count = (holds: (pair: SimulatorPair) => boolean): number => pairs.filter(holds).length;
  const successes = [count(({ first }) => succeeded(first)), count(({ second }) => succeeded(second))] as const;
  return {
    condition,
    pairs: pairs.length,
    successes,
    alike: count(endedAlike),
    difference: differenceOf(pairs),
  };
}

/** Only where each pair is a draw of its own. */
function differenceOf(pairs: readonly SimulatorPair[]): AgreementRow['difference'] {
  if (new Set(pairs.map(({ first }) => first.seedKey)).size < pairs.length) return null;
  const only = (side: 'first' | 'second'): number =>
    pairs.filter((pair) => !endedAlike(pair) && succeeded(pair[side])).length;
  const found = tango(only('first'), only('second'), pairs.length);
  return found && { value: found.difference, low: found.low, high: found.high };
}

function agreementOf(rows: readonly AgreementRow[]): RankAgreement {
  const counted = rows.filter(({ pairs }) => pairs > 0);
  const [first, second] = [0, 1].map((side) => counted.map(({ successes, pairs }) => successes[side]! / pairs));
  return {
    items: counted.length,
    mmrv: meanMaximumRankViolation(first!, second!),
    pearson: pearson(first!, second!),
  };
}

const endOf = (episode: ComparedEpisode): string => (succeeded(episode) ? 'success' : (episode.end ?? 'failure'));

const endedOf = ({ first, second }: SimulatorPair): Ended => ({
  episodeId: first.episodeId,
  ends: [endOf(first), endOf(second)],
  steps: [first.steps, second.steps],
});
