/** The canvas: a picture to its pixels, and how large those are on the screen. */
import type { Picture } from '../../replay/picture.ts';

export class Screen {
  readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private image = new ImageData(1, 1);

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
  }

  show({ widthPx, heightPx, rgb }: Picture): void {
    if (this.image.width !== widthPx || this.image.height !== heightPx) this.resize(widthPx, heightPx);
    const rgba = this.image.data;
    for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
      rgba[to] = rgb[from]!;
      rgba[to + 1] = rgb[from + 1]!;
      rgba[to + 2] = rgb[from + 2]!;
    }
    this.context.putImageData(this.image, 0, 0);
  }

  private resize(widthPx: number, heightPx: number): void {
    this.canvas.width = widthPx;
    this.canvas.height = heightPx;
    this.image = new ImageData(widthPx, heightPx);
    this.image.data.fill(255);
    this.fit();
  }

  /**
   * Beside the story: a whole number of the screen's pixels for each of the picture's, as many as there is room for.
   * Above it, on a narrow page: as wide as the page.
   */
  fit(): void {
    const { canvas } = this;
    const room = roomPx();
    const times = (room * devicePixelRatio) / canvas.width;
    const high = (window.innerHeight * TALLEST * devicePixelRatio) / canvas.height;
    const whole = (Math.max(1, Math.floor(Math.min(times, high))) * canvas.width) / devicePixelRatio;
    const widthPx = BESIDE.matches ? Math.min(room, whole) : room;
    canvas.style.width = `${widthPx}px`;
    canvas.classList.toggle('whole', widthPx === whole);
    const { style } = document.documentElement;
    style.setProperty('--picture', `${Math.max(widthPx, NARROWEST_PX)}px`);
    style.setProperty('--whole', `${Math.max(widthPx, NARROWEST_PX) + STORY_PX}px`);
  }
}

/** Of the window's height, so that the controls are seen too. */
const TALLEST = 0.72;
/** What the controls need. */
const NARROWEST_PX = 440;
/** As the style has them: the story's column with its gap, and from where it stands beside the picture. */
const STORY_PX = 360;
const BESIDE = matchMedia('(min-width: 900px)');

/** Width for the picture, in the page's pixels. */
function roomPx(): number {
  const { paddingLeft, paddingRight } = getComputedStyle(document.body);
  const within = document.body.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
  return BESIDE.matches ? within - STORY_PX : within;
}
