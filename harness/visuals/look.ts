import type { Simulator } from '../types.ts';
import { DrawnSimulator } from './drawn-simulator.ts';
import { type LoadedVisuals, loadVisuals, type VisualsSource } from './load.ts';
import type { AssetStore } from './store.ts';

/** What the scene that a simulator built last looks like; null where it does not tell. */
export type LookOf = (simulator: Simulator) => Promise<LoadedVisuals | null>;

/** For episodes that nobody will replay. */
export const WITHOUT_LOOK: LookOf = async () => null;

export function looksFrom(store: AssetStore): LookOf {
  return async (simulator) => {
    if (simulator instanceof DrawnSimulator) return simulator.look();
    return tells(simulator) ? loadVisuals(simulator, store) : null;
  };
}

const tells = (simulator: Simulator): simulator is Simulator & VisualsSource =>
  simulator.info.visuals && 'visuals' in simulator;
