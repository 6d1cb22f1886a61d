export interface BlessOptions {
  readonly out: string;
  readonly by?: string;
  readonly replace: boolean;
  readonly allowIncomplete: boolean;
}
