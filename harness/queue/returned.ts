/** A finished attempt as it travels back: the row as it will stand in the log, and the bytes of its trace. */
import { decode, encode } from '@msgpack/msgpack';
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { checked } from '../record/checked.ts';
import { episodeRecordSchema } from '../record/episode-record.ts';
import type { EpisodeRecord } from '../types.ts';

export interface AssetName {
  readonly kind: 'mesh' | 'texture';
  readonly hash: string;
}

export interface Returned {
  /** Id of the worker, for the receipt. */
  readonly worker: string;
  readonly record: EpisodeRecord;
  readonly retryable: boolean;
  /** Null where there is nothing to show. */
  readonly trace: Uint8Array | null;
  /** What the trace names. */
  readonly assets: readonly AssetName[];
  /** What a reasoner said, a JSON value each. */
  readonly answers: readonly unknown[];
}

const form = z.object({
  worker: z.string(),
  record: z.string(),
  retryable: z.boolean(),
  trace: z.instanceof(Uint8Array).nullable(),
  assets: z.array(z.object({ kind: z.enum(['mesh', 'texture']), hash: z.string().regex(/^[0-9a-f]{64}$/) })),
  answers: z.string(),
});

/** Rows and answers as JSON text: as they are written, with what is undefined left out. */
export function encodeReturned({ record, answers, ...rest }: Returned): Uint8Array {
  return encode({ ...rest, record: JSON.stringify(record), answers: JSON.stringify(answers) });
}

/** @throws HarnessError E_RECORDS for bytes that are no finished attempt */
export function decodeReturned(bytes: Uint8Array, id: string): Returned {
  const location = { file: `result ${id}`, line: 1, column: 1 };
  const value = checked(form, unpacked(bytes, id), location);
  const record = JSON.parse(value.record) as EpisodeRecord;
  checked(episodeRecordSchema, record, location);
  return { ...value, record, answers: JSON.parse(value.answers) as unknown[] };
}

function unpacked(bytes: Uint8Array, id: string): unknown {
  try {
    return decode(bytes);
  } catch (cause) {
    throw new HarnessError('E_RECORDS', `expected a finished attempt in result ${id}, got other bytes`, { cause });
  }
}

export const receiptForm = z.object({
  id: z.string(),
  /** `again`: send it once more, with its meshes and textures; `refused`: it is no attempt of the run. */
  said: z.enum(['recorded', 'known', 'stray', 'again', 'refused']),
  reason: z.string().optional(),
});

export type Receipt = Readonly<z.infer<typeof receiptForm>>;
