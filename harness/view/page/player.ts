/** Where in an episode we are, and how time moves on; knows no clock and no screen. */
export class Player {
  readonly lastStep: number;
  private readonly stepsPerMs: number;
  private at = 0;
  private factor = 1;
  private moving = false;

  constructor(lastStep: number, controlHz: number) {
    this.lastStep = lastStep;
    this.stepsPerMs = controlHz / 1000;
  }

  /** Control steps done in the state that is shown. */
  get step(): number {
    return Math.min(Math.floor(this.at), this.lastStep);
  }
  get playing(): boolean {
    return this.moving;
  }
  get speed(): number {
    return this.factor;
  }
  set speed(factor: number) {
    this.factor = factor;
  }

  /** From the end it starts over. */
  play(): void {
    if (this.step === this.lastStep) this.at = 0;
    this.moving = true;
  }
  pause(): void {
    this.moving = false;
  }
  seek(step: number): void {
    this.at = Math.max(0, Math.min(step, this.lastStep));
  }

  /** Moves on by what a clock says has passed; stops at the end. */
  advance(elapsedMs: number): void {
    if (!this.moving) return;
    this.at += elapsedMs * this.stepsPerMs * this.factor;
    if (this.at >= this.lastStep) {
      this.at = this.lastStep;
      this.moving = false;
    }
  }
}
