import { HarnessError } from '../errors.ts';
import type { Library } from '../library/library.ts';
import { assetsOf } from '../plan/digest.ts';
import { cameraNames } from '../plan/foreign.ts';
import { listed } from '../suggest.ts';
import type { EpisodeSpec, PolicySpec, SceneSpec, SimulatorInfo } from '../types.ts';

/**
 * The same episodes, each checked as it passes: that simulator, policy and scene belong together.
 * @throws HarnessError E_POLICY or E_SIMULATOR: expected, got, valid
 */
export function* fitting(
  episodes: Iterable<EpisodeSpec>,
  policy: PolicySpec,
  simulator: SimulatorInfo,
  library: Library,
): Generator<EpisodeSpec> {
  checkMode(policy, simulator);
  const seen = new Set<object>();
  const once = <T extends object>(value: T, check: (value: T) => void): void => {
    if (!seen.has(value)) check(value);
    seen.add(value);
  };
  for (const episode of episodes) {
    const { scene } = episode;
    checkWorld(simulator, scene);
    checkCameras(policy, simulator, scene);
    once(assetsOf(scene, library), (assets) => checkAssets(simulator, assets));
    yield episode;
  }
}

/** The same for a few that are held. @throws HarnessError E_POLICY or E_SIMULATOR */
export function checkFit(
  policy: PolicySpec,
  simulator: SimulatorInfo,
  episodes: readonly EpisodeSpec[],
  library: Library,
): void {
  Array.from(fitting(episodes, policy, simulator, library));
}

function checkMode(policy: PolicySpec, { name, actionModes }: SimulatorInfo): void {
  if (actionModes.includes(policy.mode)) return;
  const message = `policy '${policy.name}' acts in ${policy.mode}, simulator '${name}' takes ${actionModes.join(', ')}`;
  throw new HarnessError('E_POLICY', message);
}

function checkWorld({ name, foreign }: SimulatorInfo, scene: SceneSpec): void {
  const wanted = scene.foreign?.simulator ?? null;
  if (wanted === null && foreign)
    throw new HarnessError(
      'E_SIMULATOR',
      `simulator '${name}' has worlds of its own only: it builds no scene of this suite`,
    );
  if (wanted !== null && wanted !== name)
    throw new HarnessError(
      'E_SIMULATOR',
      `expected --simulator ${wanted}, which has the worlds of this suite, got ${name}`,
    );
  if (wanted !== null && !foreign)
    throw new HarnessError('E_SIMULATOR', `this bridge of ${name} has no worlds of its own, which this suite needs`, {
      hint: `start one for ${scene.foreign!.task} (docs/isaac.md) and pass --simulator ws://host:port`,
    });
}

function checkCameras(policy: PolicySpec, { limits }: SimulatorInfo, scene: SceneSpec): void {
  const known = cameraNames(scene);
  for (const { name, widthPx, heightPx } of policy.cameras) {
    if (!known.includes(name))
      throw new HarnessError(
        'E_POLICY',
        `policy '${policy.name}' needs camera '${name}', the scene has ${listed(known)}`,
      );
    if (widthPx * heightPx > limits.maxImagePx)
      throw new HarnessError(
        'E_POLICY',
        `policy '${policy.name}' needs pictures of ${widthPx} x ${heightPx} pixels, the simulator draws up to ${limits.maxImagePx} in one`,
      );
  }
}

/** A bridge elsewhere may hold other files under the same names: then its scenes are not the planned ones. */
function checkAssets(simulator: SimulatorInfo, ours: Readonly<Record<string, string>>): void {
  for (const [asset, hash] of Object.entries(ours)) {
    const theirs = simulator.assets[asset];
    if (theirs === hash) continue;
    const what = theirs ? 'another version of' : 'no';
    throw new HarnessError('E_SIMULATOR', `simulator '${simulator.name}' has ${what} ${asset}`, {
      hint: 'use a bridge of the same release as the harness',
    });
  }
}
