import { HarnessError } from '../errors.ts';
import type { DigestContext } from '../plan/digest.ts';
import type { QueuedRun } from './queued-run.ts';

/** What decides an outcome on the worker's side. */
export interface OwnFacts {
  readonly harness: string;
  readonly policyFingerprint: string;
  readonly context: DigestContext;
}

/**
 * Whether rows made here are rows of that run.
 * @throws HarnessError E_WORKER that names all that differs
 */
export function requireSameRun(run: QueuedRun, own: OwnFacts): void {
  const differing = pairs(run, own).filter(([, expected, got]) => expected !== got);
  if (differing.length === 0) return;
  const said = differing.map(([what, expected, got]) => `expected ${what} ${expected}, got ${got}`).join('; ');
  throw new HarnessError('E_WORKER', `this worker cannot work for run ${run.runId}: ${said}`, {
    hint: 'use the release, simulator and policy of the machine that runs harness run; --policy names the policy as it is reached from here',
  });
}

function pairs(run: QueuedRun, own: OwnFacts): [what: string, expected: string, got: string][] {
  return [
    ['harness', run.harness, own.harness],
    ['policy fingerprint', run.policyFingerprint.slice(0, 16), own.policyFingerprint.slice(0, 16)],
    ['simulator', named(run.context), named(own.context)],
    ['bridge', run.context.bridgeVersion, own.context.bridgeVersion],
    ['renderer', run.context.renderer, own.context.renderer],
  ];
}

const named = ({ simulator, version }: DigestContext): string => `${simulator} ${version}`;
