/** Hands on the canvas: drag turns, shift or a second finger pans, wheel or pinch zooms. */

export interface Hands {
  turn(dx: number, dy: number): void;
  /** In fractions of the canvas' height. */
  pan(dx: number, dy: number): void;
  zoom(factor: number): void;
}

const ZOOM_PER_PX = 0.0012;

export function listenToHands(canvas: HTMLCanvasElement, hands: Hands): void {
  const fingers = new Map<number, PointerEvent>();
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const other = [...fingers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    fingers.set(event.pointerId, event);
    if (other) pinched(hands, canvas, before, event, other);
    else dragged(hands, canvas, before, event);
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
  }
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    hands.zoom(Math.exp(Math.max(-240, Math.min(240, event.deltaY)) * ZOOM_PER_PX));
  });
}

function dragged(hands: Hands, canvas: HTMLCanvasElement, before: PointerEvent, now: PointerEvent): void {
  const [dx, dy] = [now.clientX - before.clientX, now.clientY - before.clientY];
  if (dx === 0 && dy === 0) return;
  if (now.shiftKey) hands.pan(dx / canvas.clientHeight, dy / canvas.clientHeight);
  else hands.turn(dx, dy);
}

/** Two fingers: the point between them pans, the distance between them zooms. */
function pinched(
  hands: Hands,
  canvas: HTMLCanvasElement,
  before: PointerEvent,
  now: PointerEvent,
  other: PointerEvent,
) {
  const [dx, dy] = [now.clientX - before.clientX, now.clientY - before.clientY];
  hands.pan(dx / 2 / canvas.clientHeight, dy / 2 / canvas.clientHeight);
  const apart = (finger: PointerEvent) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY);
  if (apart(now) > 0) hands.zoom(Math.max(apart(before), 1) / apart(now));
}
