import { counted } from '../../counted.ts';
import { HarnessError, oneLine } from '../../errors.ts';
import type { Library } from '../../library/library.ts';
import { loadLibrary } from '../../library/load.ts';
import { NO_SIMULATOR } from '../../plan/digest.ts';
import { progressOn } from '../../python/progress.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { readSuite, suiteNames } from '../../scenario/suite.ts';
import type { SimulatorHost } from '../../simulator/host.ts';
import { simulatorHost } from '../../simulator/simulators.ts';
import type { EpisodeSpec } from '../../types.ts';
import { drawAll } from '../../validate/drawn.ts';
import { settlingFaults } from '../../validate/settle.ts';

export interface ValidateOptions {
  readonly seed: number;
  readonly robot?: string;
  readonly simulator?: string;
  /** Scenes of each condition to build. */
  readonly episodes: number;
}

/** Checks suites, prints one line a scenario and one a fault; true when there is none. */
export async function validateSuites(names: readonly string[], options: ValidateOptions): Promise<boolean> {
  const library = loadLibrary();
  const suites = (names.length > 0 ? names : suiteNames()).map((name) =>
    readSuite(name, library, options.robot ?? null),
  );
  const host =
    options.simulator === undefined ? null : simulatorHost(options.simulator, { progress: progressOn(process.stderr) });
  let faults = 0;
  try {
    for (const { suite, errors } of suites) {
      complain(errors);
      faults += errors.length;
      for (const scenario of suite.scenarios)
        faults += await validateScenario(scenario, suite.name, library, host, options);
    }
  } finally {
    await host?.dispose();
  }
  say(faults === 0 ? 'no faults' : counted(faults, 'fault'));
  return faults === 0;
}

async function validateScenario(
  scenario: Scenario,
  suite: string,
  library: Library,
  host: SimulatorHost | null,
  options: ValidateOptions,
): Promise<number> {
  const { episodes, faults } = drawAll(scenario, scenario.episodes, {
    runSeed: options.seed,
    library,
    context: NO_SIMULATOR,
  });
  const built = host ? episodes.filter((episode) => episode.replicate < options.episodes) : [];
  const unsound = host ? await buildAll(scenario, built, host, library) : [];
  const all = [...faults, ...unsound];
  complain(all);
  const scenes = host ? `, ${built.length} built` : '';
  const verdict = all.length === 0 ? 'ok' : counted(all.length, 'fault');
  say(
    `${suite}/${scenario.id}: ${verdict} (${counted(scenario.conditions.length, 'condition')}, ${counted(episodes.length, 'scene')} drawn${scenes})`,
  );
  return all.length;
}

async function buildAll(
  scenario: Scenario,
  episodes: readonly EpisodeSpec[],
  host: SimulatorHost,
  library: Library,
): Promise<HarnessError[]> {
  const simulator = await host.open();
  const found: HarnessError[] = [];
  for (const episode of episodes) {
    const places = scenario.conditions.find((condition) => condition.id === episode.conditionId)!.places;
    for (const fault of await settlingFaults(episode, simulator, library)) {
      found.push(
        new HarnessError('E_SCENARIO', `${episode.episodeId}: ${fault}`, { location: places.locate(['objects']) }),
      );
    }
  }
  return found;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (faults: readonly HarnessError[]): void =>
  void process.stderr.write(faults.map((fault) => `${oneLine(fault)}\n`).join(''));
