import type { EpisodeRecord } from '../../harness/types.ts';

/** A plausible record of a nominal success, with the given fields replaced. */
export function record(fields: Partial<EpisodeRecord>): EpisodeRecord {
  return {
    schemaVersion: 1,
    episodeId: 's/nominal/0',
    scenarioId: 's',
    conditionId: 'nominal',
    factor: null,
    level: null,
    replicate: 0,
    seed: 1,
    attempt: 1,
    outcome: 'success',
    end: 'success',
    steps: 100,
    simTimeSec: 5,
    wallTimeSec: 0.5,
    startedAt: '2026-01-01T00:00:00.000Z',
    worker: 1,
    instructionSent: null,
    digest: 'd',
    initialStateHash: 'a',
    finalStateHash: 'b',
    evidence: { status: 'nominal', details: [], signature: null },
    stages: [],
    policyCalls: 1,
    framesRendered: 0,
    inferenceMs: [0.1],
    actionAgeSteps: 0,
    error: null,
    ...fields,
  };
}
