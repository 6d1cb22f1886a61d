export interface CompareOptions {
  readonly out?: string;
  readonly replays: number;
  readonly allowDifferent?: boolean;
  readonly json?: boolean;
}
