/** Reasoners: a picture and an instruction in, text out. Everything else about a policy is `agents/grounding/`. */
import type { CameraImage, Intent, SceneSpec, WorldState } from '../../harness/types.ts';
import type { PointingKind } from '../grounding/answer.ts';

/** One question. */
export interface Question {
  readonly episodeId: string;
  /** Seed of the episode; with `index` it tells questions apart for samplers. */
  readonly seed: number;
  /** Questions asked before in this episode. */
  readonly index: number;
  readonly kind: PointingKind;
  /** What to point at: the thing to be moved, or the place it goes to (a thing is in the gripper by then, as a rule). */
  readonly about: 'target' | 'goal';
  /** What goes into the prompt: the episode's instruction, and for a goal the words that ask for the place before it. */
  readonly instruction: string;
  /** Control step of the picture. */
  readonly step: number;
  readonly image: CameraImage;
  /** Ground truth, for a privileged reasoner only. */
  readonly privileged: { readonly scene: SceneSpec; readonly intent: Intent; readonly worldState: WorldState } | null;
}

/** What a reasoner said, and what it took. */
export interface Answer {
  /** The whole prompt as it went over the wire; the instruction is in it. */
  readonly prompt: string;
  readonly text: string;
  readonly usage: Usage | null;
}

export interface Usage {
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** US dollars, where prices were given. */
  readonly cost: number | null;
}

export interface ReasonerNeeds {
  readonly depth: boolean;
  readonly segmentation: boolean;
  readonly privileged: boolean;
}

export interface Reasoner {
  /** What beside RGB it looks at. */
  readonly needs: ReasonerNeeds;
  /**
   * Rejects with a HarnessError for trouble that is not the model's: `E_UNREACHABLE`, `E_POLICY_SERVER` (an answer out of
   * protocol, a 5xx after retries), `E_TIMEOUT`. What the model says is never an error here.
   */
  answer(question: Question): Promise<Answer>;
  close(): Promise<void>;
}
