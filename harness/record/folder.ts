import { readFile, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { HarnessError } from '../errors.ts';
import type { EpisodeSpec } from '../types.ts';
import { checked } from './checked.ts';
import { onDisk } from './disk.ts';
import { manifestForm, planRowForm } from './forms.ts';
import { eachLine, parseLine } from './lines.ts';
import { makeFolder } from './make-folder.ts';
import type { Draft, Manifest } from './manifest.ts';
import { PlanDigest } from './plan-digest.ts';
import type { PlanPiece } from './plan-piece.ts';
import { writeWhole, writeWholeLines, writeWholePieces } from './write-whole.ts';

/** Where things lie in a run folder (docs/run-folder.md). */
export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The run's id. */
  get name(): string {
    return basename(this.path);
  }
  get manifestFile(): string {
    return join(this.path, 'manifest.json');
  }
  get planFile(): string {
    return join(this.path, 'plan.jsonl');
  }
  /** Traces and replays. */
  get episodesFolder(): string {
    return join(this.path, 'episodes');
  }
  get episodesFile(): string {
    return join(this.path, 'episodes.jsonl');
  }
  /** What reasoners said. */
  get answersFile(): string {
    return join(this.path, 'answers.jsonl');
  }
  get lockFile(): string {
    return join(this.path, 'lock');
  }
  /** Rates of other policies on the same episodes, as the report was given them. */
  get referencesFile(): string {
    return join(this.path, 'references.json');
  }
  /** What a gate said at the end of the run. */
  get gateFile(): string {
    return join(this.path, 'gate.json');
  }
  /** Lines that `harness log repair` took out of the log. */
  get damagedFile(): string {
    return join(this.path, 'episodes.damaged.jsonl');
  }
  get summaryFile(): string {
    return join(this.path, 'summary.json');
  }
  /** Meshes and textures that its episodes were drawn with. */
  get assetsFolder(): string {
    return join(this.path, 'assets');
  }
  /** Files of one episode; its id has slashes and makes folders of its own. */
  episodeFile(episodeId: string, name: string): string {
    return join(this.episodesFolder, episodeId, name);
  }
  traceFile(episodeId: string, attempt: number): string {
    return this.episodeFile(episodeId, `trace-${attempt}.msgpack`);
  }

  async create(): Promise<void> {
    try {
      await makeFolder(this.episodesFolder);
    } catch (cause) {
      throw new HarnessError('E_OUTPUT', `cannot create the run folder ${this.path}: ${(cause as Error).message}`, {
        hint: 'choose a writable folder with --out',
        cause,
      });
    }
  }

  /** Takes the folder away again where nothing has come into it. */
  async removeBlank(): Promise<void> {
    if (await this.readManifest()) return;
    for (const folder of [this.episodesFolder, this.path]) await rmdir(folder).catch(unlessHeld);
  }

  /** The plan first, piece after piece; the manifest last: a folder with a manifest is complete. */
  async writePlan(draft: Draft, pieces: AsyncIterable<PlanPiece>): Promise<Manifest> {
    const digest = new PlanDigest();
    await onDisk('the plan', () => writeWholePieces(this.planFile, digested(pieces, digest)));
    const manifest = { ...draft, request: { ...draft.request, planDigest: digest.value() } };
    await this.writeManifest(manifest);
    return manifest;
  }

  /** The same for episodes that are lines of other plans already. */
  async writePlanLines(manifest: Manifest, lines: Iterable<string>): Promise<void> {
    await onDisk('the plan', () => writeWholeLines(this.planFile, lines));
    await this.writeManifest(manifest);
  }

  private writeManifest(manifest: Manifest): Promise<void> {
    return onDisk('the manifest', () => writeWhole(this.manifestFile, `${JSON.stringify(manifest, null, 2)}\n`));
  }

  async readManifest(): Promise<Manifest | null> {
    const manifest = await readJson<unknown>(this.manifestFile);
    return manifest === null ? null : checked(manifestForm, manifest, { file: this.manifestFile, line: 1, column: 1 });
  }

  async readPlan(): Promise<readonly EpisodeSpec[]> {
    const at = (line: number) => ({ file: this.planFile, line, column: 1 });
    const rows: EpisodeSpec[] = [];
    const take = (text: string, line: number): void =>
      void rows.push(checked(planRowForm, parseLine(text, at(line)), at(line)));
    const { torn } = await eachLine(this.planFile, take).catch(unlessMissing);
    if (!torn && rows.length > 0) return rows;
    throw new HarnessError('E_RECORDS', 'expected a whole plan, got one that ends too early', {
      location: at(rows.length + 1),
    });
  }
}

async function* digested(pieces: AsyncIterable<PlanPiece>, digest: PlanDigest): AsyncIterable<Uint8Array> {
  for await (const { lines, identities } of pieces) {
    digest.add(identities);
    yield lines;
  }
}

function unlessHeld(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'ENOENT') throw error;
}

function unlessMissing(error: unknown): { readonly torn: boolean } {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { torn: false };
  throw error;
}

/** What a JSON file of a run folder holds; null when there is none. */
export async function readJson<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    const said = message.replace(/\s+/g, ' ');
    throw new HarnessError('E_RECORDS', `expected JSON, got what cannot be read: ${said}`, {
      location: { file, line: 1, column: 1 },
      cause: error,
    });
  }
}
