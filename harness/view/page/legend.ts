/** What the colours of a picture that is no photograph mean. */
import type { Frame } from '../../render/frame.ts';
import { colorOf, depthRange, type PictureKind } from '../../replay/picture.ts';
import type { SceneSpec } from '../../types.ts';
import { byId, element } from './element.ts';

export class Legend {
  private readonly node = byId('legend');
  private readonly names: readonly string[];
  private readonly scene: SceneSpec;
  private shown: PictureKind = 'rgb';

  constructor(names: readonly string[], scene: SceneSpec) {
    this.names = names;
    this.scene = scene;
  }

  show(kind: PictureKind, frame: Frame, farM: number): void {
    if (kind !== this.shown) this.begin(kind);
    if (kind !== 'depth') return;
    const range = depthRange(frame.depthM!, farM);
    this.node.textContent = range
      ? `bright ${range.nearestM.toFixed(2)} m … dark ${range.farthestM.toFixed(2)} m, by 1/distance`
      : 'nothing in sight';
  }

  private begin(kind: PictureKind): void {
    this.shown = kind;
    byId('legend-part').hidden = kind === 'rgb';
    this.node.replaceChildren(...(kind === 'segmentation' ? this.names.map((name, i) => this.entry(name, i)) : []));
  }

  private entry(name: string, index: number): HTMLElement {
    const swatch = element('i');
    swatch.style.background = `rgb(${colorOf(name, index).join()})`;
    const model = this.scene.bodies.find((body) => body.name === name)?.model;
    return element('span', {}, swatch, model ? `${name} (${model.replaceAll('_', ' ')})` : name);
  }
}
