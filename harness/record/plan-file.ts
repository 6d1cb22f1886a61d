/** The plan of a run folder: where the line of each episode is; a line is read when it is asked for. */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { EpisodeIndex } from '../episode-index.ts';
import { HarnessError, type Location } from '../errors.ts';
import type { EpisodeSpec } from '../types.ts';
import { checked } from './checked.ts';
import { planRowForm } from './forms.ts';
import { parseLine } from './lines.ts';

export class PlanFile {
  readonly index: EpisodeIndex;
  private readonly file: string;
  private readonly handle: number;
  /** By place, and at last where the file ends. */
  private readonly offsets: readonly number[];

  /** @throws HarnessError E_RECORDS for a plan that ends too early */
  static async open(file: string): Promise<PlanFile> {
    const { index, offsets } = await scanned(file);
    return new PlanFile(file, index, offsets);
  }

  private constructor(file: string, index: EpisodeIndex, offsets: readonly number[]) {
    this.file = file;
    this.index = index;
    this.offsets = offsets;
    this.handle = openSync(file, 'r');
  }

  get length(): number {
    return this.index.length;
  }

  /** @throws HarnessError E_RECORDS for a line that is no planned episode */
  at(place: number): EpisodeSpec {
    const [from, to] = [this.offsets[place]!, this.offsets[place + 1]!];
    const bytes = Buffer.allocUnsafe(to - from);
    readSync(this.handle, bytes, 0, bytes.length, from);
    const location = { file: this.file, line: place + 1, column: 1 };
    return checked(planRowForm, parseLine(bytes.toString('utf8'), location), location);
  }

  /** Null for an episode of another plan. */
  find(episodeId: string): EpisodeSpec | null {
    const place = this.index.placeOf(episodeId);
    return place === null ? null : this.at(place);
  }

  *[Symbol.iterator](): Generator<EpisodeSpec> {
    for (let place = 0; place < this.length; place++) yield this.at(place);
  }

  close(): void {
    closeSync(this.handle);
  }
}

const NEWLINE = 0x0a;
const PIECE_BYTES = 1 << 20;

async function scanned(file: string): Promise<{ readonly index: EpisodeIndex; readonly offsets: number[] }> {
  const index = new EpisodeIndex();
  const offsets = [0];
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece as Buffer]) : (piece as Buffer);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      index.add(idIn(bytes.subarray(from, end), { file, line: offsets.length, column: 1 }));
      offsets.push(offsets.at(-1)! + end + 1 - from);
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length === 0 && index.length > 0) return { index, offsets };
  const location = { file, line: offsets.length, column: 1 };
  throw new HarnessError('E_RECORDS', 'expected a whole plan, got one that ends too early', { location });
}

const START = Buffer.from('{"episodeId":"');

/** The id of a line of our own without parsing the rest of it; a line that begins otherwise is parsed. */
function idIn(line: Buffer, location: Location): string {
  const end = line.indexOf('"', START.length);
  const text = line.toString('utf8', START.length, Math.max(end, START.length));
  if (line.subarray(0, START.length).equals(START) && !text.includes('\\')) return text;
  return checked(planRowForm, parseLine(line.toString('utf8'), location), location).episodeId;
}
