/**
 * The folder of a data set. Each scene is one line of `scenes.jsonl`, appended when its pictures are there; the files that
 * trainers read are made of those lines at the end, each whole or not at all. So a killed run leaves no half sample, and
 * the same command goes on where it stopped.
 */
import { appendFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../../harness/errors.ts';
import { onDisk } from '../../harness/record/disk.ts';
import { acquireLock } from '../../harness/record/lock.ts';
import { makeFolder } from '../../harness/record/make-folder.ts';
import type { SceneRecord } from './record.ts';

/** What makes a set the set that it is. */
export type Request = Readonly<Record<string, unknown>>;

const LOCK = 'lock';
const SCENES = 'scenes.jsonl';
const REQUEST = 'request.json';
/** All that a set consists of: what `--force` takes away. */
const OWN = ['images', SCENES, REQUEST, 'manifest.json', 'train.json', 'val.json', 'ood.json', 'truth.jsonl'];

export class SetFolder {
  readonly path: string;
  #release: () => Promise<void> = async () => {};

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Scenes that are there already: of the same request, or none where the folder is new or empty or `force` clears it.
   * @throws HarnessError E_OUTPUT for a folder that cannot be written or holds something else
   */
  async begin(request: Request, force: boolean): Promise<readonly SceneRecord[]> {
    const names = (await this.#made()).filter((name) => name !== LOCK);
    const own = names.filter((name) => OWN.includes(name));
    const rest = force ? names.filter((name) => !OWN.includes(name)) : names;
    if (rest.length > 0) await this.#demandSame(request, rest);
    this.#release = await acquireLock(join(this.path, LOCK));
    if (force) await Promise.all(OWN.map((name) => rm(join(this.path, name), { recursive: true, force: true })));
    else if (own.length > 0) return this.#scenes();
    await this.write(REQUEST, `${JSON.stringify(request, null, 2)}\n`);
    await onDisk('the folder for images', () => makeFolder(join(this.path, 'images')));
    return [];
  }

  async close(): Promise<void> {
    await this.#release();
  }

  async #made(): Promise<readonly string[]> {
    try {
      await makeFolder(this.path);
      return await readdir(this.path);
    } catch (cause) {
      const got = (cause as NodeJS.ErrnoException).code ?? String(cause);
      throw new HarnessError('E_OUTPUT', `--out ${this.path}: expected a folder that can be written, got ${got}`, {
        cause,
      });
    }
  }

  async #demandSame(request: Request, names: readonly string[]): Promise<void> {
    const hint = 'choose another --out, or --force to make it anew';
    if (!names.includes(REQUEST)) {
      const got = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''}`;
      throw new HarnessError('E_OUTPUT', `--out ${this.path}: expected an empty folder or a data set, got ${got}`, {
        hint,
      });
    }
    const before = JSON.parse(await readFile(join(this.path, REQUEST), 'utf8')) as Request;
    const changed = [...new Set([...Object.keys(before), ...Object.keys(request)])].filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(request[key]),
    );
    if (changed.length === 0) return;
    const first = changed.map((key) => `${key} ${JSON.stringify(before[key])}, now ${JSON.stringify(request[key])}`);
    throw new HarnessError('E_OUTPUT', `--out ${this.path} holds another data set: ${first.join('; ')}`, { hint });
  }

  /** A torn last line is a scene that was not finished: it is cut off, and made again. */
  async #scenes(): Promise<readonly SceneRecord[]> {
    const text = await readFile(join(this.path, SCENES), 'utf8').catch(() => '');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) await this.write(SCENES, whole);
    return whole
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as SceneRecord);
  }

  /** Pictures first: a line promises them. */
  async add(record: SceneRecord, images: ReadonlyMap<string, Uint8Array>): Promise<void> {
    await onDisk('a scene', async () => {
      await Promise.all([...images].map(([name, bytes]) => writeFile(join(this.path, name), bytes)));
      await appendFile(join(this.path, SCENES), lineOf(record));
    });
  }

  /** All scenes in order: the same bytes whoever made them first. */
  async writeScenes(records: readonly SceneRecord[]): Promise<void> {
    await this.write(SCENES, records.map(lineOf).join(''));
  }

  /** Whole, or not at all. */
  async write(name: string, content: string): Promise<void> {
    const path = join(this.path, name);
    await onDisk(name, async () => {
      await writeFile(`${path}.part`, content);
      await rename(`${path}.part`, path);
    });
  }
}

const lineOf = (record: SceneRecord): string => `${JSON.stringify(record)}\n`;
