import type { EpisodeSpec, ObserveRequest, PolicyCamera, PolicySpec } from '../types.ts';

const NOTHING: ObserveRequest = { cameras: [], state: [] };

function request(spec: PolicySpec, cameras: readonly PolicyCamera[]): ObserveRequest {
  return { cameras: cameras.map(({ when: _, ...camera }) => camera), state: spec.state };
}

/** What the reset has to deliver: all of the policy's cameras, and the measurement that proves an occlusion. */
export function firstObservation(policy: PolicySpec, episode: EpisodeSpec): ObserveRequest {
  const { occlusion } = episode;
  const visibility = occlusion ? [{ camera: occlusion.camera, body: occlusion.body }] : [];
  return { ...request(policy, policy.cameras), visibility };
}

/** What a chunk's end has to deliver: nothing when the policy will not be asked again. */
export function nextObservation(policy: PolicySpec, asksAgain: boolean): ObserveRequest {
  if (!asksAgain) return NOTHING;
  return request(
    policy,
    policy.cameras.filter((camera) => camera.when === 'each'),
  );
}
