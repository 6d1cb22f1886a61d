import type { Manifest, RunRequest } from '../../harness/record/manifest.ts';
import type { EpisodeRecord } from '../../harness/types.ts';
import { suiteName } from '../pairing/setting.ts';
import { policyName } from '../policy-name.ts';
import type { GateWord, HistoryRun, Selection } from '../schema/history.ts';
import type { Summary } from '../schema/summary.ts';
import { summaryJson } from '../summary-json.ts';
import { sha256, slug } from './identity.ts';

export interface Published {
  readonly manifest: Manifest;
  readonly summary: Summary;
  readonly records: readonly EpisodeRecord[];
  readonly gate: GateWord | null;
  readonly report: boolean;
}

/** What a site keeps of a run. Every time in it is the run's own. */
export function historyRun({ manifest, summary, records, gate, report }: Published): HistoryRun {
  const { runId, createdAt, request, policy } = manifest;
  return {
    page: pageOf(manifest),
    runId,
    createdAt,
    endedAt: endOf(records, createdAt),
    suite: suiteName(request.suite),
    selection: selectionOf(request),
    planDigest: request.planDigest,
    policy: { name: policyName(request.policy), fingerprint: policy.fingerprint, privileged: policy.privileged },
    versions: versionsOf(manifest),
    commit: manifest.git?.commit ?? null,
    counts: summary.counts,
    rate: summary.overall.valid,
    errorsAsFailures: summary.overall.errorsAsFailures,
    errorsAsSuccesses: summary.overall.errorsAsSuccesses,
    nominal: summary.nominal.rate,
    factors: summary.factors.map(({ factor, rate }) => ({ factor, rate })),
    summaryDigest: sha256(summaryJson(summary)),
    gate,
    report,
  };
}

function pageOf({ runId, createdAt, request }: Manifest): string {
  const stamp = createdAt.replace(/[-:]|\.\d+/g, '');
  const name = runId.startsWith(stamp) ? runId : `${stamp}-${runId}`;
  return slug(name, [runId, createdAt, request.policyFingerprint, request.planDigest]);
}

const selectionOf = ({ runSeed, episodes, scenarios, factors, levels }: RunRequest): Selection => ({
  seed: runSeed,
  episodes,
  scenarios: [...scenarios],
  factors: [...factors],
  levels: [...levels],
});

function versionsOf({ simulator, versions }: Manifest): HistoryRun['versions'] {
  return {
    simulator: `${simulator.name} ${simulator.version}`,
    bridge: simulator.bridgeVersion ?? 'unknown',
    renderer: simulator.renderer,
    harness: versions?.harness ?? 'unknown',
  };
}

/** Of a run without attempts: when it was made. */
function endOf(records: readonly EpisodeRecord[], createdAt: string): string {
  const ends = records.map(({ startedAt, wallTimeSec }) => Date.parse(startedAt) + 1000 * wallTimeSec);
  const last = ends.filter(Number.isFinite).reduce((latest, each) => Math.max(latest, each), Date.parse(createdAt));
  return new Date(Math.round(last)).toISOString();
}
