/** The other side of `thread-source.ts`: a worker thread that draws what it is told. */
import { parentPort } from 'node:worker_threads';
import { HarnessError } from '../errors.ts';
import type { Frame, Stage } from '../render/frame.ts';
import { Renderer } from '../render/renderer.ts';
import type { MeshAsset, TextureAsset } from '../render/visuals.ts';
import type { ThreadReply, ThreadRequest } from './thread-messages.ts';

const meshes: Record<string, MeshAsset> = {};
const textures: Record<string, TextureAsset> = {};
let renderer: Renderer | null = null;

parentPort!.on('message', (request: ThreadRequest) => {
  const reply = answered(request);
  parentPort!.postMessage(reply, reply.kind === 'drawn' ? reply.frames.flatMap(buffersOf) : []);
});

function answered(request: ThreadRequest): ThreadReply {
  try {
    if (request.kind === 'show') return show(request);
    return { kind: 'drawn', frames: request.requests.map((each) => renderer!.draw(each, request.poses)) };
  } catch (error) {
    const code = error instanceof HarnessError ? error.code : null;
    return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
  }
}

function show({ stage, fresh }: Extract<ThreadRequest, { kind: 'show' }>): ThreadReply {
  Object.assign(meshes, fresh.meshes);
  Object.assign(textures, fresh.textures);
  renderer = new Renderer({ ...stage, assets: assetsOf(stage) });
  return { kind: 'shown' };
}

/** Only those that the scene names: earlier scenes' are kept for later ones, not checked again. */
function assetsOf({ visuals: { parts } }: Omit<Stage, 'assets'>): Stage['assets'] {
  const named = parts.flatMap(({ shape }) => (shape.kind === 'mesh' && meshes[shape.mesh] ? [shape.mesh] : []));
  const worn = parts.flatMap(({ texture }) => (texture !== null && textures[texture] ? [texture] : []));
  return {
    meshes: Object.fromEntries(named.map((hash) => [hash, meshes[hash]!])),
    textures: Object.fromEntries(worn.map((hash) => [hash, textures[hash]!])),
  };
}

/** Handed over, not copied. */
const buffersOf = ({ rgb, depthM, segmentation }: Frame): ArrayBuffer[] =>
  [rgb, depthM, segmentation].flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
