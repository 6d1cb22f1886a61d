import type { CallTiming, Quantiles } from '../types.ts';
import type { PolicyCall } from './trace.ts';

/** How long the calls of one attempt took. @param calls at least one */
export function timingOf(calls: readonly PolicyCall[]): CallTiming {
  const delaySteps = calls.flatMap((call) => call.delaySteps ?? []);
  return {
    inferenceMs: quantilesOf(calls.map(({ inferenceMs }) => inferenceMs)),
    ...(delaySteps.length > 0 ? { delaySteps } : {}),
    wire: wireOf(calls),
  };
}

function wireOf(calls: readonly PolicyCall[]): CallTiming['wire'] {
  const asked = calls.flatMap(({ timing }) => timing ?? []);
  if (asked.length === 0) return null;
  const served = asked.flatMap(({ serverMs }) => serverMs ?? []);
  const sum = (key: 'sentBytes' | 'receivedBytes') => asked.reduce((total, each) => total + each[key], 0);
  return {
    calls: asked.length,
    encodeMs: quantilesOf(asked.map(({ encodeMs }) => encodeMs)),
    waitMs: quantilesOf(asked.map(({ waitMs }) => waitMs)),
    decodeMs: quantilesOf(asked.map(({ decodeMs }) => decodeMs)),
    serverMs: served.length > 0 ? quantilesOf(served) : null,
    sentBytes: sum('sentBytes'),
    receivedBytes: sum('receivedBytes'),
  };
}

/** Rounded to a microsecond, which is more than a clock in a busy process is good for. */
export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (fraction: number): number => {
    const place = fraction * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return Math.round((below + (above - below) * (place - Math.floor(place))) * 1000) / 1000;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
