/** Play, scrub, speed: the row under the picture. */
import { Choice } from './choice.ts';
import { element } from './element.ts';
import type { Player } from './player.ts';
import { type Stage, stageAt } from './stages.ts';

const SPEEDS = [0.25, 0.5, 1, 2, 4];
/** A stage that takes less of the episode is a mark without its name. */
const SHORTEST_NAMED = 0.08;

export class Transport {
  readonly node: HTMLElement;
  private readonly player: Player;
  private readonly stages: readonly Stage[];
  private readonly controlHz: number;
  private readonly toggle = element('button', { type: 'button', class: 'play', 'aria-label': 'Play' });
  private readonly scrubber: HTMLInputElement;
  private readonly clock = element('output', { class: 'clock' });
  private readonly speeds: Choice;
  private readonly marks: HTMLElement;

  constructor(player: Player, stages: readonly Stage[], controlHz: number) {
    this.player = player;
    this.stages = stages;
    this.controlHz = controlHz;
    this.scrubber = element('input', {
      type: 'range',
      min: 0,
      max: player.lastStep,
      step: 1,
      'aria-label': 'Control step',
    });
    this.scrubber.addEventListener('input', () => this.seek(Number(this.scrubber.value)));
    this.toggle.addEventListener('click', () => this.playOrPause());
    this.speeds = new Choice('Speed', SPEEDS.map(speedOption), (value) => this.setSpeed(Number(value)));
    this.marks = element('div', { class: 'marks' }, ...stages.map((stage, i) => this.markOf(stage, i)));
    const track = element('div', { class: 'track' }, this.scrubber, this.marks);
    const line = element('div', { class: 'line' }, this.toggle, track);
    this.node = element(
      'div',
      { class: 'transport' },
      line,
      element('div', { class: 'line' }, this.clock, this.speeds.node),
    );
    this.setSpeed(1);
  }

  playOrPause(): void {
    if (this.player.playing) this.player.pause();
    else this.player.play();
  }

  seek(step: number): void {
    this.player.pause();
    this.player.seek(step);
  }

  show(): void {
    const { step, lastStep, playing } = this.player;
    this.toggle.setAttribute('aria-label', playing ? 'Pause' : 'Play');
    this.toggle.classList.toggle('playing', playing);
    this.scrubber.value = String(step);
    this.scrubber.style.setProperty('--done', `${(100 * step) / Math.max(1, lastStep)}%`);
    this.clock.textContent = `${(step / this.controlHz).toFixed(2)} s · step ${step} of ${lastStep}`;
    const now = stageAt(this.stages, step);
    for (const [i, mark] of [...this.marks.children].entries()) mark.classList.toggle('now', this.stages[i] === now);
  }

  private setSpeed(factor: number): void {
    this.player.speed = factor;
    this.speeds.show(String(factor));
  }

  /** A mark where a stage begins, with its name as far as there is room before the next. */
  private markOf({ name, from }: Stage, index: number): HTMLElement {
    const until = this.stages[index + 1]?.from ?? this.player.lastStep;
    const mark = element('button', { type: 'button', title: `${name}: from step ${from}` }, name);
    const [left, width] = [from, until - from].map((steps) => `${(100 * steps) / Math.max(1, this.player.lastStep)}%`);
    Object.assign(mark.style, { left, width });
    mark.classList.toggle('short', until - from < SHORTEST_NAMED * this.player.lastStep);
    mark.addEventListener('click', () => this.seek(from));
    return mark;
  }
}

const speedOption = (factor: number) => ({ value: String(factor), label: `${factor}×`.replace('0.', '.') });
