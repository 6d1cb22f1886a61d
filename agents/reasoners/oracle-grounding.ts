import type { SceneSpec, Vec3, WorldState } from '../../harness/types.ts';
import type { Pointing, Waypoint } from '../grounding/answer.ts';
import { projected, type View, viewOf } from '../grounding/view.ts';
import { answerText, type Thoughts } from './answer-text.ts';
import { type Mask, maskOf } from './mask.ts';
import { straight } from './pixels.ts';
import type { Answer, Question, Reasoner, ReasonerNeeds } from './reasoner.ts';

export const ORACLE_GROUNDING_NEEDS: ReasonerNeeds = { depth: true, segmentation: true, privileged: true };

/**
 * Points at the right thing, always: the box of what shows of it, or a path over it, in the same text as a model. What fails
 * behind it is the fault of the motion and not of the pointing.
 */
export class OracleGrounding implements Reasoner {
  readonly needs = ORACLE_GROUNDING_NEEDS;

  async answer(question: Question): Promise<Answer> {
    const { privileged, kind } = question;
    if (!privileged) throw new Error('the grounding oracle needs the privileged context');
    const scene: Scene = { ...privileged, image: question.image, view: viewOf(question.image) };
    const pointing = pointingFor(question, scene);
    const text = answerText(kind, thoughtsOf(question, scene, pointing), pointing);
    return { prompt: question.instruction, text, usage: null };
  }

  async close(): Promise<void> {}
}

type Facts = NonNullable<Question['privileged']>;
type Scene = Facts & Pick<Question, 'image'> & { readonly view: View };

function pointingFor({ kind, about }: Question, scene: Scene): Pointing | null {
  const { target, goal } = scene.intent;
  const asked = about === 'goal' ? goal : target;
  if (asked === null) return null;
  const end = seen(scene, asked);
  if (kind === 'affordance') return { kind, box: end.box };
  const gripper = onImage(scene.view, scene.worldState.tcp.position);
  if (about === 'goal' || goal === null) return { kind, trajectory: straight(gripper, end.middle) };
  return { kind, trajectory: straight(end.middle, seen(scene, goal).middle) };
}

/** Of what shows of a body or a zone; where nothing does, around the place where it is. */
function seen({ scene, worldState, image, view }: Scene, name: string): Mask {
  const mask = maskOf(image, namesOf(scene).indexOf(name));
  if (mask) return mask;
  const middle = onImage(view, placeOf(scene, worldState, name));
  return { box: { x: middle[0], y: middle[1], width: 0.08, height: 0.1 }, middle };
}

/** The index space of segmentation, as `SimulatorReset.names` has it. */
const namesOf = ({ bodies, zones }: SceneSpec): readonly string[] => [
  ...bodies.map(({ name }) => name),
  ...['table', 'floor', 'gripper', 'arm'],
  ...zones.map(({ name }) => name),
];

function placeOf({ zones }: SceneSpec, { bodies }: WorldState, name: string): Vec3 {
  const center = zones.find((zone) => zone.name === name)?.center;
  return center ? [...center, 0] : bodies[name]!.position;
}

function onImage(view: View, point: Vec3): Waypoint {
  const [u, v] = projected(view, point) ?? [0, 0];
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  return [inside(u / view.widthPx), inside(v / view.heightPx)];
}

function thoughtsOf({ instruction, about }: Question, { intent, scene }: Scene, pointing: Pointing | null): Thoughts {
  const things = scene.bodies.map(({ name, model }) => `${name} (${model})`).join(', ');
  const asked = (about === 'goal' ? intent.goal : intent.target) ?? 'what was asked for';
  return [
    `"${instruction}" is about ${asked}.`,
    `from ground truth, the table has ${things || 'nothing'} on it.`,
    pointing ? `${asked} is where its visible pixels are.` : `${asked} is not present.`,
    pointing ? 'nothing is known against it.' : 'there is nothing to act on.',
  ];
}
