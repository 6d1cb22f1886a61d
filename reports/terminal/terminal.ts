import pc from 'picocolors';

export type Paint = ReturnType<typeof pc.createColors>;

/** What a text report has to fit: columns, and whether colours are wanted. */
export interface Terminal {
  readonly width: number;
  readonly paint: Paint;
}

/** What of a stream matters here; `process.stdout` and `process.stderr` have this form. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NARROWEST = 80;
const WIDEST = 200;
const UNKNOWN_WIDTH = 120;

/** Colours only where a person sees them: not in a pipe, not with NO_COLOR set, not on a dumb terminal (https://no-color.org). */
export function terminalOf(screen: Screen, environment: Environment): Terminal {
  const wanted = environment.FORCE_COLOR ? environment.FORCE_COLOR !== '0' : isInteractive(screen, environment);
  return terminal(screen.columns ?? UNKNOWN_WIDTH, wanted && !environment.NO_COLOR);
}

/** Whether lines can be redrawn in place. */
export const isInteractive = (screen: Screen, environment: Environment): boolean =>
  screen.isTTY === true && environment.TERM !== 'dumb';

export const terminal = (width: number, colors: boolean): Terminal => ({
  width: Math.min(WIDEST, Math.max(NARROWEST, width)),
  paint: pc.createColors(colors),
});
