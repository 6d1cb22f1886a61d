export interface CompareOptions {
  readonly out?: string;
  readonly replays: number;
  readonly allowDifferent?: boolean;
  readonly simulators?: boolean;
  readonly json?: boolean;
}
