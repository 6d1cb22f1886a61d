export interface PublishOptions {
  readonly site: string;
  readonly gate?: string;
  readonly title?: string;
  readonly url?: string;
  readonly report: boolean;
  /** Seconds. */
  readonly wait: number;
  readonly json?: boolean;
}
