/**
 * A world with no physics: bodies stay where they are put, the tool goes where it is sent at 1 m/s, fingers that close near
 * a body take it, fingers that open drop it on whatever is below. Deterministic, and enough for an episode to succeed or fail.
 */
import { createHash } from 'node:crypto';
import { add, distance, multiply, norm, scale, subtract } from '../../harness/geometry/vector.ts';
import type { ActionMode, BodySpec, Pose, Quat, SceneSpec, Vec3 } from '../../harness/types.ts';

const SPEED_M_PER_SEC = 1;
const GRASP_REACH_M = 0.05;
const SUPPORT_RADIUS_M = 0.08;
const SUPPORT_FLOOR_M = 0.012;
/** Between fingers around a body. */
const HELD_OPENING = 0.4;
const POINTING_DOWN: Quat = [1, 0, 0, 0];

export interface ToyBody {
  readonly spec: BodySpec;
  pose: Pose;
  /** Name of what it stands on. */
  support: string;
}

export class ToyWorld {
  readonly scene: SceneSpec;
  readonly bodies: readonly ToyBody[];
  joints: number[];
  tcp: Pose;
  opening: number;
  held: { readonly body: ToyBody; readonly offset: Vec3 } | null = null;
  stepsDone = 0;

  constructor(scene: SceneSpec) {
    this.scene = scene;
    this.joints = [...scene.robot.jointsRad];
    this.tcp = toolAt(this.joints);
    this.opening = scene.robot.gripperOpening;
    this.bodies = scene.bodies.map((spec) => {
      const { position, quaternion } = spec;
      return { spec, pose: { position, quaternion }, support: 'table' };
    });
  }

  get names(): readonly string[] {
    const { bodies, zones } = this.scene;
    return [...bodies.map(({ name }) => name), 'table', 'floor', 'gripper', 'arm', ...zones.map(({ name }) => name)];
  }

  get timeSec(): number {
    return this.stepsDone / this.scene.controlHz;
  }

  step(mode: ActionMode, action: readonly number[]): void {
    this.#move(mode, action);
    this.#grip(action.at(-1)!);
    if (this.held) this.held.body.pose = { ...this.held.body.pose, position: add(this.tcp.position, this.held.offset) };
    this.stepsDone += 1;
  }

  #move(mode: ActionMode, action: readonly number[]): void {
    const numbers = action.slice(0, -1);
    if (mode === 'joint_position') this.#bend(numbers);
    else if (mode === 'joint_delta') this.#bend(numbers.map((delta, joint) => delta + this.joints[joint]!));
    else if (mode === 'ee_pose')
      this.#goTo(numbers.slice(0, 3) as unknown as Vec3, numbers.slice(3) as unknown as Quat);
    else this.#goBy(numbers.slice(0, 3) as unknown as Vec3, numbers.slice(3) as unknown as Vec3);
  }

  #bend(joints: number[]): void {
    this.joints = joints;
    this.tcp = toolAt(joints);
  }

  #goTo(target: Vec3, quaternion: Quat): void {
    const way = subtract(target, this.tcp.position);
    const reach = SPEED_M_PER_SEC / this.scene.controlHz;
    const part = Math.min(1, reach / Math.max(norm(way), 1e-12));
    this.tcp = { position: add(this.tcp.position, scale(way, part)), quaternion };
  }

  #goBy(delta: Vec3, rotation: Vec3): void {
    const angle = norm(rotation);
    const [x, y, z] = angle === 0 ? rotation : scale(rotation, Math.sin(angle / 2) / angle);
    const turn: Quat = [x, y, z, Math.cos(angle / 2)];
    this.#goTo(add(this.tcp.position, delta), multiply(turn, this.tcp.quaternion));
  }

  #grip(opening: number): void {
    if (opening >= 0.5) this.#drop();
    else if (this.opening >= 0.5) this.#take();
    this.opening = this.held ? HELD_OPENING : Math.min(1, Math.max(0, opening));
  }

  #take(): void {
    const reachable = this.bodies.filter(({ spec, pose }) => !spec.fixed && this.#between(pose.position));
    const [nearest] = reachable.sort((a, b) => this.#distanceTo(a) - this.#distanceTo(b));
    if (nearest) this.held = { body: nearest, offset: subtract(nearest.pose.position, this.tcp.position) };
  }

  /** The origin of a body is at its foot, so that the tool is somewhat above it. */
  #between([x, y, z]: Vec3): boolean {
    const [toolX, toolY, toolZ] = this.tcp.position;
    return Math.hypot(x - toolX, y - toolY) < GRASP_REACH_M && toolZ > z - 0.01 && toolZ < z + 0.15;
  }

  #distanceTo(body: ToyBody): number {
    return distance(body.pose.position, this.tcp.position);
  }

  #drop(): void {
    const body = this.held?.body;
    this.held = null;
    if (!body) return;
    const [x, y] = body.pose.position;
    const below = this.bodies.find(
      (other) =>
        other !== body && Math.hypot(other.pose.position[0] - x, other.pose.position[1] - y) < SUPPORT_RADIUS_M,
    );
    const height = below ? below.pose.position[2] + SUPPORT_FLOOR_M : 0;
    body.pose = { ...body.pose, position: [x, y, height] };
    body.support = below?.spec.name ?? 'table';
  }

  /** Pairs of indices into `names`, smaller first. */
  contacts(): readonly (readonly [number, number])[] {
    return this.bodies.map((body, index) => {
      const other = this.names.indexOf(this.held?.body === body ? 'gripper' : body.support);
      return [Math.min(index, other), Math.max(index, other)] as const;
    });
  }

  hash(): string {
    const numbers = [...this.joints, ...this.tcp.position, ...this.tcp.quaternion, this.opening];
    for (const { pose } of this.bodies) numbers.push(...pose.position, ...pose.quaternion);
    return createHash('sha256')
      .update(new Uint8Array(Float64Array.from(numbers).buffer))
      .digest('hex');
  }
}

/** Some pose of the tool for each pose of the joints: continuous, and different when they differ. */
function toolAt(joints: readonly number[]): Pose {
  const [base = 0, shoulder = 0, , elbow = 0] = joints;
  const reachM = 0.45 + 0.1 * Math.sin(shoulder);
  return {
    position: [reachM * Math.cos(base), reachM * Math.sin(base), 0.35 + 0.05 * Math.sin(elbow)],
    quaternion: POINTING_DOWN,
  };
}
