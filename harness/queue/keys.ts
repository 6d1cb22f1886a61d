/** What lies where in Redis. Only the run and its owner are found by the queue's name; the rest is of one run. */
export const PREFIX = 'harness';

export interface QueueKeys {
  /** The run that the queue serves now, as JSON. */
  readonly run: string;
  /** Who writes its records, while it is alive. */
  readonly owner: string;
  of(token: string): RunKeys;
}

export interface RunKeys {
  /** Name of the queue of attempts, in BullMQ's words; its keys begin with `PREFIX:`. */
  readonly attempts: string;
  /** Hash: finished attempts that are not on the coordinator's disk yet. */
  readonly results: string;
  /** Set: hashes of meshes and textures that the coordinator has. */
  readonly assets: string;
  /** Hash: those on their way to it. */
  readonly assetBytes: string;
  /** Set: ids of workers that were ever there. */
  readonly workers: string;
  /** One worker, while it is alive, as JSON. */
  worker(id: string): string;
  /** Counter: numbers for rows of the report. */
  readonly numbers: string;
  /** How far the run is, as JSON. */
  readonly progress: string;
  /** `drain` when the run is to end early. */
  readonly control: string;
  /** Channel: what the coordinator hears. */
  readonly heard: string;
  /** Channel: what all workers hear. */
  readonly bell: string;
  /** Channel: what one worker hears of its results. */
  receipts(id: string): string;
}

export function keysOf(name: string): QueueKeys {
  const key = (...parts: string[]) => [PREFIX, name, ...parts].join(':');
  return {
    run: key('run'),
    owner: key('owner'),
    of: (token) => ({
      attempts: `${name}.${token}`,
      results: key(token, 'results'),
      assets: key(token, 'assets'),
      assetBytes: key(token, 'asset-bytes'),
      workers: key(token, 'workers'),
      worker: (id) => key(token, 'worker', id),
      numbers: key(token, 'numbers'),
      progress: key(token, 'progress'),
      control: key(token, 'control'),
      heard: key(token, 'heard'),
      bell: key(token, 'bell'),
      receipts: (id) => key(token, 'receipts', id),
    }),
  };
}
