import { AnswerLog } from '../../../agents/reasoners/replay/answer-log.ts';
import {
  plannedEpisode,
  type Plan as ReportPlan,
  type RunFacts,
  runFacts,
  type Summary,
  summarize,
  summaryJson,
} from '../../../reports/index.ts';
import { onDisk } from '../../record/disk.ts';
import type { RunFolder } from '../../record/folder.ts';
import { acquireLock } from '../../record/lock.ts';
import { type Attempts, readAttempts } from '../../record/log.ts';
import { sweep } from '../../record/sweep.ts';
import { writeWhole } from '../../record/write-whole.ts';
import { run } from '../../run/run.ts';
import { Worker } from '../../run/worker.ts';
import type { EpisodeRecord } from '../../types.ts';
import { looksFrom } from '../../visuals/look.ts';
import { AssetStore } from '../../visuals/store.ts';
import { RUNS_HOME } from '../options.ts';
import { appendable } from '../output-file.ts';
import type { Execution } from './execution.ts';
import { floors } from './floors.ts';
import { MS_PER_MIN, type RunOptions } from './options.ts';
import { type Prepared, shapeLookup } from './prepare.ts';
import { type Dispatch, overQueue } from './queued.ts';
import { oracleRates } from './solvability.ts';

/** Runs the plan in its folder, under its lock, and leaves the summary there. */
export async function execute(execution: Execution): Promise<Summary> {
  const { chosen, manifest, prepared, reporter } = execution;
  await chosen.folder.create();
  const release = await acquireLock(chosen.folder.lockFile);
  try {
    for (const folder of [chosen.folder.path, chosen.folder.assetsFolder]) await sweep(folder);
    if (!chosen.resumes) await chosen.folder.writePlan(manifest, prepared.plan.episodes);
    const facts = runFacts(manifest);
    const plan = reportPlan(prepared);
    const before = await readAttempts(chosen.folder.episodesFile);
    reporter.runStarted({ facts, plan, recorded: before.records, workers: execution.hosts.length });
    return await runAndSummarize(execution, facts, plan, before);
  } finally {
    await release();
  }
}

async function runAndSummarize(
  execution: Execution,
  facts: RunFacts,
  plan: ReportPlan,
  before: Attempts,
): Promise<Summary> {
  const { chosen, prepared, options } = execution;
  const answers = await answerLog(options, chosen.folder);
  const running = execution.queue
    ? overQueue(execution, execution.queue, answers, before.records, (dispatch) =>
        runPlan(execution, answers, before, dispatch),
      )
    : runPlan(execution, answers, before);
  const records = await running.finally(() => answers.close());
  const references = {
    oracle: await oracleRates(options.suite, prepared.plan.episodes, RUNS_HOME),
    floors: await floors(execution),
  };
  const stopped = execution.gate?.stopped(records) ?? null;
  const summary = summarize({ facts, plan, records, ...references, stopped });
  await onDisk('the summary', async () => {
    await writeWhole(chosen.folder.referencesFile, `${JSON.stringify({ ...references, stopped })}\n`);
    await writeWhole(chosen.folder.summaryFile, summaryJson(summary));
  });
  return summary;
}

function runPlan(
  execution: Execution,
  answers: AnswerLog,
  before: Attempts,
  dispatch?: Dispatch,
): Promise<readonly EpisodeRecord[]> {
  const { chosen, prepared, reporter, hosts, options, gate, stop, abandon } = execution;
  return run({
    folder: chosen.folder,
    before,
    episodes: prepared.plan.episodes,
    whole: prepared.whole,
    ...(gate ? { parts: gate.parts, enough: gate.certain } : {}),
    ...(dispatch ? { dispatch } : {}),
    workers: (dispatch ? [] : hosts).map(
      (host, i) => new Worker(i + 1, { host, openPolicy: () => prepared.source.open(answers) }),
    ),
    shapesOf: shapeLookup(prepared.library),
    lookOf: looksFrom(new AssetStore()),
    retries: options.retries,
    maxInfraErrors: options.maxInfraErrors ?? null,
    giveUpMs: MS_PER_MIN * options.giveUpAfter,
    inferenceTimeoutMs: options.inferenceTimeout * 1000,
    episodeMs: execution.deadlines.episodeMs,
    minFreeMb: options.minFree,
    stop,
    abandon,
    listener: {
      started: (episode, attempt, worker) => reporter.episodeStarted({ worker, episodeId: episode.episodeId, attempt }),
      ended: (record) => reporter.episodeEnded(record, { worker: record.worker }),
      note: (line) => reporter.note(line),
    },
    now: Date.now,
    clock: () => performance.now(),
  });
}

/** Made with the first answer: a policy that asks nobody leaves no file. */
async function answerLog({ recordAnswers }: RunOptions, folder: RunFolder): Promise<AnswerLog> {
  if (typeof recordAnswers !== 'string') return new AnswerLog(folder.answersFile);
  await appendable(recordAnswers);
  return new AnswerLog(recordAnswers);
}

export function reportPlan({ plan, unsupported }: Prepared): ReportPlan {
  return {
    episodes: plan.episodes.map(plannedEpisode),
    unsupported: unsupported.map(({ condition, reason }) => ({ ...condition, reason })),
  };
}
