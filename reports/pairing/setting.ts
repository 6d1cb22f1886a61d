import type { Manifest } from '../../harness/record/manifest.ts';

/** What two runs must share, or at least say that they do not: flat, as it is named in reports. */
export type Setting = Readonly<Record<Exclude<Field, 'runSeed'>, string> & { runSeed: number }>;

/** Fields of a setting. Those that are `essential` decide what an episode is: with another one no pair means anything. */
export const FIELDS = {
  suite: { essential: true },
  runSeed: { essential: true },
  simulator: { essential: true },
  simulatorVersion: { essential: true },
  bridgeVersion: { essential: true },
  renderer: { essential: true },
  planDigest: { essential: false },
  harnessVersion: { essential: false },
  nodeVersion: { essential: false },
  platform: { essential: false },
} as const;

export type Field = keyof typeof FIELDS;

export interface FieldDifference {
  readonly field: Field;
  readonly essential: boolean;
  readonly first: string | number;
  readonly second: string | number;
}

export function settingOf({ request, simulator, versions, host }: Manifest): Setting {
  return {
    suite: suiteName(request.suite),
    runSeed: request.runSeed,
    simulator: simulator.name,
    simulatorVersion: simulator.version,
    bridgeVersion: simulator.bridgeVersion,
    renderer: simulator.renderer,
    planDigest: request.planDigest,
    harnessVersion: versions.harness ?? 'unknown',
    nodeVersion: versions.node ?? 'unknown',
    platform: host?.platform ?? 'unknown',
  };
}

/** Every field in which two settings differ, those that matter most first. */
export function differingFields(first: Setting, second: Setting): FieldDifference[] {
  const differing = (Object.keys(FIELDS) as Field[]).filter((field) => first[field] !== second[field]);
  return differing.map((field) => ({
    field,
    essential: FIELDS[field].essential,
    first: first[field],
    second: second[field],
  }));
}

/** A suite is known by its name, wherever its folder lies: whether its episodes are the same, their digests say. */
export const suiteName = (suite: string): string =>
  suite
    .replace(/\/+$/, '')
    .split('/')
    .at(-1)!
    .replace(/\.ya?ml$/, '');
