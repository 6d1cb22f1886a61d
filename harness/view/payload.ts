/** A recorded episode in one piece, for a page that has nobody to ask; runs in browsers too. */
import { decode, encode } from '@msgpack/msgpack';
import type { Trace } from '../episode/trace.ts';
import { decodeTrace, encodeTrace } from '../record/trace-codec.ts';
import type { VisualAssets } from '../render/visuals.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';
import { type AssetBytes, packAssets, unpackAssets } from './asset-bytes.ts';

export interface ViewedEpisode {
  readonly run: ViewedRun;
  readonly episode: EpisodeSpec;
  readonly record: EpisodeRecord;
  readonly trace: Trace;
  readonly assets: VisualAssets;
}

export interface ViewedRun {
  readonly name: string;
  readonly policy: string;
  readonly privileged: boolean;
  /** Name and version. */
  readonly simulator: string;
}

interface Payload extends Pick<ViewedEpisode, 'run' | 'episode' | 'record'> {
  readonly trace: Uint8Array;
  readonly assets: AssetBytes;
}

export function encodePayload({ run, episode, record, trace, assets }: ViewedEpisode): Uint8Array {
  const payload: Payload = { run, episode, record, trace: encodeTrace(trace), assets: packAssets(assets) };
  return encode(payload);
}

export function decodePayload(bytes: Uint8Array): ViewedEpisode {
  const { trace, assets, ...rest } = decode(bytes) as Payload;
  return { ...rest, trace: decodeTrace(trace), assets: unpackAssets(assets) };
}
