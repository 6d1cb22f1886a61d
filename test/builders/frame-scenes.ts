/**
 * Twenty pictures whose bytes are kept (test/golden/frames.json): shapes, light, paint, textures, cuts and sizes made here
 * from + - * / alone, and the recorded look of a real scene. Each is a short story, so that backdrops are kept and evicted.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Eye, FrameRequest, Stage } from '../../harness/render/frame.ts';
import type { FramePoses, TextureAsset } from '../../harness/render/visuals.ts';
import type { LightSpec, Pose, Vec3 } from '../../harness/types.ts';
import { thawed } from './portable.ts';
import { asked, eyeAt, NOON, OVERHEAD, type Piece, SQUARE, staged, triangles } from './stage.ts';

/** The last frame of a story is the one that counts. */
export interface FrameScene {
  readonly name: string;
  readonly stage: Stage;
  readonly shots: readonly { readonly request: FrameRequest; readonly poses: FramePoses }[];
}

/** A look and what moved in it, recorded from the simulator. */
export interface RecordedLook {
  readonly stage: Stage;
  readonly eyes: Readonly<Record<string, Eye>>;
  readonly poses: readonly FramePoses[];
}

const EVENING: LightSpec = {
  direction: [0.6, -0.5, 0.9],
  color: [1, 0.9, 0.8],
  ambient: 0.45,
  diffuse: 0.55,
  specular: 0.2,
  shadow: true,
};
const ASKEW = eyeAt([0.9, 0.5, 0.7], [0, 0, 0.05]);
const GRAZING = eyeAt([1, 0.2, 0.06], [0, 0, 0.05]);
const INSIDE = eyeAt([0.02, 0.01, 0.03], [1, 0.3, -0.2], [0, 0, 1], { fovYRad: 1.5 });

const at = (x: number, y: number, z: number, turned = 0): Pose => ({
  position: [x, y, z],
  quaternion: [0, 0, turned, 1],
});
const image = (sidePx: number): TextureAsset => ({
  widthPx: sidePx,
  heightPx: sidePx,
  rgb: Uint8Array.from({ length: 3 * sidePx * sidePx }, (_, i) => (i * i * 31 + 17 * (i % 7)) % 256),
});

const SHAPES: readonly Piece[] = [
  { shape: { kind: 'box', sizeM: [0.2, 0.1, 0.3] }, pose: at(0, 0, 0.15, 0.3), color: [0.9, 0.2, 0.1] },
  { shape: { kind: 'sphere', radiusM: 0.08 }, pose: at(0.25, 0.1, 0.08), color: [0.2, 0.5, 0.9] },
  { shape: { kind: 'ellipsoid', radiiM: [0.1, 0.05, 0.03] }, pose: at(-0.2, 0.2, 0.03, -0.2), color: [0.9, 0.8, 0.1] },
  { shape: { kind: 'cylinder', radiusM: 0.06, heightM: 0.2 }, moves: at(0.1, -0.25, 0.1), color: [0.3, 0.7, 0.3] },
  {
    shape: { kind: 'capsule', radiusM: 0.04, heightM: 0.15 },
    moves: at(-0.25, -0.1, 0.2, 0.4),
    color: [0.7, 0.4, 0.8],
  },
];
const TABLE: Piece = { shape: SQUARE, color: [0.8, 0.7, 0.6] };
const OAK: Piece = { ...TABLE, image: image(32) };
const TILED: Piece = { shape: { ...SQUARE, uvs: SQUARE.uvs!.map((value) => 9 * value) }, image: image(16) };
const PAINT: Piece = { shape: SQUARE, scale: 0.3, pose: at(0.1, 0, 0.0005, 0.2), color: [0.1, 0.6, 0.2], alpha: 0.8 };
const HUGE: Piece = { shape: { ...SQUARE, uvs: null }, scale: 5000, color: [0.4, 0.4, 0.45] };
const SLIVERS: Piece = {
  shape: triangles(
    ...Array.from({ length: 60 }, (_, i): Vec3 => {
      const [a, b] = [((i * 7919) % 101) / 101 - 0.5, ((i * 104729) % 97) / 97 - 0.5];
      return [a, b, (i % 3) / 50];
    }),
  ),
  color: [0.9, 0.9, 0.2],
};

interface Setting {
  readonly pieces: readonly Piece[];
  readonly light?: LightSpec;
  readonly eyes?: readonly Eye[];
  readonly more?: Partial<FrameRequest>;
}

const BRIGHT = { ...EVENING, shadow: false };

const MADE: Readonly<Record<string, Setting>> = {
  nothing: { pieces: [] },
  shapes: { pieces: [TABLE, ...SHAPES] },
  'shapes askew, highlights': { pieces: [TABLE, ...SHAPES], light: { ...BRIGHT, specular: 0.9 }, eyes: [ASKEW] },
  'shadows of what stands and what moves': { pieces: [TABLE, ...SHAPES], light: EVENING, eyes: [ASKEW] },
  'shadows, overhead': { pieces: [OAK, ...SHAPES, PAINT], light: EVENING },
  'sun from below the horizon': {
    pieces: [TABLE, ...SHAPES],
    light: { ...EVENING, direction: [0.8, 0.1, -0.2] },
    eyes: [ASKEW],
  },
  'texture near': { pieces: [OAK], eyes: [eyeAt([0, 0, 0.2], [0.1, 0.1, 0])] },
  'texture tiled, grazing': { pieces: [TILED, ...SHAPES], light: BRIGHT, eyes: [GRAZING] },
  'paint over table': {
    pieces: [TABLE, PAINT, { ...PAINT, pose: at(0.2, 0.1, 0.001), color: [0.9, 0, 0.4], alpha: 0.3 }],
  },
  'paint over nothing, shadowed': { pieces: [PAINT, ...SHAPES], light: EVENING, eyes: [ASKEW] },
  'paint that moves': { pieces: [TABLE, { ...PAINT, moves: at(0.1, 0.2, 0.3, 0.5) }, ...SHAPES], light: EVENING },
  'camera inside a box': { pieces: [HUGE, { ...SHAPES[0]!, pose: at(0, 0, 0) }, ...SHAPES.slice(1)], eyes: [INSIDE] },
  'floor to the horizon': { pieces: [{ ...HUGE, pose: at(0, 0, -0.1) }, ...SHAPES], light: EVENING, eyes: [GRAZING] },
  'slivers and specks': {
    pieces: [SLIVERS, { ...SLIVERS, moves: at(0.1, 0.1, 0.05, 0.7), scale: 0.1 }],
    eyes: [ASKEW],
  },
  antialiased: { pieces: [OAK, ...SHAPES, PAINT], light: EVENING, eyes: [ASKEW], more: { antialias: 2 } },
  'five cameras in turn, then the first again': {
    pieces: [OAK, ...SHAPES, PAINT],
    light: EVENING,
    eyes: [ASKEW, OVERHEAD, GRAZING, INSIDE, eyeAt([0, 1, 0.5], [0, 0, 0]), ASKEW],
  },
};

export function frameScenes(): FrameScene[] {
  return [...Object.entries(MADE).map(([name, setting]) => made(name, setting)), ...recorded()];
}

function made(name: string, { pieces, light = NOON, eyes = [OVERHEAD], more }: Setting): FrameScene {
  const { stage, poses } = staged(pieces, light);
  return { name, stage, shots: eyes.map((eye) => ({ request: asked(eye, 96, 72, more), poses })) };
}

export const LOOK_FILE = join(import.meta.dirname, '..', 'golden', 'smoke-look.json.gz');

/** The smoke suite's first scene in the looks of three suns, from its three cameras. */
function recorded(): FrameScene[] {
  const { stage, eyes, poses } = thawed(gunzipSync(readFileSync(LOOK_FILE)).toString()) as RecordedLook;
  const scene = (name: string, light: LightSpec, eye: Eye): FrameScene => ({
    name: `recorded: ${name}`,
    stage: { ...stage, light },
    shots: poses.map((each) => ({ request: asked(eye, 96, 72), poses: each })),
  });
  return [
    scene('front', stage.light, eyes.front!),
    scene('overhead, evening', EVENING, eyes.overhead!),
    scene('hand', stage.light, eyes.hand!),
    scene('front, no shadows', BRIGHT, eyes.front!),
  ];
}
