/** A host whose simulators are drawn by whom the user chose. */

import { HarnessError } from '../errors.ts';
import type { SimulatorHost } from '../simulator/host.ts';
import { NO_RENDERER } from '../simulator/protocol.ts';
import type { RemoteSimulator } from '../simulator/remote.ts';
import type { Simulator } from '../types.ts';
import type { RendererChoice } from './choice.ts';
import { DrawnSimulator } from './drawn-simulator.ts';
import type { FrameSource } from './frame-source.ts';
import type { AssetStore } from './store.ts';

export interface DrawnHostOptions {
  readonly choice: RendererChoice;
  /** Shared by all hosts of a run. */
  readonly store: AssetStore;
  readonly frames: () => FrameSource;
}

export function drawnHost(host: SimulatorHost<RemoteSimulator>, options: DrawnHostOptions): SimulatorHost {
  let dressed: { readonly bare: RemoteSimulator; readonly simulator: Simulator } | null = null;
  return {
    get bridge() {
      return host.bridge;
    },
    async open() {
      const bare = await host.open();
      if (dressed?.bare !== bare) {
        await dressed?.simulator.close();
        dressed = { bare, simulator: dress(bare, options) };
      }
      return dressed.simulator;
    },
    async dispose() {
      await host.dispose();
      await dressed?.simulator.close();
    },
  };
}

function dress(bare: RemoteSimulator, { choice, store, frames }: DrawnHostOptions): Simulator {
  const { visuals, name, renderer } = bare.info;
  if (choice.by === 'simulator' && renderer === NO_RENDERER) {
    throw new HarnessError(
      'E_SIMULATOR',
      `simulator '${name}' cannot draw on this machine: it has no renderer of its own here`,
      {
        hint: 'that of MuJoCo needs EGL (Debian: apt install libegl1 libgl1-mesa-dri) or OSMesa; or use --renderer harness',
      },
    );
  }
  if (choice.by === 'harness' && !visuals) {
    throw new HarnessError(
      'E_SIMULATOR',
      `simulator '${name}' does not describe its scenes: the harness cannot draw them`,
      {
        hint: 'use --renderer simulator',
      },
    );
  }
  if (!visuals || choice.by === 'simulator') return bare;
  const antialias = choice.by === 'harness' ? choice.antialias : 1;
  return new DrawnSimulator(bare, { store, frames: frames(), antialias });
}
