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

/** Who will look at the end of a chunk: nobody, a policy that needs no pictures, or one that needs all it declared. */
export type Audience = 'nobody' | 'blind' | 'sighted';

/** What a chunk's end has to deliver. */
export function nextObservation(policy: PolicySpec, audience: Audience): ObserveRequest {
  if (audience === 'nobody') return NOTHING;
  const each = policy.cameras.filter((camera) => camera.when === 'each');
  return request(policy, audience === 'sighted' ? each : []);
}
