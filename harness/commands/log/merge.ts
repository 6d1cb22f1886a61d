import { constants } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { summarize, summaryJson } from '../../../reports/index.ts';
import { counted } from '../../counted.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { onDisk } from '../../record/disk.ts';
import { RunFolder } from '../../record/folder.ts';
import { readTexts } from '../../record/lines.ts';
import { acquireLock } from '../../record/lock.ts';
import type { Manifest } from '../../record/manifest.ts';
import { planDigest } from '../../record/plan-digest.ts';
import { sealed } from '../../record/sealed-line.ts';
import { writeWhole, writeWholeLines } from '../../record/write-whole.ts';
import { findRun, type RecordedRun } from '../../run/find-run.ts';
import { joined } from '../../run/shard.ts';
import { inOrder, requireOwnPlan } from '../../run/shards.ts';
import { requireSoundRows } from '../../run/sound-rows.ts';
import { RUNS_HOME } from '../options.ts';
import { summaryInput } from '../summary-input.ts';
import { joinedReferences } from './references.ts';

interface MergeOptions {
  readonly out: string;
  readonly partial: boolean;
}

/** Makes a run folder of the shards of a run; theirs are only read. 4 when episodes are still without an outcome. */
export async function merge(names: readonly string[], { out, partial }: MergeOptions): Promise<number> {
  const shards = inOrder(await Promise.all(names.map(soundRun)), partial);
  const manifest = mergedManifest(shards, out);
  const folder = await newFolder(out);
  const release = await acquireLock(folder.lockFile);
  try {
    await copied(shards, folder);
    await folder.writePlanLines(manifest, joined(await Promise.all(shards.map(planLines))));
    return await summarized(await findRun(folder.path, RUNS_HOME));
  } finally {
    await release();
  }
}

async function soundRun(name: string): Promise<RecordedRun> {
  const run = await findRun(name, RUNS_HOME);
  requireOwnPlan(run);
  requireSoundRows(run);
  return run;
}

const planLines = async ({ folder }: RecordedRun): Promise<readonly string[]> =>
  (await readTexts(folder.planFile)).values;

/** As one machine would have written it, but for where it ran. */
function mergedManifest(shards: readonly RecordedRun[], out: string): Manifest {
  const [{ manifest }] = shards as [RecordedRun];
  const createdAt = shards.map((each) => each.manifest.createdAt).sort()[0]!;
  return {
    ...manifest,
    runId: new RunFolder(resolve(out)).name,
    createdAt,
    request: {
      ...manifest.request,
      shard: null,
      planDigest: planDigest(joined(shards.map(({ episodes }) => episodes))),
    },
    shards: shards.map(({ manifest: { runId, request, host } }) => ({ runId, shard: request.shard!, host })),
  };
}

async function newFolder(out: string): Promise<RunFolder> {
  const folder = new RunFolder(resolve(out));
  if (await folder.readManifest()) {
    throw new HarnessError('E_OUTPUT', `${out} holds a run: expected a new folder, so that nothing is lost`);
  }
  await folder.create();
  return folder;
}

/** Traces and assets first, then the rows: a line in the log means that the rest of its attempt is there. */
async function copied(shards: readonly RecordedRun[], folder: RunFolder): Promise<void> {
  await onDisk('the merged run', async () => {
    for (const shard of shards) {
      await copyIfThere(shard.folder.episodesFolder, folder.episodesFolder);
      await copyIfThere(shard.folder.assetsFolder, folder.assetsFolder);
    }
    const answers = await answersOf(shards);
    if (answers !== '') await writeWhole(folder.answersFile, answers);
    await writeWhole(folder.referencesFile, `${JSON.stringify(await joinedReferences(shards))}\n`);
    await writeWholeLines(folder.episodesFile, rowsOf(shards));
  });
}

function* rowsOf(shards: readonly RecordedRun[]): Iterable<string> {
  for (const { records } of shards) for (const record of records) yield sealed(record);
}

/** On file systems that can, without copying a byte. */
const copyIfThere = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE }).catch(unlessMissing);

async function answersOf(shards: readonly RecordedRun[]): Promise<string> {
  const read = (file: string) => readFile(file, 'utf8').catch((error) => unlessMissing(error) ?? '');
  return (await Promise.all(shards.map(({ folder }) => read(folder.answersFile)))).join('');
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function summarized(run: RecordedRun): Promise<number> {
  const summary = summarize(await summaryInput(run));
  await writeWhole(run.folder.summaryFile, summaryJson(summary));
  const { planned, infraError, notRun } = summary.counts;
  process.stdout.write(`${run.folder.path}: ${counted(planned, 'episode')}, ${run.records.length} attempts\n`);
  return infraError + notRun > 0 ? EXIT.noData : EXIT.done;
}
