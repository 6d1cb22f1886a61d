/**
 * Vertices on their way to the screen, as columns that grow: places in the camera frame, on the screen, and what
 * shading interpolates between them. Columns are reused from frame to frame.
 */
export class Vertices {
  count = 0;
  /** In the camera frame (x right, y down, z forward), metres. */
  x = new Float64Array(0);
  y = new Float64Array(0);
  z = new Float64Array(0);
  /** On the screen, whole numbers of 1/256 pixel: then edge functions are exact. */
  screenX = new Float64Array(0);
  screenY = new Float64Array(0);
  /** 1/z, which is linear on the screen; the nearest has the largest. 0 marks a vertex that must be clipped first. */
  inverseZ = new Float64Array(0);
  /** Share of ambient light, cosine to the light, cosine of the half vector (Blinn 1977), texture coordinates. */
  ambient = new Float64Array(0);
  facing = new Float64Array(0);
  shine = new Float64Array(0);
  u = new Float64Array(0);
  v = new Float64Array(0);

  /** Makes room for `more` vertices behind those there are. */
  reserve(more: number): void {
    if (this.count + more <= this.x.length) return;
    const size = Math.max(2 * this.x.length, this.count + more);
    for (const column of COLUMNS) {
      const larger = new Float64Array(size);
      larger.set(this[column]);
      this[column] = larger;
    }
  }

  /** A new vertex on the way from `a` to `b`, at share `t` of it, not yet projected; gives its index. */
  between(a: number, b: number, t: number): number {
    this.reserve(1);
    const at = this.count++;
    for (const name of INTERPOLATED) {
      const column = this[name];
      column[at] = column[a]! + (column[b]! - column[a]!) * t;
    }
    return at;
  }
}

const INTERPOLATED = ['x', 'y', 'z', 'ambient', 'facing', 'shine', 'u', 'v'] as const;
const COLUMNS = [...INTERPOLATED, 'screenX', 'screenY', 'inverseZ'] as const;
