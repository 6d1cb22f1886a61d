import { type Finding, imageFindings, languageFindings, resetFindings } from '../episode/evidence.ts';
import { unsettled } from '../episode/settled.ts';
import { signature } from '../episode/signature.ts';
import { HarnessError } from '../errors.ts';
import { holdsAtOnce } from '../success/predicate.ts';
import type { BodyShape } from '../success/shape.ts';
import type { EpisodeSpec, ObserveRequest, Simulator, SimulatorReset } from '../types.ts';

/** What became of an episode before its first action. */
export type Verdict = 'applied' | 'not_applied' | 'not_settled' | 'solved_at_reset' | 'broken';

export interface Examined {
  readonly episodeId: string;
  readonly conditionId: string;
  /** What the episodes of a row of the table have in common: the suite of a foreign world, else the scenario. */
  readonly group: string;
  /** `applied` of a nominal episode says that the scene is the planned one. */
  readonly verdict: Verdict;
  readonly why: string | null;
  /** Whether it starts from the same state as nominal's; null for nominal itself, or where that is not known. */
  readonly paired: boolean | null;
  /** Whether a policy hears other words than in nominal: those planned, and those of a foreign task's name. */
  readonly otherWords: { readonly planned: boolean; readonly ofName: boolean | null } | null;
}

/** What is known of a nominal episode, for its levels to be held against. */
export interface Anchor {
  readonly episode: EpisodeSpec;
  readonly stateHash: string;
  readonly signature: Uint8Array | null;
}

export interface Examiner {
  readonly simulator: Simulator;
  readonly observe: ObserveRequest;
  readonly shapesOf: (episode: EpisodeSpec) => Readonly<Record<string, BodyShape>>;
}

/** Builds the scene of an episode and holds it against the plan; no policy is asked. `anchor` is null for nominal. */
export async function examine(
  episode: EpisodeSpec,
  anchor: Anchor | null,
  examiner: Examiner,
): Promise<{ readonly examined: Examined; readonly anchor: Anchor | null }> {
  const facts = { ...identity(episode, anchor), otherWords: anchor && wordsOf(episode, anchor.episode) };
  try {
    const reset = await examiner.simulator.reset(episode.scene, episode.seed, examiner.observe);
    const image = Object.values(reset.reading.cameras)[0];
    const own = image ? signature(image) : null;
    const paired = anchor && reset.stateHash === anchor.stateHash;
    const judged = verdictOf(episode, reset, own, anchor, examiner);
    return {
      examined: { ...facts, ...judged, paired },
      anchor: { episode, stateHash: reset.stateHash, signature: own },
    };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const why = `${error.code} ${error.message}`;
    return { examined: { ...facts, verdict: 'broken', why, paired: null }, anchor: null };
  }
}

function identity({ episodeId, scenarioId, conditionId, scene }: EpisodeSpec, anchor: Anchor | null) {
  return { episodeId, conditionId, group: (anchor?.episode.scene ?? scene).foreign?.suite ?? scenarioId };
}

function wordsOf(episode: EpisodeSpec, nominal: EpisodeSpec) {
  const [own, base] = [episode.scene.foreign, nominal.scene.foreign];
  return {
    planned: episode.instruction !== nominal.instruction,
    ofName: own && base ? own.texts.ofName !== base.texts.ofName : null,
  };
}

function verdictOf(
  episode: EpisodeSpec,
  reset: SimulatorReset,
  own: Uint8Array | null,
  anchor: Anchor | null,
  { shapesOf }: Examiner,
): Pick<Examined, 'verdict' | 'why'> {
  const findings = [
    ...resetFindings(episode, reset),
    ...(anchor ? imageFindings(episode, own, anchor.signature) : []),
    ...(anchor ? languageFindings(episode, episode.instruction, anchor.episode.instruction) : []),
  ];
  const wrong = findings.filter(({ ok }) => !ok);
  if (wrong.length > 0) return { verdict: 'not_applied', why: wrong.map(told).join('; ') };
  const moved = unsettled(episode, reset);
  if (moved) return { verdict: 'not_settled', why: moved };
  const zones = Object.fromEntries(episode.scene.zones.map((zone) => [zone.name, zone]));
  const context = { initial: reset.worldState, shapes: shapesOf(episode), zones };
  if (holdsAtOnce(episode.success, context)) return { verdict: 'solved_at_reset', why: 'the goal holds at reset' };
  return { verdict: 'applied', why: null };
}

const told = ({ path, asked, got }: Finding): string =>
  `${path}: expected ${JSON.stringify(asked)}, got ${JSON.stringify(got)}`;
