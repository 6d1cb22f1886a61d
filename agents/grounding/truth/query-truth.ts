/** What would have been the right answer to a question of a recorded episode, drawn again from its states. */
import { toLocal } from '../../../harness/geometry/vector.ts';
import { eyeOf } from '../../../harness/render/eye.ts';
import type { Eye, Frame, Stage } from '../../../harness/render/frame.ts';
import { focalLengthPx } from '../../../harness/render/lens.ts';
import { posesOf } from '../../../harness/render/poses.ts';
import { Renderer } from '../../../harness/render/renderer.ts';
import { cameraNamed } from '../../../harness/replay/film.ts';
import type { Playback } from '../../../harness/replay/playback.ts';
import type { Intent, PolicyQuery, Vec3 } from '../../../harness/types.ts';
import type { Box, Pointing, Waypoint } from '../answer.ts';
import { clipped } from '../metrics/box.ts';
import { evenly } from '../parse/thinned.ts';
import { type Mask, maskOf } from './mask.ts';

/** The picture of a question. */
export type Look = Pick<PolicyQuery, 'kind' | 'about' | 'camera' | 'widthPx' | 'heightPx'> & {
  /** Control steps done when it was taken. */
  readonly step: number;
};

export interface QueryTruth {
  /** Null where there is nothing to point at: no such body, or none of its pixels shows. */
  readonly pointing: Pointing | null;
  readonly maskPx: number;
  /** Fraction of its pixels that something else hides, the robot too; null where the image shows nothing of it at all. */
  readonly occlusion: number | null;
  /** Where a trajectory comes from: the tool of a recorded oracle, or a straight line. */
  readonly reference: 'oracle' | 'straight' | null;
}

const NOTHING: QueryTruth = { pointing: null, maskPx: 0, occlusion: null, reference: null };
/** As many as VLA-R1 prints. */
const WAYPOINTS = 4;
/** Of a longer path, that of a tool. */
const TOOL_WAYPOINTS = 16;

/**
 * Truths of one episode. A box is that around the visible pixels. A trajectory starts where the target is and ends at the
 * goal; for a task without a goal, and for a question about the goal, it starts at the gripper. It follows the oracle's tool
 * from grasp to release where its path is given, else it is a straight line over the image, ends being the middles of what
 * shows: waypoints are read as places on surfaces, not as heights.
 */
export class TruthOfEpisode {
  readonly #playback: Playback;
  readonly #intent: Intent;
  readonly #toolPath: readonly Vec3[] | null;
  readonly #scene: Renderer;
  readonly #alone = new Map<string, Renderer>();

  /** @param toolPath of the oracle on the same scene, from grasp to release */
  constructor(playback: Playback, intent: Intent, toolPath: readonly Vec3[] | null) {
    this.#playback = playback;
    this.#intent = intent;
    this.#toolPath = toolPath;
    this.#scene = new Renderer(unlit(playback.stage));
  }

  /** @throws HarnessError E_USAGE for a camera that the scene has not */
  of(look: Look): QueryTruth {
    const { target, goal } = this.#intent;
    const name = look.about === 'goal' ? goal : target;
    if (name === null || !this.#playback.stage.names.includes(name)) return NOTHING;
    const seen = this.#maskOf(this.#scene, look, name);
    const whole = this.#maskOf(this.#renderAlone(name), look, name).pixels;
    const occlusion = whole === 0 ? null : 1 - seen.pixels / whole;
    const facts = { maskPx: seen.pixels, occlusion };
    if (seen.box === null) return { ...NOTHING, ...facts };
    if (look.kind === 'affordance')
      return { pointing: { kind: 'affordance', box: seen.box }, ...facts, reference: null };
    return { ...this.#trajectory(look, seen.middle!), ...facts };
  }

  /** The boxes of all that shows, by name. */
  boxes(look: Look): ReadonlyMap<string, Box> {
    const frame = this.#draw(this.#scene, look);
    const found = this.#playback.stage.names.map((name, i) => [name, maskOf(frame, i).box] as const);
    return new Map(found.filter((each): each is readonly [string, Box] => each[1] !== null));
  }

  #trajectory(look: Look, middle: Waypoint): Pick<QueryTruth, 'pointing' | 'reference'> {
    const { goal } = this.#intent;
    if (look.about === 'goal' || goal === null) return straight(this.#onImage(look, this.#toolAt(look.step)), middle);
    if (this.#toolPath) {
      const projected = this.#toolPath.map((point) => this.#onImage(look, point));
      return { pointing: { kind: 'trajectory', trajectory: evenly(projected, TOOL_WAYPOINTS) }, reference: 'oracle' };
    }
    return straight(
      middle,
      this.#maskOf(this.#scene, look, goal).middle ?? this.#onImage(look, this.#placeOf(look, goal)),
    );
  }

  #maskOf(renderer: Renderer, look: Look, name: string): Mask {
    return maskOf(this.#draw(renderer, look), this.#playback.stage.names.indexOf(name));
  }

  #draw(renderer: Renderer, { step, widthPx, heightPx, camera }: Look): Frame {
    const poses = posesOf(this.#playback.stage.visuals, this.#playback.states[step]!);
    const eye = this.#eye(camera, step);
    return renderer.draw({ eye, widthPx, heightPx, depth: false, segmentation: true, antialias: 1 }, poses);
  }

  #eye(camera: string, step: number): Eye {
    const { stage, cameras, states } = this.#playback;
    return eyeOf(cameraNamed(cameras, camera), stage.visuals, posesOf(stage.visuals, states[step]!));
  }

  #renderAlone(name: string): Renderer {
    const known = this.#alone.get(name);
    if (known) return known;
    const stage = unlit(this.#playback.stage);
    const parts = stage.visuals.parts.filter((part) => part.name === name);
    const renderer = new Renderer({ ...stage, visuals: { ...stage.visuals, parts } });
    this.#alone.set(name, renderer);
    return renderer;
  }

  #toolAt = (step: number): Vec3 => this.#playback.states[step]!.tcp.position;

  #placeOf({ step }: Look, name: string): Vec3 {
    return this.#playback.states[step]!.bodies[name]?.position ?? this.#toolAt(step);
  }

  /** The nearest place in the image to where a point of the world falls. */
  #onImage({ camera, step, widthPx, heightPx }: Look, point: Vec3): Waypoint {
    const { pose, fovYRad, nearM } = this.#eye(camera, step);
    const [x, y, z] = toLocal(pose, point);
    const focalPx = focalLengthPx(fovYRad, heightPx) / Math.max(z, nearM);
    return [clipped(0.5 + (focalPx * x) / widthPx), clipped(0.5 + (focalPx * y) / heightPx)];
  }
}

/** Names need no shadows. */
const unlit = (stage: Stage): Stage => ({ ...stage, light: { ...stage.light, shadow: false } });

function straight(from: Waypoint, to: Waypoint): Pick<QueryTruth, 'pointing' | 'reference'> {
  return { pointing: { kind: 'trajectory', trajectory: evenly([from, to], WAYPOINTS) }, reference: 'straight' };
}
