/** All scenes of a data set, over several simulators at a time. */
import { HarnessError } from '../../harness/errors.ts';
import type { Library } from '../../harness/library/library.ts';
import type { SimulatorHost } from '../../harness/simulator/host.ts';
import { type BuiltScene, buildScene } from './build.ts';
import type { SetFolder } from './folder.ts';
import type { SceneRecord } from './record.ts';
import type { SceneSource } from './scenes.ts';

export interface Making {
  readonly scenes: number;
  readonly source: SceneSource;
  readonly library: Library;
  /** One for each scene that is made at a time. */
  readonly hosts: readonly SimulatorHost[];
  /** Aborted: scenes under way are finished, none is begun. */
  readonly stop: AbortSignal;
  readonly done: (scenes: number) => void;
}

const TRIES = 3;

/** Makes what is not there yet. @returns every scene that is there, in no order */
export async function makeScenes(
  folder: SetFolder,
  there: readonly SceneRecord[],
  making: Making,
): Promise<SceneRecord[]> {
  const known = new Set(there.map(({ scene }) => scene));
  const missing = Array.from({ length: making.scenes }, (_, i) => i).filter((i) => !known.has(i));
  const records = [...there];
  const next = missing.values();
  const failed = new AbortController();
  const stop = AbortSignal.any([making.stop, failed.signal]);
  const work = async (host: SimulatorHost) => {
    // The hosts share one iterator: whoever is free takes the next scene.
    for (let turn = next.next(); !turn.done && !stop.aborted; turn = next.next()) {
      const index = turn.value;
      const { record, images } = await built(index, host, making);
      await folder.add(record, images);
      records.push(record);
      making.done(records.length);
    }
  };
  const ended = await Promise.allSettled(
    making.hosts.map((host) =>
      work(host).catch((error: unknown) => {
        failed.abort();
        throw error;
      }),
    ),
  );
  const failure = ended.find((each) => each.status === 'rejected');
  if (failure) throw failure.reason;
  return records;
}

/** A simulator that breaks is opened anew, and the scene is the same. */
async function built(index: number, host: SimulatorHost, { source, library }: Making): Promise<BuiltScene> {
  for (let tries = 1; ; tries++) {
    try {
      return await buildScene(index, source, await host.open(), library);
    } catch (error) {
      if (tries >= TRIES || !(error instanceof HarnessError) || !RETRYABLE.has(error.code)) throw error;
    }
  }
}

/** Trouble of the simulator, not of the scene. */
const RETRYABLE: ReadonlySet<string> = new Set(['E_BRIDGE', 'E_DISCONNECTED', 'E_PHYSICS', 'E_TIMEOUT']);
