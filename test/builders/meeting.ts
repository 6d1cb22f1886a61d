import type { Meeting } from '../../harness/commands/run/design.ts';
import { FACTOR_NAMES } from '../../harness/factors.ts';
import { loadLibrary } from '../../harness/library/load.ts';

/** A policy that sees and hears, and a simulator that holds our own files: whatever the suite, all of it is planned. */
export function meeting(): Meeting {
  return {
    policy: {
      name: 'seeing',
      fingerprint: 'f',
      privileged: false,
      language: true,
      cameras: [{ name: 'front', widthPx: 64, heightPx: 64, when: 'each' }],
      state: [],
      mode: 'ee_delta',
      executionHorizon: 0,
    },
    simulator: {
      protocol: 1,
      name: 'made',
      version: '1',
      bridgeVersion: '1',
      renderer: 'harness 1',
      deterministic: true,
      slots: 1,
      actionModes: ['ee_delta'],
      factors: FACTOR_NAMES,
      assets: loadLibrary().assets,
      limits: { maxImagePx: 1_000_000 },
    } as unknown as Meeting['simulator'],
  };
}
