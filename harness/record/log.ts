import { createReadStream } from 'node:fs';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { HarnessError, type Location } from '../errors.ts';
import type { EpisodeRecord } from '../types.ts';
import { checked } from './checked.ts';
import { onDisk } from './disk.ts';
import { episodeRecordSchema } from './episode-record.ts';
import { eachLine, parseLine } from './lines.ts';
import { opened, sealed } from './sealed-line.ts';

/** The append-only log of attempts. A record counts once its line is on the disk. */
export class EpisodeLog {
  private readonly handle: FileHandle;
  private last: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle) {
    this.handle = handle;
  }

  static async open(file: string): Promise<EpisodeLog> {
    return new EpisodeLog(await open(file, 'a'));
  }

  /** Appends one line and waits until the disk has it; lines of several workers never mix. */
  append(record: EpisodeRecord): Promise<void> {
    this.last = this.last.then(() => this.write(`${sealed(record)}\n`));
    return this.last;
  }

  private write(line: string): Promise<void> {
    return onDisk('the episode log', async () => {
      await this.handle.appendFile(line);
      await this.handle.datasync();
    });
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

export interface Attempts {
  readonly records: readonly EpisodeRecord[];
  readonly torn: boolean;
}

/** All attempts so far, held; see `eachAttempt`. */
export async function readAttempts(file: string): Promise<Attempts> {
  const records: EpisodeRecord[] = [];
  const { torn } = await eachAttempt(file, (record) => records.push(record));
  return { records, torn };
}

/**
 * Visits all attempts so far, every field of them checked: a row that is counted wrongly would be lost without a word. None when
 * there is no log yet.
 * @throws HarnessError E_RECORDS for the first line that is damaged
 */
export async function eachAttempt(
  file: string,
  visit: (record: EpisodeRecord) => void,
): Promise<{ readonly torn: boolean }> {
  try {
    return await eachLine(file, (text, line) => visit(recordIn(text, { file, line, column: 1 })));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { torn: false };
    throw error;
  }
}

/** @throws HarnessError E_RECORDS for a line that is no record, or was changed after it was written */
export function recordIn(line: string, location: Location): EpisodeRecord {
  const { text, seal } = opened(line);
  const value = parseLine(text, location);
  if (seal !== 'broken') return checked(episodeRecordSchema, value, location);
  throw new HarnessError('E_RECORDS', 'expected the line as it was written, got one that does not fit its check', {
    hint: 'harness log verify lists all such lines, harness log repair puts them aside',
    location,
  });
}

/** Cuts a torn last line off, so that the next append starts on a line of its own. */
export async function dropTornLine(file: string): Promise<void> {
  let [wholeBytes, bytes] = [0, 0];
  for await (const piece of createReadStream(file)) {
    const end = (piece as Buffer).lastIndexOf(0x0a);
    if (end >= 0) wholeBytes = bytes + end + 1;
    bytes += (piece as Buffer).length;
  }
  await truncate(file, wholeBytes);
}
