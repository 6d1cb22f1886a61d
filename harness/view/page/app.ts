import type { PictureKind } from '../../replay/picture.ts';
import { type Playback, playbackOf } from '../../replay/playback.ts';
import { PlaybackArtist, type Shot } from '../../replay/playback-artist.ts';
import type { ViewedEpisode } from '../payload.ts';
import { Choice } from './choice.ts';
import { byId } from './element.ts';
import { listenToKeys } from './keys.ts';
import { Legend } from './legend.ts';
import { type Orbit, orbitFrom, panned, turned, zoomed } from './orbit.ts';
import { Overlay } from './overlay.ts';
import { Player } from './player.ts';
import { listenToHands } from './pointer.ts';
import { Screen } from './screen.ts';
import { Sharpness } from './sharpness.ts';
import { stagesOf } from './stages.ts';
import { Story } from './story.ts';
import { Transport } from './transport.ts';
import { ORBIT, shotOf, type ViewState } from './view-state.ts';

const SIZES = ['320×240', '480×360', '640×480', '960×720'];

/**
 * Puts the parts together and draws whenever something changed.
 * What the canvas shows can be read from its attributes, for tests: `data-step`, `data-camera`, `data-kind`,
 * `data-antialias` and `data-drawn` (pictures so far).
 */
export class App {
  private readonly playback: Playback;
  private readonly artist: PlaybackArtist;
  private readonly player: Player;
  private readonly transport: Transport;
  private readonly story: Story;
  private readonly legend: Legend;
  private readonly overlay: Overlay;
  private readonly screen = new Screen(byId<HTMLCanvasElement>('picture'));
  private readonly cameras: Choice;
  private readonly kinds: Choice;
  private readonly sizes: Choice;
  private state: ViewState;
  private readonly sharpness = new Sharpness();
  private drawn = { content: '', antialias: 0, count: 0, atMs: performance.now() };

  constructor(viewed: ViewedEpisode) {
    this.playback = playbackOf(viewed.episode, viewed.trace, viewed.assets);
    const { states, controlHz, stage } = this.playback;
    const stages = stagesOf(viewed);
    this.artist = new PlaybackArtist(this.playback);
    this.player = new Player(states.length - 1, controlHz);
    this.transport = new Transport(this.player, stages, controlHz);
    this.story = new Story(viewed, stages);
    this.overlay = new Overlay(viewed.trace.calls);
    this.legend = new Legend(stage.names, viewed.episode.scene);
    this.state = this.firstView();
    this.cameras = new Choice('Camera', this.cameraOptions(), (camera) => this.look(camera));
    this.kinds = new Choice('Picture', KINDS, (kind) => this.change({ kind: kind as PictureKind }));
    this.sizes = new Choice(
      'Size',
      SIZES.map((value) => ({ value, label: value })),
      (size) => this.change(sizeOf(size)),
    );
    byId('choices').append(this.cameras.node, this.kinds.node);
    byId('controls').append(this.transport.node);
    byId('size').append(this.sizes.node);
  }

  start(): void {
    listenToHands(this.screen.canvas, {
      turn: (dx, dy) => this.orbit((orbit) => turned(orbit, dx, dy)),
      pan: (dx, dy) => this.orbit((orbit) => panned(orbit, dx, dy)),
      zoom: (factor) => this.orbit((orbit) => zoomed(orbit, factor)),
    });
    listenToKeys({
      playOrPause: () => this.transport.playOrPause(),
      move: (steps) => this.transport.seek(this.player.step + steps),
      toStart: () => this.transport.seek(0),
      toEnd: () => this.transport.seek(this.player.lastStep),
      camera: (index) => this.look(this.cameraOptions()[index]?.value ?? this.state.camera),
    });
    window.addEventListener('resize', () => this.screen.fit());
    requestAnimationFrame((nowMs) => this.tick(nowMs));
  }

  private firstView(): ViewState {
    const camera = this.playback.cameras[0]?.name ?? ORBIT;
    return { camera, orbit: FIRST_ORBIT, kind: 'rgb', ...sizeOf(SIZES[1]!) };
  }

  private cameraOptions() {
    const own = this.playback.cameras.map(({ name }) => ({ value: name, label: name }));
    return [...own, { value: ORBIT, label: 'orbit', title: 'drag to turn, wheel to zoom, shift-drag to pan' }];
  }

  private change(part: Partial<ViewState>): void {
    this.state = { ...this.state, ...part };
  }

  /** To a camera; the orbit begins where the one before it looked from. */
  private look(camera: string): void {
    const orbit = camera === ORBIT ? this.orbitNow() : this.state.orbit;
    this.change({ camera, orbit });
  }

  private orbit(move: (orbit: Orbit) => Orbit): void {
    this.change({ camera: ORBIT, orbit: move(this.orbitNow()) });
  }

  private orbitNow(): Orbit {
    const { camera, orbit } = this.state;
    const from = this.playback.cameras.find(({ name }) => name === camera);
    return from ? orbitFrom(this.artist.eyeAt(from, this.artist.posesAt(this.player.step))) : orbit;
  }

  private tick(nowMs: number): void {
    this.player.advance(Math.max(0, nowMs - this.drawn.atMs));
    const { camera, widthPx, heightPx } = this.state;
    const { step, playing } = this.player;
    const view = JSON.stringify([camera, widthPx, heightPx]);
    const content = JSON.stringify([step, playing, this.state]);
    if (content !== this.drawn.content) this.sharpness.changed(nowMs);
    const antialias = this.sharpness.wanted(view, playing, nowMs);
    if (content !== this.drawn.content || antialias > this.drawn.antialias) {
      const startMs = performance.now();
      this.draw(step, shotOf(this.state, this.playback.cameras, antialias));
      this.sharpness.took(view, antialias, performance.now() - startMs);
      this.drawn = { ...this.drawn, content, antialias };
    }
    this.drawn = { ...this.drawn, atMs: nowMs };
    requestAnimationFrame((laterMs) => this.tick(laterMs));
  }

  private draw(step: number, shot: Shot): void {
    const { frame, picture, eye } = this.artist.draw(step, shot);
    this.screen.show(picture);
    this.transport.show();
    this.story.show(step);
    this.overlay.show(step, this.state.camera);
    this.legend.show(shot.kind, frame, eye.farM);
    this.cameras.show(this.state.camera);
    this.kinds.show(shot.kind);
    this.sizes.show(`${shot.widthPx}×${shot.heightPx}`);
    this.drawn = { ...this.drawn, count: this.drawn.count + 1 };
    this.mark(step, shot.antialias);
  }

  private mark(step: number, antialias: number): void {
    const { camera, kind } = this.state;
    Object.assign(this.screen.canvas.dataset, { step, camera, kind, antialias, drawn: this.drawn.count });
  }
}

const KINDS = [
  { value: 'rgb', label: 'RGB' },
  { value: 'segmentation', label: 'segmentation' },
  { value: 'depth', label: 'depth' },
];

/** For a scene without a camera: from the front, a little above. */
const FIRST_ORBIT: Orbit = { target: [0.45, 0, 0.1], azimuthRad: 0, elevationRad: 0.6, distanceM: 1.2, fovYRad: 0.8 };

function sizeOf(text: string): Pick<ViewState, 'widthPx' | 'heightPx'> {
  const [widthPx, heightPx] = text.split('×').map(Number);
  return { widthPx: widthPx!, heightPx: heightPx! };
}
