import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, parse as parsePath, relative } from 'node:path';
import { counted } from '../counted.ts';
import { HarnessError } from '../errors.ts';
import type { Library } from '../library/library.ts';
import { packageRoot } from '../package-root.ts';
import { didYouMean, listed } from '../suggest.ts';
import { parseScenario } from './parse.ts';
import type { Scenario } from './scenario.ts';

/** A folder of scenarios, or a single file. */
export interface Suite {
  readonly name: string;
  readonly folder: string;
  readonly scenarios: readonly Scenario[];
}

/** Where the package keeps its suites. */
export const suitesFolder = (): string => join(packageRoot(), 'scenarios');

/** Names of the suites that come with the package. */
export function suiteNames(folder: string = suitesFolder()): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && scenarioFiles(join(folder, entry.name)).length > 0)
    .map((entry) => entry.name)
    .sort();
}

/**
 * Reads a suite by name or by the path of a folder or file; `name` wins over a folder of that name in the working folder.
 * @param robot stands in for the robot that each scenario names; null: as each says
 * @returns the suite with every scenario that is sound, and every fault of those that are not
 * @throws HarnessError E_SUITE when there is no such suite, or nothing in it; E_USAGE for an unknown robot
 */
export function readSuite(
  nameOrPath: string,
  library: Library,
  robot: string | null = null,
): { readonly suite: Suite; readonly errors: readonly HarnessError[] } {
  checkRobot(robot, library);
  const place = find(nameOrPath);
  const files = statSync(place).isDirectory() ? scenarioFiles(place).map((file) => join(place, file)) : [place];
  if (files.length === 0)
    throw new HarnessError('E_SUITE', `empty suite ${nameOrPath}: expected .yaml files in ${place}, got none`);
  const parsed = files.map((file) => parseScenario(bytesOf(file), shortest(file), library, robot));
  const scenarios = parsed.flatMap(({ scenario }) => scenario ?? []);
  const errors = [...duplicates(files), ...parsed.flatMap((each) => each.errors)];
  return { suite: { name: parsePath(place).name, folder: place, scenarios }, errors };
}

/**
 * The suite, if every scenario in it is sound.
 * @param robot stands in for the robot that each scenario names; null: as each says
 * @throws HarnessError E_SUITE, E_USAGE for an unknown robot, or E_SCENARIO: the first fault, with all of them in `cause` (`allFaults`)
 */
export function loadSuite(nameOrPath: string, library: Library, robot: string | null = null): Suite {
  const { suite, errors } = readSuite(nameOrPath, library, robot);
  const [first] = errors;
  if (!first) return suite;
  const { code, message, hint, location } = first;
  throw new HarnessError(code, message, {
    hint,
    location,
    cause: new AggregateError(errors, `${counted(errors.length, 'fault')} in ${nameOrPath}`),
  });
}

/** Every fault behind an error of `loadSuite`, each to be printed on its own line. */
export function allFaults(error: HarnessError): HarnessError[] {
  if (!(error.cause instanceof AggregateError)) return [error];
  return error.cause.errors.filter((each): each is HarnessError => each instanceof HarnessError);
}

function checkRobot(robot: string | null, { robots }: Library): void {
  if (robot === null || Object.hasOwn(robots, robot)) return;
  const known = Object.keys(robots);
  throw new HarnessError('E_USAGE', `unknown robot "${robot}": expected one of ${listed(known)}`, {
    hint: didYouMean(robot, known),
  });
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new HarnessError('E_SUITE', `cannot read ${file}: expected a file that may be read, got ${code}`, { cause });
  }
}

function find(nameOrPath: string): string {
  const shipped = join(suitesFolder(), nameOrPath);
  if (/^[\w-]+$/.test(nameOrPath) && existsSync(shipped)) return shipped;
  if (existsSync(nameOrPath)) return nameOrPath;
  const known = suiteNames();
  const message = `unknown suite "${nameOrPath}": expected one of ${listed(known)}, or the path of a folder or file`;
  throw new HarnessError('E_SUITE', message, { hint: didYouMean(nameOrPath, known) });
}

const isScenario = (file: string): boolean => /\.ya?ml$/.test(file) && !file.startsWith('.');

function scenarioFiles(folder: string): string[] {
  return readdirSync(folder).filter(isScenario).sort();
}

/** The id of a scenario is its file's name, so `pick.yaml` and `pick.yml` would be one. */
function duplicates(files: readonly string[]): HarnessError[] {
  const seen = new Map<string, string>();
  return files.flatMap((file) => {
    const id = parsePath(file).name;
    const earlier = seen.get(id);
    seen.set(id, file);
    if (earlier === undefined) return [];
    const location = { file: shortest(file), line: 1, column: 1 };
    return [
      new HarnessError(
        'E_SCENARIO',
        `duplicate scenario id "${id}": expected one file of that name, got ${shortest(earlier)} too`,
        { location },
      ),
    ];
  });
}

/** Relative where that is shorter, as an editor or a person would write it. */
function shortest(file: string): string {
  const near = relative(process.cwd(), file);
  return near.length < file.length ? near : file;
}
