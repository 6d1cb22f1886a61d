/** Shards of one run, before they are joined: whether they are all there, of one kind, and what came of them. */
import { counted } from '../counted.ts';
import { HarnessError } from '../errors.ts';
import { differences, type Manifest } from '../record/manifest.ts';
import { planDigest } from '../record/plan-digest.ts';
import type { RecordedRun } from './find-run.ts';
import { settledIds } from './settled.ts';
import { parseShard, type Shard } from './shard.ts';

type Sharded = RecordedRun & { readonly shard: Shard };

/**
 * The shards in the order of their index.
 * @throws HarnessError E_INPUT where one is missing or doubled, or is of another run or release; with `partial` not where one is unfinished
 */
export function inOrder(runs: readonly RecordedRun[], partial: boolean): RecordedRun[] {
  const shards = runs.map(withShard);
  const [first] = shards;
  for (const each of shards.slice(1)) requireSameRun(first!, each);
  const ordered = Array.from({ length: first!.shard.of }, (_, at) => only(shards, at + 1));
  for (const each of partial ? [] : ordered) requireFinished(each);
  return ordered;
}

function withShard(run: RecordedRun): Sharded {
  const { shard } = run.manifest.request;
  if (shard) return { ...run, shard: parseShard(shard) };
  throw new HarnessError('E_INPUT', `${run.folder.path}: expected a run made with --shard, got a whole one`);
}

function requireSameRun(first: Sharded, other: Sharded): void {
  const request = ({ manifest, shard }: Sharded) => ({ ...manifest.request, shard: `of ${shard.of}`, planDigest: '' });
  const changed = [...differences(request(first), request(other)), ...releases(first.manifest, other.manifest)];
  if (changed.length === 0) return;
  const message = `${other.folder.path}: expected a shard of the same run as ${first.folder.path}, got ${changed.join('; ')}`;
  throw new HarnessError('E_INPUT', message);
}

/** What can change an outcome without being asked for. */
function releases(one: Manifest, other: Manifest): string[] {
  const facts = ({ versions, simulator }: Manifest) => ({
    harness: versions.harness,
    bridge: simulator.bridgeVersion,
    simulator: `${simulator.name} ${simulator.version}`,
  });
  const [a, b] = [facts(one), facts(other)];
  return (Object.keys(a) as (keyof typeof a)[])
    .filter((key) => a[key] !== b[key])
    .map((key) => `${key}: ${a[key]} -> ${b[key]}`);
}

function only(shards: readonly Sharded[], index: number): Sharded {
  const found = shards.filter(({ shard }) => shard.index === index);
  if (found.length === 1) return found[0]!;
  const name = `shard ${index}/${shards[0]!.shard.of}`;
  const paths = found.map(({ folder }) => folder.path).join(' and ');
  throw new HarnessError('E_INPUT', found.length === 0 ? `${name} is missing` : `${name} is there twice: ${paths}`, {
    hint: 'expected each shard of the run once',
  });
}

function requireFinished({ folder, episodes, records }: Sharded): void {
  const settled = settledIds(records).size;
  if (settled === episodes.length) return;
  const open = counted(episodes.length - settled, 'episode');
  throw new HarnessError('E_INPUT', `${folder.path}: ${open} of ${episodes.length} without an outcome`, {
    hint: 'repeat its command until it is done, or merge what there is with --partial',
  });
}

/** @throws HarnessError E_RECORDS where a plan is not the one that its run was drawn with */
export function requireOwnPlan({ folder, episodes, manifest }: RecordedRun): void {
  if (planDigest(episodes) === manifest.request.planDigest) return;
  const location = { file: folder.planFile, line: 1, column: 1 };
  throw new HarnessError('E_RECORDS', 'expected the plan that manifest.json names by its digest, got another one', {
    location,
  });
}
