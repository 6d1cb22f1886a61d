export interface GateOptions {
  readonly baseline?: string;
  readonly rules?: string;
  readonly junit?: string;
  readonly markdown?: string;
  readonly printRules: boolean;
  readonly selfTest: boolean;
  readonly draws: number;
  readonly seed: number;
  readonly json: boolean;
}
