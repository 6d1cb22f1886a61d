export interface PowerOptions {
  readonly baseline?: string;
  readonly episodes?: number;
  readonly margin: number;
  readonly alpha: number;
  readonly power: number;
  readonly rate?: number;
  readonly json: boolean;
}
