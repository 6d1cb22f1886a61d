import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../python/location.ts';
import { EpisodeLog, readAttempts } from '../../record/log.ts';
import { makeFolder } from '../../record/make-folder.ts';
import type { EpisodeRecord, PolicySpec } from '../../types.ts';

/**
 * Outcomes of a floor policy from earlier runs, in the user's cache folder under the policy's fingerprint. It only saves time:
 * where it cannot be read or written, one line says so and the run goes on without it.
 */
export class FloorCache {
  private readonly file: string;
  private readonly note: (line: string) => void;
  private log: EpisodeLog | null = null;
  private usable = true;

  constructor({ name, fingerprint }: PolicySpec, note: (line: string) => void) {
    this.file = join(cacheFolder(), 'floors', `${name}-${fingerprint}.jsonl`);
    this.note = note;
  }

  /** What is kept; a damaged file is thrown away, its episodes only have to run again. */
  async read(): Promise<readonly EpisodeRecord[]> {
    const found = await readAttempts(this.file).catch(() => null);
    if (found && !found.torn) return found.records;
    await this.unlessRefused(() => rm(this.file, { force: true }));
    return [];
  }

  async keep(record: EpisodeRecord): Promise<void> {
    await this.unlessRefused(async () => {
      this.log ??= await this.open();
      await this.log.append(record);
    });
  }

  async close(): Promise<void> {
    await this.log?.close();
  }

  private async open(): Promise<EpisodeLog> {
    await makeFolder(dirname(this.file));
    return EpisodeLog.open(this.file);
  }

  private async unlessRefused(work: () => Promise<void>): Promise<void> {
    if (!this.usable) return;
    try {
      await work();
    } catch (error) {
      this.usable = false;
      this.note(`what the floors did is not kept for later runs: ${(error as Error).message}`);
    }
  }
}
