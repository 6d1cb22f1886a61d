import { parse as parsePath } from 'node:path';
import type { z } from 'zod';
import { HarnessError, oneLine } from '../errors.ts';
import type { Library } from '../library/library.ts';
import { listed } from '../suggest.ts';
import { errorsOf } from './issues.ts';
import { applyOverrides, type Override, overridesOf, placesOf } from './levels.ts';
import { checkReferences } from './references.ts';
import { type Assignment, type Condition, conditionId, type Scenario } from './scenario.ts';
import { scenarioFile, setup } from './schema/scenario.ts';
import { readSource, type Source } from './source.ts';
import { scenarioText } from './text.ts';

type Json = Record<string, unknown>;
type ScenarioFile = z.infer<typeof scenarioFile>;

/** All that is wrong with a file, or the scenario that it holds. */
export type Parsed =
  | { readonly scenario: Scenario; readonly errors: readonly [] }
  | { readonly scenario: null; readonly errors: readonly HarnessError[] };

/**
 * Checks one scenario file against the schema and the library, each level of each factor too. Never throws for the file's faults.
 * @param robot stands in for the robot that the file names; a level that names the same one changes nothing and is left out
 */
export function parseScenario(bytes: Uint8Array, file: string, library: Library, robot: string | null = null): Parsed {
  try {
    const read = readSource(scenarioText(bytes, file), file);
    return 'errors' in read ? failed(read.errors) : check(read.source, library, robot);
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'E_SCENARIO') return failed([error]);
    throw error;
  }
}

function failed(errors: readonly HarnessError[]): Parsed {
  const seen = new Set<string>();
  const fresh = errors.filter((error) => !seen.has(oneLine(error)) && seen.add(oneLine(error)));
  return { scenario: null, errors: fresh.toSorted(inOrderOfFile) };
}

function inOrderOfFile(a: HarnessError, b: HarnessError): number {
  return (a.location?.line ?? 0) - (b.location?.line ?? 0) || (a.location?.column ?? 0) - (b.location?.column ?? 0);
}

function check(source: Source, library: Library, robot: string | null): Parsed {
  const raw = longForm(source.value, robot);
  const whole = scenarioFile.safeParse(raw, { reportInput: true });
  if (!whole.success) return failed(errorsOf(whole.error.issues, scenarioFile, source));
  const id = parsePath(source.file).name;
  const { factors, pairs, episodes, description, ...base } = raw as Json;
  const built = assignmentsOf(whole.data, source).map((each) =>
    each instanceof HarnessError ? [each] : condition(base, whole.data, each, source, library),
  );
  const errors = built.filter((each): each is HarnessError[] => Array.isArray(each)).flat();
  if (errors.length > 0) return failed(errors);
  const conditions = built.filter((each): each is Condition => !Array.isArray(each) && !isSameRobot(each, robot));
  const scenario = {
    id,
    file: source.file,
    description: whole.data.description ?? '',
    episodes: whole.data.episodes,
    conditions,
  };
  return { scenario, errors: [] };
}

const isSameRobot = ({ assignments, setup }: Condition, robot: string | null): boolean =>
  setup.robot.name === robot && assignments.some(({ factor }) => factor === 'embodiment');

/** `robot: panda` stands for `robot: { name: panda }`; spelt out so that levels, and another robot, can reach inside. */
function longForm(value: unknown, other: string | null): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { robot } = value as Json;
  const spelt = typeof robot === 'string' ? { name: robot } : robot;
  const isMapping = typeof spelt === 'object' && spelt !== null && !Array.isArray(spelt);
  return isMapping ? { ...value, robot: other === null ? spelt : { ...spelt, name: other } } : value;
}

function assignmentsOf({ factors, pairs }: ScenarioFile, source: Source): (readonly Assignment[] | HarnessError)[] {
  const single = Object.entries(factors).flatMap(([factor, levels]) =>
    Object.keys(levels ?? {}).map((level) => [{ factor, level }]),
  );
  const known = single.map((each) => conditionId(each));
  const double = pairs.map((pair, i) => {
    const missing = pair.findIndex((text) => !known.includes(text));
    if (missing >= 0) return unknownLevel(pair[missing]!, known, source, ['pairs', i, missing]);
    return pair.map((text) => ({ factor: text.split('=')[0]!, level: text.split('=')[1]! }));
  });
  return [[], ...single, ...double];
}

function unknownLevel(text: string, known: readonly string[], source: Source, path: (string | number)[]): HarnessError {
  return new HarnessError('E_SCENARIO', `unknown level "${text}": expected one of ${listed(known)}`, {
    location: source.locate(path),
  });
}

function condition(
  base: Json,
  file: ScenarioFile,
  assignments: readonly Assignment[],
  source: Source,
  library: Library,
): Condition | HarnessError[] {
  const levels = assignments.map(({ factor, level }) => ({
    factor,
    level,
    body: file.factors[factor]![level]! as Json,
  }));
  const overrides: Override[] = levels.flatMap(({ factor, level, body }) => overridesOf(body, factor, level));
  const { value, errors } = applyOverrides(base, overrides, source);
  const places = placesOf(source, overrides);
  const parsed = setup.safeParse(value, { reportInput: true });
  const wrong = [...errors, ...levels.flatMap((each) => checkLevel(each, source))];
  if (!parsed.success) return [...wrong, ...errorsOf(parsed.error.issues, setup, places)];
  wrong.push(...checkReferences(parsed.data, places, library));
  if (wrong.length > 0) return wrong;
  return {
    id: conditionId(assignments),
    assignments,
    control: levels.some(({ body }) => body.control === true),
    setup: parsed.data,
    places,
  };
}

function checkLevel(
  { factor, level, body }: { factor: string; level: string; body: Json },
  source: Source,
): HarnessError[] {
  const path = ['factors', factor, level];
  const errors: HarnessError[] = [];
  if (Object.hasOwn(body, 'control') && typeof body.control !== 'boolean') {
    errors.push(
      new HarnessError('E_SCENARIO', `${path.join('.')}.control: expected true or false`, {
        location: source.locate([...path, 'control']),
      }),
    );
  }
  if (Object.keys(body).every((key) => key === 'control')) {
    errors.push(
      new HarnessError('E_SCENARIO', `${path.join('.')}: expected at least one change, got none`, {
        location: source.locateKey(path),
      }),
    );
  }
  return errors;
}
