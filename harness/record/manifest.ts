import type { EpisodeSpec, PolicySpec, SimulatorInfo } from '../types.ts';

/** What a run was asked to do: two invocations that ask the same are the same run, so the second resumes the first. */
export interface AskedRun {
  readonly suite: string;
  readonly policy: string;
  readonly policyFingerprint: string;
  readonly simulator: string;
  /** Who drew what the policy saw, with its version. */
  readonly renderer: string;
  readonly runSeed: number;
  readonly episodes: number | null;
  readonly factors: readonly string[];
  readonly levels: readonly string[];
  readonly scenarios: readonly string[];
  /** sha256 of all that the plan is drawn from; missing in runs of before there was one, which nothing goes on with. */
  readonly recipe?: string;
  /** Digest of the rules and the baseline that may stop it; null, and missing in older runs, where none do. */
  readonly gate?: string | null;
  /** `measured`: answers reached the robot after the time that they took, so no other run can repeat the rows. */
  readonly latency?: 'measured' | null;
  /** Stands in for the robot of every scenario; null, and missing in older runs, where each scenario's own is meant. */
  readonly robot?: string | null;
  /** `2/8`: its share of the plan, every eighth episode; null, and missing in older runs, for all of it. */
  readonly shard?: string | null;
}

/** The same once its plan is drawn. */
export interface RunRequest extends AskedRun {
  /** sha256 of the ids and digests of all episodes of the plan. */
  readonly planDigest: string;
}

export interface UnsupportedCondition {
  readonly scenarioId: string;
  readonly conditionId: string;
  readonly assignments: EpisodeSpec['assignments'];
  readonly control: boolean;
  readonly reason: string;
}

/** Everything needed to repeat a run; written before the first episode. */
export interface Manifest {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly createdAt: string;
  readonly request: RunRequest;
  readonly policy: PolicySpec;
  /** What a model that answers with actions says of itself: metadata of its server, sha256 of its file. */
  readonly model?: Readonly<Record<string, unknown>>;
  readonly simulator: SimulatorInfo;
  readonly versions: Readonly<Record<string, string>>;
  readonly host: { readonly hostname: string; readonly platform: string; readonly cpus: number };
  readonly git: { readonly commit: string | null; readonly dirty: boolean | null };
  readonly unsupported: readonly UnsupportedCondition[];
  /** Rules that the run is judged by, written down before its first episode. */
  readonly gate?: WrittenGate;
  /** The runs that this one was merged from. */
  readonly shards?: readonly { readonly runId: string; readonly shard: string; readonly host: Manifest['host'] }[];
}

/** A manifest whose plan is still to be drawn. */
export interface Draft extends Omit<Manifest, 'request'> {
  readonly request: AskedRun;
}

/** The rules are of `reports/gate`, which alone reads them. */
export interface WrittenGate {
  readonly rules: unknown;
  readonly source: string;
  readonly digest: string;
  readonly baseline: string;
  readonly baselineDigest: string;
}

/** Fields of a request that differ, as `key: old -> new`. */
export function differences(old: AskedRun, now: AskedRun): string[] {
  return (Object.keys(now) as (keyof AskedRun)[])
    .filter((key) => JSON.stringify(old[key] ?? null) !== JSON.stringify(now[key] ?? null))
    .map((key) => `${key}: ${JSON.stringify(old[key])} -> ${JSON.stringify(now[key])}`);
}
