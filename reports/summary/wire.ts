import type { Wire } from '../schema/summary.ts';
import { quantile } from '../statistics/quantile.ts';
import type { Settled } from './settle.ts';

/** What asking a policy server took, over the attempts that count; nothing where none was asked. */
export function wireOf(settled: readonly Settled[]): { readonly wire?: Wire } {
  const asked = settled.flatMap(({ record }) => record?.timing?.wire ?? []);
  if (asked.length === 0) return {};
  const calls = asked.reduce((sum, each) => sum + each.calls, 0);
  const perCall = (key: 'sentBytes' | 'receivedBytes'): number =>
    Math.round(asked.reduce((sum, each) => sum + each[key], 0) / calls);
  const median = (key: 'p50' | 'p95' | 'p99'): number =>
    quantile(Float64Array.from(asked, ({ waitMs }) => waitMs[key]).sort(), 0.5);
  return {
    wire: {
      episodes: asked.length,
      calls,
      p50Ms: median('p50'),
      p95Ms: median('p95'),
      p99Ms: median('p99'),
      sentBytes: perCall('sentBytes'),
      receivedBytes: perCall('receivedBytes'),
    },
  };
}
