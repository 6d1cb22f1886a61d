import { WebSocket } from 'ws';
import { decodeNumpy, MsgpackNumpy, type WireMap } from '../../agents/wire/msgpack-numpy.ts';
import { tableOf } from '../../agents/wire/table.ts';
import { simulatorHost } from '../../harness/simulator/simulators.ts';
import type {
  ActionMode,
  EpisodeSpec,
  ObserveRequest,
  SensorReading,
  StateKey,
  WorldState,
} from '../../harness/types.ts';

interface Needs {
  readonly images: Readonly<Record<string, readonly [number, number, number]>>;
  readonly geometry: Readonly<Record<string, readonly number[]>>;
  readonly state: Readonly<Partial<Record<StateKey, number | null>>>;
  readonly action: { readonly space: ActionMode };
}

/** Somebody else's harness: it has a robot of its own and asks an openpi server what to do, until the server's policy is done. */
export async function otherHarness(
  port: number,
  { scene, seed, instruction, maxSteps }: EpisodeSpec,
): Promise<WorldState> {
  const server = await connected(port);
  const host = simulatorHost('pybullet');
  try {
    const { needs } = decodeNumpy(await server.next()) as unknown as { needs: Needs };
    const observe = observeFor(needs);
    const simulator = await host.open();
    let { worldState, reading } = await simulator.reset(scene, seed, observe);
    for (let step = 0, done = false; step < maxSteps && !done; ) {
      const { actions, declares } = await server.ask({ ...messageOf(reading, needs), prompt: instruction });
      const { shape, data } = tableOf(actions)!;
      const [count, dim] = shape as [number, number];
      const block = { mode: needs.action.space, count, dim, data: data as Float64Array };
      const { worldStates, ...stepped } = await simulator.step(block, observe);
      [worldState, reading, step, done] = [worldStates.at(-1)!, stepped.reading, step + count, declares !== undefined];
    }
    return worldState;
  } finally {
    server.close();
    await host.dispose();
  }
}

function observeFor({ images, geometry, state }: Needs): ObserveRequest {
  const cameras = Object.entries(images).map(([name, [heightPx, widthPx]]) => {
    return { name, heightPx, widthPx, depth: `${name}_depth` in geometry };
  });
  return { cameras, state: Object.keys(state) as StateKey[] };
}

function messageOf({ cameras, state }: SensorReading, { geometry }: Needs): WireMap {
  const seen = Object.entries(cameras).map(([name, { rgb, depthM, intrinsics, pose, widthPx, heightPx }]) => ({
    [name]: { shape: [heightPx, widthPx, 3], data: rgb },
    ...(`${name}_depth` in geometry && {
      [`${name}_depth`]: { shape: [heightPx, widthPx], data: depthM! },
      [`${name}_intrinsics`]: [...intrinsics],
      [`${name}_pose`]: [...pose.position, ...pose.quaternion],
    }),
  }));
  const read = Object.entries(state).map(([key, data]) => ({ [key]: { shape: [data.length], data } }));
  return Object.assign({}, ...seen, ...read);
}

async function connected(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const codec = new MsgpackNumpy('binary keys');
  const next = (): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      socket.once('message', (data, isBinary) =>
        isBinary ? resolve(data as Buffer) : reject(new Error(String(data))),
      );
      socket.once('close', () => reject(new Error('the server hung up')));
    });
  return {
    next,
    ask: async (message: WireMap): Promise<WireMap> => {
      const answer = next();
      socket.send(codec.encode(message));
      return decodeNumpy(await answer);
    },
    close: () => socket.terminate(),
  };
}
