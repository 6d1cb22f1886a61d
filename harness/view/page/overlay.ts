import type { PolicyCall } from '../../episode/trace.ts';
import type { PolicyQuery } from '../../types.ts';
import { byId } from './element.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** What a model pointed at, over the picture of the camera that it was shown: its box and its path. */
export class Overlay {
  private readonly node = byId<HTMLElement & SVGElement>('overlay');
  private readonly asked: readonly (PolicyCall & { readonly query: PolicyQuery })[];
  private shown: PolicyQuery | null = null;

  constructor(calls: readonly PolicyCall[]) {
    this.asked = calls.filter((call) => call.query !== null) as typeof this.asked;
  }

  /** The latest answer, until the next question. */
  show(step: number, camera: string): void {
    const query = this.asked.findLast((call) => call.step <= step)?.query ?? null;
    const wanted = query?.camera === camera ? query : null;
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.node.replaceChildren(...(wanted ? marksOf(wanted) : []));
  }
}

/** In fractions of the picture, as the answer is. */
function marksOf({ box, trajectory }: PolicyQuery): SVGElement[] {
  const rect = box ? [shape('rect', cornered(box))] : [];
  const path = trajectory ? [shape('polyline', { points: trajectory.map((point) => point.join(',')).join(' ') })] : [];
  return [...rect, ...path];
}

/** A box has its centre at (x, y), a rectangle of SVG its upper left corner. */
const cornered = ({ x, y, width, height }: NonNullable<PolicyQuery['box']>) => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

function shape(tag: string, attributes: Readonly<Record<string, number | string>>): SVGElement {
  const made = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.setAttribute('vector-effect', 'non-scaling-stroke');
  return made;
}
