import type { EpisodeSpec, Evidence, SimulatorReset } from '../types.ts';
import { flatten, sameReading } from './readback.ts';
import { signatureDistance } from './signature.ts';

export type Finding = Evidence['details'][number];

/** What the simulator itself says of the scene: each planned change, and anything else that is not as the plan asked. */
export function resetFindings(episode: EpisodeSpec, reset: SimulatorReset): Finding[] {
  const got = flatten(reset.readBack);
  const planned = episode.changes.map(({ path, value }) => finding(path, value, got));
  const known = new Set(episode.changes.map(({ path }) => path));
  const others = [...flatten(episode.scene)]
    .filter(([path]) => !episode.scene.foreign || FOREIGN.test(path))
    .filter(([path, asked]) => !known.has(path) && asked !== null)
    .map(([path, asked]) => finding(path, asked, got));
  return [
    ...planned,
    ...others.filter(({ ok }) => !ok),
    ...occlusionFindings(episode, reset),
    ...noOpFindings(episode),
  ];
}

/** What a scene says of a foreign world; the rest of it is not asked for. */
const FOREIGN = /^(foreign\.|controlHz$|physicsHz$|robot\.name$)/;

/** A level of a foreign world whose definition has nothing of what it is to change: another goal, else another scene. */
function noOpFindings({ scene, channels, assignments, changes }: EpisodeSpec): Finding[] {
  if (!scene.foreign || assignments.length === 0) return [];
  const asksAnew = assignments.some(({ factor }) => factor === 'task');
  if (!asksAnew && !channels.includes('scene')) return [];
  const part = `foreign.parts.${asksAnew ? 'goal' : 'scene'}`;
  const ok = changes.some(({ path }) => path === part);
  return [{ path: part, asked: 'differs from nominal', got: ok ? 'differs' : 'the same', ok }];
}

function finding(path: string, asked: unknown, got: ReadonlyMap<string, unknown>): Finding {
  const read = got.get(path) ?? null;
  return { path, asked, got: read, ok: sameReading(path, asked, read) };
}

/** The hidden fraction that the simulator measured against the one planned. */
function occlusionFindings(episode: EpisodeSpec, reset: SimulatorReset): Finding[] {
  const { occlusion } = episode;
  if (!occlusion) return [];
  const seen = reset.reading.visibility.find(
    (each) => each.camera === occlusion.camera && each.body === occlusion.body,
  );
  const got = seen ? 1 - seen.fraction : null;
  const ok = got !== null && Math.abs(got - occlusion.fraction) <= occlusion.tolerance;
  return [{ path: `hidden.${occlusion.body}@${occlusion.camera}`, asked: occlusion.fraction, got, ok }];
}

const SEEN: ReadonlySet<string> = new Set(['scene', 'image']);

/** The first picture the policy got must differ from nominal's of the same replicate. */
export function imageFindings(episode: EpisodeSpec, own: Uint8Array | null, nominal: Uint8Array | null): Finding[] {
  if (!own || !nominal || !episode.channels.some((channel) => SEEN.has(channel))) return [];
  const got = signatureDistance(own, nominal);
  return [{ path: 'signature', asked: 'differs from nominal', got, ok: got > 0 }];
}

/** The exact words that went to the policy, and that they are not the nominal ones where language is the factor. */
export function languageFindings(episode: EpisodeSpec, sent: string | null, nominal: string | null): Finding[] {
  if (!episode.channels.includes('language')) return [];
  const ok = sent === episode.instruction && sent !== nominal;
  return [{ path: 'instructionSent', asked: episode.instruction, got: sent, ok }];
}

/** How late the first action really came. */
export function latencyFindings(episode: EpisodeSpec, measuredSteps: number | null): Finding[] {
  if (episode.latencySteps === 0 || measuredSteps === null) return [];
  const ok = measuredSteps === episode.latencySteps;
  return [{ path: 'latencySteps', asked: episode.latencySteps, got: measuredSteps, ok }];
}

export function conclude(episode: EpisodeSpec, details: readonly Finding[], own: Uint8Array | null): Evidence {
  const encoded = own ? Buffer.from(own).toString('base64') : null;
  if (details.some((each) => !each.ok)) return { status: 'not_applied', details, signature: encoded };
  return { status: episode.nominalEpisodeId === null ? 'nominal' : 'applied', details, signature: encoded };
}
