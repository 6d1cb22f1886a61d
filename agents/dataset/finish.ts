/** What trainers and readers open, made of the lines of all scenes. */
import { counted } from '../../harness/counted.ts';
import type { Library } from '../../harness/library/library.ts';
import type { SetFolder } from './folder.ts';
import { type SampleRecord, type SceneRecord, shareGpt } from './record.ts';
import { HELD_OUT, SPLITS, type Split } from './split.ts';

export interface Counts {
  readonly scenes: number;
  readonly images: number;
  readonly affordance: number;
  readonly trajectory: number;
}

/** What a manifest says beside counts: versions, seeds, origin. */
export type Origin = Readonly<Record<string, unknown>>;

/** Writes `train.json`, `val.json`, `ood.json`, `truth.jsonl`, then the manifest: where that is, all is. */
export async function finish(folder: SetFolder, unordered: readonly SceneRecord[], origin: Origin, library: Library) {
  const records = unordered.toSorted((a, b) => a.scene - b.scene);
  await folder.writeScenes(records);
  for (const split of SPLITS) await folder.write(`${split}.json`, listText(samplesIn(records, split).map(shareGpt)));
  const samples = records.flatMap((record) => record.samples);
  await folder.write('truth.jsonl', samples.map(({ id, truth }) => `${JSON.stringify({ id, ...truth })}\n`).join(''));
  const counts = countsOf(records);
  const manifest = {
    schemaVersion: 1,
    ...origin,
    counts,
    splits: splitsOf(records),
    licences: licencesOf(records, library),
  };
  await folder.write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  return counts;
}

const samplesIn = (records: readonly SceneRecord[], split: Split): SampleRecord[] =>
  records.filter((record) => record.split === split).flatMap((record) => record.samples);

/** A list with an entry a line, to be read by eye and by `grep`. */
const listText = (entries: readonly unknown[]): string =>
  entries.length === 0 ? '[]\n' : `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;

function countsOf(records: readonly SceneRecord[]): Readonly<Record<Split, Counts>> {
  const of = (split: Split): Counts => {
    const samples = samplesIn(records, split);
    const kind = (wanted: string) => samples.filter((sample) => sample.kind === wanted).length;
    return {
      scenes: records.filter((record) => record.split === split).length,
      images: new Set(samples.map(({ image }) => image)).size,
      affordance: kind('affordance'),
      trajectory: kind('trajectory'),
    };
  };
  return { train: of('train'), val: of('val'), ood: of('ood') };
}

/** What each split holds of models and colours, and what only `ood` may hold. */
function splitsOf(records: readonly SceneRecord[]) {
  const things = (split: Split) =>
    records.filter((record) => record.split === split).flatMap((record) => record.things);
  const sorted = (words: readonly (string | null)[]) =>
    [...new Set(words)].filter((word) => word !== null && word !== '').toSorted();
  const held = (split: Split) => ({
    models: sorted(things(split).map(({ model }) => model)),
    colors: sorted(things(split).map(({ color }) => color)),
  });
  return { heldOut: HELD_OUT, train: held('train'), val: held('val'), ood: held('ood') };
}

/** The pictures are ours, of models whose files say their licence. */
function licencesOf(records: readonly SceneRecord[], { models }: Library) {
  const used = new Set(records.flatMap(({ things }) => things.flatMap(({ model }) => (model === null ? [] : [model]))));
  const licences = [...used].toSorted().map((name) => [name, models[name]!.licence] as const);
  return { set: 'Apache-2.0', robot: 'Apache-2.0', models: Object.fromEntries(licences) };
}

/** `1,200 samples of 200 scenes: train 960, val 120, ood 120`. */
export function summary(counts: Readonly<Record<Split, Counts>>): string {
  const samples = (split: Split) => counts[split].affordance + counts[split].trajectory;
  const sum = (of: (split: Split) => number) => SPLITS.reduce((total, split) => total + of(split), 0);
  const parts = SPLITS.map((split) => `${split} ${samples(split).toLocaleString('en-US')}`).join(', ');
  return `${counted(sum(samples), 'sample')} of ${counted(
    sum((split) => counts[split].scenes),
    'scene',
  )}: ${parts}`;
}
