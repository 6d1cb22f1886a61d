import { type Audit, auditLog } from '../../record/audit.ts';
import type { RunFolder } from '../../record/folder.ts';
import { folderOf } from '../../run/find-run.ts';
import type { EpisodeSpec } from '../../types.ts';
import { RUNS_HOME } from '../options.ts';

export interface Audited {
  readonly folder: RunFolder;
  readonly plan: readonly EpisodeSpec[];
  readonly audit: Audit;
}

/** A run whose log may be damaged; its manifest and plan must be whole. */
export async function audited(run: string): Promise<Audited> {
  const folder = await folderOf(run, RUNS_HOME);
  const plan = await folder.readPlan();
  return { folder, plan, audit: await auditLog(folder.episodesFile, plan) };
}
