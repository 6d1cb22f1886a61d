import type { Frame } from '../../harness/render/frame.ts';
import { Renderer } from '../../harness/render/renderer.ts';
import type { FrameScene } from './frame-scenes.ts';

/** The last frame of a story, by one renderer from beginning to end. Runs in Node and in browsers. */
export function drawScene({ stage, shots }: Pick<FrameScene, 'stage' | 'shots'>): Frame {
  const renderer = new Renderer(stage);
  const frames = shots.map(({ request, poses }) => renderer.draw(request, poses));
  return frames.at(-1)!;
}
