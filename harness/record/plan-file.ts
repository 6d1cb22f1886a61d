/** The plan of a run folder: where the line of each episode is; a line is read when it is asked for. */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { EpisodeIndex } from '../episode-index.ts';
import { HarnessError, type Location } from '../errors.ts';
import type { EpisodeSpec } from '../types.ts';
import { checked } from './checked.ts';
import { planRowForm } from './forms.ts';
import { parseLine } from './lines.ts';
import { anotherPlan, identityOf, PlanDigest, type Planned } from './plan-digest.ts';

export class PlanFile {
  readonly index: EpisodeIndex;
  private readonly file: string;
  private readonly handle: number;
  /** By place, and at last where the file ends. */
  private readonly offsets: readonly number[];

  /**
   * @param planned digest of the plan that it must be; null where nobody knows
   * @throws HarnessError E_RECORDS for a plan that is missing, ends too early or is another one
   */
  static async open(file: string, planned: string | null): Promise<PlanFile> {
    const { index, offsets, digest } = await scanned(file);
    if (planned !== null && planned !== digest) throw anotherPlan(file);
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

interface Scanned {
  readonly index: EpisodeIndex;
  readonly offsets: readonly number[];
  readonly digest: string;
}

async function scanned(file: string): Promise<Scanned> {
  const index = new EpisodeIndex();
  const digest = new PlanDigest();
  const offsets = [0];
  let rest: Buffer = Buffer.alloc(0);
  const take = (bytes: Buffer): void => {
    const identities: string[] = [];
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      const planned = plannedIn(bytes.subarray(from, end), { file, line: offsets.length, column: 1 });
      index.add(planned.episodeId);
      identities.push(identityOf(planned));
      offsets.push(offsets.at(-1)! + end + 1 - from);
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (identities.length > 0) digest.add(identities.join());
  };
  await eachPiece(file, (piece) => take(rest.length > 0 ? Buffer.concat([rest, piece]) : piece));
  if (rest.length === 0 && index.length > 0) return { index, offsets, digest: digest.value() };
  const location = { file, line: offsets.length, column: 1 };
  throw new HarnessError('E_RECORDS', 'expected a whole plan, got one that ends too early', { location });
}

/** None of a file that is missing. */
async function eachPiece(file: string, visit: (piece: Buffer) => void): Promise<void> {
  try {
    for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) visit(piece as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

const OWN_START = /^\{"episodeId":"([^"\\]+\/\d+)"/;
const OWN_END = /,"digest":"([^"\\]+)"\}$/;
const START_BYTES = 256;
const END_BYTES = 128;

/** Of a line of our own without parsing the rest of it; a line that begins or ends otherwise is parsed. */
function plannedIn(line: Buffer, location: Location): Planned {
  const start = OWN_START.exec(line.toString('utf8', 0, START_BYTES));
  const end = OWN_END.exec(line.toString('latin1', Math.max(0, line.length - END_BYTES)));
  if (start && end) return { episodeId: start[1]!, digest: end[1]! };
  return checked(planRowForm, parseLine(line.toString('utf8'), location), location);
}
