/** The same inputs give the same bytes: with anything kept from before or nothing, in any thread, in a browser. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import t, { type Test } from 'tap';
import type { Frame, FrameRequest, Stage } from '../../harness/render/frame.ts';
import { Renderer } from '../../harness/render/renderer.ts';
import { RENDERER_VERSION } from '../../harness/render/version.ts';
import type { FramePoses } from '../../harness/render/visuals.ts';
import { type FrameSource, LocalFrameSource } from '../../harness/visuals/frame-source.ts';
import { EitherFrameSource } from '../../harness/visuals/local-sources.ts';
import { PairedFrameSource } from '../../harness/visuals/pair/paired-source.ts';
import { ThreadFrameSource } from '../../harness/visuals/thread-source.ts';
import { NO_BROWSER, openTab } from '../builders/browser.ts';
import { drawScene } from '../builders/draw-scene.ts';
import { GOLDEN_FILE, type GoldenFrames, hashesOf } from '../builders/frame-hashes.ts';
import { frameScenes } from '../builders/frame-scenes.ts';
import { frozen, thawed } from '../builders/portable.ts';
import { eyeAt } from '../builders/stage.ts';

const golden = JSON.parse(readFileSync(GOLDEN_FILE, 'utf8')) as GoldenFrames;
const scenes = frameScenes();
const scene = (name: string) => scenes.find((each) => each.name === name)!;
/** Everything at once: textures, paint, shadows of what moves, and the recorded arm. */
const BUSY = ['shadows, overhead', 'paint that moves', 'paint over nothing, shadowed', 'recorded: front'].map(scene);

t.test('twenty pictures are what they were', async (t) => {
  t.equal(golden.rendererVersion, RENDERER_VERSION, 'version of the renderer; npm run frames');
  t.same(
    Object.keys(golden.frames),
    scenes.map(({ name }) => name),
  );
  const advice = 'pictures changed: raise RENDERER_VERSION (harness/render/version.ts), then npm run frames';
  for (const each of scenes)
    t.same(hashesOf(drawScene(each)), golden.frames[each.name], `${each.name}; else ${advice}`);
});

/** Cameras that stand, one that moves, more than are kept; sizes that change; the scene moving meanwhile. */
function story(poses: readonly FramePoses[], moving: number): { request: FrameRequest; poses: FramePoses }[] {
  const eyes = [0, 1, 2, 3, 4, 5].map((i) => eyeAt([0.9 - 0.1 * i, 0.2 * i - 0.5, 0.3 + 0.1 * i], [0, 0, 0.05]));
  return Array.from({ length: 40 }, (_, i) => {
    // A while each camera alone, then all in turn: more of them than backdrops are kept.
    const standing = eyes[i < 18 ? Math.floor(i / 3) : (5 * i) % 6]!;
    const eye = i % 7 === 3 ? eyeAt([0.8, 0.01 * i, 0.5], [0, 0, 0]) : standing;
    const [widthPx, heightPx] = i % 11 === 5 ? [40, 64] : [64, 48];
    const request = {
      eye,
      widthPx,
      heightPx,
      depth: i % 2 === 0,
      segmentation: i % 3 > 0,
      antialias: i % 5 === 4 ? 2 : 1,
    } as const;
    const now = poses[i % poses.length]!.slice();
    if (moving >= 0) now[7 * moving + 1] = now[7 * moving + 1]! + 0.01 * i;
    return { request, poses: now };
  });
}

const storyOf = ({ stage, shots }: (typeof scenes)[number]) =>
  story(
    shots.map(({ poses }) => poses),
    stage.visuals.frames.findIndex(({ kind }) => kind === 'body'),
  );

t.test('shadows that wander under a camera that stands still, or that is new to it', async (t) => {
  const { stage, shots } = scene('recorded: front');
  const { request, poses } = shots[0]!;
  const kept = new Renderer(stage);
  const body = stage.visuals.frames.findIndex(({ kind }) => kind === 'body');
  const large = { ...request, widthPx: 250, heightPx: 200 };
  for (let i = 0; i < 12; i++) {
    const now = poses.slice();
    now[7 * body] = now[7 * body]! + 0.01 * i;
    now[7 * body + 2] = now[7 * body + 2]! + 0.03 * i;
    t.same(hashesOf(kept.draw(large, now)), hashesOf(new Renderer(stage).draw(large, now)), `frame ${i}`);
  }
});

t.test('one renderer that keeps what it can, or a new one for each frame', async (t) => {
  for (const each of BUSY) {
    const kept = new Renderer(each.stage);
    for (const [i, { request, poses }] of storyOf(each).entries()) {
      t.same(
        hashesOf(kept.draw(request, poses)),
        hashesOf(new Renderer(each.stage).draw(request, poses)),
        `${each.name}, frame ${i}`,
      );
    }
  }
});

t.test('twenty pictures, each drawn by two threads', async (t) => {
  const source = new ThreadFrameSource(2);
  t.teardown(() => source.close());
  for (const each of scenes) t.same(hashesOf(await told(each, source)), golden.frames[each.name], each.name);
});

for (const [name, open] of [
  ['a drawing thread', () => new ThreadFrameSource()],
  ['two threads', () => new PairedFrameSource()],
] as const) {
  t.test(`${name}: a frame stays as it is while others are drawn and refused`, async (t) => {
    const source = open();
    t.teardown(() => source.close());
    const each = scene('shadows, overhead');
    const { request, poses } = each.shots.at(-1)!;
    await source.show(each.stage);
    const all = { ...request, depth: true, segmentation: true };
    const [first] = await source.draw([all], poses);
    const before = hashesOf(first!);
    const away = { ...all, eye: { ...all.eye, fovYRad: 0.5 * all.eye.fovYRad } };
    const [other] = await source.draw([away], poses);
    t.notSame(hashesOf(other!), before);
    t.same(hashesOf(first!), before, 'memory of its own');
    await t.rejects(source.draw([{ ...request, widthPx: 0 }], poses), { code: 'E_VISUALS' });
    await t.rejects(
      source.draw(
        [request],
        poses.map(() => Number.NaN),
      ),
      { code: 'E_VISUALS' },
    );
    const [again] = await source.draw([all], poses);
    t.same(hashesOf(again!), before, 'drawn after what cannot be drawn');
  });
}

/** The last frame of a story. */
async function told({ name, stage, shots }: (typeof scenes)[number], source: FrameSource): Promise<Frame> {
  await source.show(named(stage, name));
  let frame: Frame | undefined;
  for (const { request, poses } of shots) [frame] = await source.draw([request], poses);
  return frame!;
}

/** With names of assets that no other scene has: threads keep what they were sent, and trust that names are hashes. */
function named(stage: Stage, scene: string): Stage {
  const { visuals, assets } = stage;
  const renamed = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).map(([name, asset]) => [`${name} of ${scene}`, asset]));
  const parts = visuals.parts.map((part) => ({
    ...part,
    shape: part.shape.kind === 'mesh' ? { ...part.shape, mesh: `${part.shape.mesh} of ${scene}` } : part.shape,
    texture: part.texture && `${part.texture} of ${scene}`,
  }));
  return {
    ...stage,
    visuals: { ...visuals, parts },
    assets: { meshes: renamed(assets.meshes), textures: renamed(assets.textures) },
  };
}

t.test('two threads that draw together, after a scene and a picture that cannot be drawn', async (t) => {
  const source = new PairedFrameSource();
  t.teardown(() => source.close());
  const each = scene('shadows, overhead');
  const { request, poses } = each.shots[0]!;
  const dark = { ...each.stage, light: { ...each.stage.light, direction: [0, 0, 0] as const } };
  await t.rejects(source.show(dark), { code: 'E_VISUALS' });
  await source.show(each.stage);
  await t.rejects(source.draw([{ ...request, widthPx: 0 }], poses), { code: 'E_VISUALS' });
  t.same(hashesOf(await told(each, source)), golden.frames[each.name]);
});

t.test('a process ends although its second drawing thread still waits', async (t) => {
  const source = new URL('../../dist/harness/visuals/pair/pair.js', import.meta.url);
  const code = `import { Pair } from '${source}'; await Pair.open(); console.log('open')`;
  const program = join(t.testdir({ 'open.mjs': code }), 'open.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 20_000 });
  t.equal(stdout, 'open\n');
});

t.test('one thread, two at once beside it, or two together', async (t) => {
  const sources = [new LocalFrameSource(), new ThreadFrameSource(), new ThreadFrameSource(), new PairedFrameSource()];
  t.teardown(() => Promise.all(sources.map((source) => source.close())));
  for (const each of BUSY) {
    await Promise.all(sources.map((source) => source.show(each.stage)));
    for (const { request, poses } of storyOf(each).slice(0, 20)) {
      // Several requests of one moment.
      const asked = [request, { ...request, widthPx: 32, heightPx: 32 }];
      const drawn = await Promise.all(sources.map((source) => source.draw(asked, poses)));
      const [here, ...elsewhere] = drawn.map((frames) => frames.map(hashesOf));
      for (const there of elsewhere) t.same(there, here, each.name);
    }
  }
});

t.test('one thread or two, whichever was quicker', async (t) => {
  let [nowMs, calls] = [0, 0];
  // Every second reading ends a frame; of the story's first 16 frames the second 8 are the quicker ones.
  const source = new EitherFrameSource(() => {
    if (calls++ % 2 === 1) nowMs += calls <= 16 ? 3 : 2;
    return nowMs;
  });
  t.teardown(() => source.close());
  const each = scene('shadows, overhead');
  await source.show(each.stage);
  const alone = new Renderer(each.stage);
  for (const { request, poses } of storyOf(each)) {
    const [frame] = await source.draw([request], poses);
    t.same(hashesOf(frame!), hashesOf(alone.draw(request, poses)));
  }
});

t.test('Node, or Chromium', { skip: NO_BROWSER }, async (t) => {
  const found = await inChromium(t);
  for (const [i, { name }] of scenes.entries()) t.same(hashesOf(found[i]!), golden.frames[name], name);
});

/** The renderer as it is bundled for pages, in a real browser. */
async function inChromium(test: Test): Promise<Frame[]> {
  const entry = `
    import { drawScene } from './draw-scene.ts';
    import { frozen, thawed } from './portable.ts';
    globalThis.drawAll = (text) => frozen(thawed(text).map(drawScene));`;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: join(import.meta.dirname, '..', 'builders'), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    minify: true,
  });
  const { page, complaints } = await openTab(test);
  await page.addScriptTag({ content: outputFiles[0]!.text });
  const text = await page.evaluate<string, string>(
    (stories) => (globalThis as unknown as { drawAll(text: string): string }).drawAll(stories),
    frozen(scenes.map(({ stage, shots }) => ({ stage, shots }))),
  );
  test.same(complaints, []);
  return thawed(text) as Frame[];
}
