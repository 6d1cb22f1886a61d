/** The keyboard, wherever the focus is. Enter is what presses a focused button. */

export interface KeyActions {
  playOrPause(): void;
  /** By this many control steps. */
  move(steps: number): void;
  toStart(): void;
  toEnd(): void;
  /** The n-th camera from 0. */
  camera(index: number): void;
}

const FAR = 10;

export function listenToKeys(actions: KeyActions): void {
  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionOf(event, actions);
    if (!action) return;
    event.preventDefault();
    action();
  });
  window.addEventListener('keyup', (event) => {
    if (event.key === ' ') event.preventDefault();
  });
}

function actionOf({ key, shiftKey, repeat }: KeyboardEvent, actions: KeyActions): (() => void) | null {
  const steps = shiftKey ? FAR : 1;
  if (key === ' ') return repeat ? () => {} : () => actions.playOrPause();
  if (key === 'ArrowLeft') return () => actions.move(-steps);
  if (key === 'ArrowRight') return () => actions.move(steps);
  if (key === 'Home') return () => actions.toStart();
  if (key === 'End') return () => actions.toEnd();
  return /^[1-9]$/.test(key) ? () => actions.camera(Number(key) - 1) : null;
}
