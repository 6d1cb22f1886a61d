import type { Summary } from '../schema/summary.ts';
import { summaryJson } from '../summary-json.ts';
import { Lines } from './lines.ts';

/** For a program: the summary as JSON on stdout and nothing else there; lines on the way go to stderr. */
export class Json extends Lines {
  override runEnded(summary: Summary): void {
    this.close();
    this.outlet.stdout.write(summaryJson(summary));
  }
}
