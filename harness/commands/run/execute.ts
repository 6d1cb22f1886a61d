import { AnswerLog } from '../../../agents/reasoners/replay/answer-log.ts';
import { runFacts, Standing, type Summary } from '../../../reports/index.ts';
import { Tally } from '../../queue/tally.ts';
import type { RunFolder } from '../../record/folder.ts';
import { acquireLock } from '../../record/lock.ts';
import { PlanFile } from '../../record/plan-file.ts';
import { sweep } from '../../record/sweep.ts';
import { type Recalled, recall } from '../../run/recall.ts';
import { type RunInputs, run } from '../../run/run.ts';
import { Worker } from '../../run/worker.ts';
import { looksFrom } from '../../visuals/look.ts';
import { AssetStore } from '../../visuals/store.ts';
import { appendable } from '../output-file.ts';
import { written } from './drawing/written.ts';
import type { Begun, Execution } from './execution.ts';
import { leftSummary } from './left-summary.ts';
import { MS_PER_MIN, type RunOptions } from './options.ts';
import { nominalOf, shapeLookup } from './prepare.ts';
import { overQueue } from './queued.ts';

/**
 * Draws the plan or goes on with it, runs it in its folder, under its lock, and leaves the summary there.
 * @returns null where it was stopped before the plan was whole, and then nothing is left, or within a very large one
 */
export async function execute(execution: Execution): Promise<Summary | null> {
  const { folder } = execution.chosen;
  await folder.create();
  const release = await acquireLock(folder.lockFile);
  try {
    for (const each of [folder.path, folder.assetsFolder]) await sweep(each);
    const manifest = await written(execution);
    if (manifest === null) return null;
    const plan = await PlanFile.open(folder.planFile);
    return await runAndSummarize({ ...execution, manifest, plan }).finally(() => plan.close());
  } finally {
    await release();
    await folder.removeBlank();
  }
}

/** Nobody who stops a run waits a minute for its table. */
const MOST_SUMMED_UP = 100_000;

function unsummed({ chosen, reporter }: Begun): null {
  reporter.note(`what there is so far: harness show ${chosen.folder.path}`);
  return null;
}

async function runAndSummarize(begun: Begun): Promise<Summary | null> {
  const { chosen, prepared, manifest, plan, reporter, hosts } = begun;
  const facts = runFacts(manifest);
  const standing = new Standing(prepared.share.conditions, plan.index);
  const tally = new Tally(plan.index);
  const recalled = await recall(
    chosen.folder.episodesFile,
    plan.index,
    (line) => reporter.note(line),
    (record) => {
      standing.add(record);
      tally.add(record);
    },
  );
  reporter.runStarted({ facts, standing, workers: hosts.length });
  await runPlan(begun, recalled, tally);
  return begun.stop.aborted && plan.length > MOST_SUMMED_UP ? unsummed(begun) : leftSummary(begun, facts);
}

async function runPlan(begun: Begun, recalled: Recalled, tally: Tally): Promise<void> {
  const answers = await answerLog(begun.options, begun.chosen.folder);
  try {
    const { queue } = begun;
    if (queue === null) return await run(runInputs(begun, recalled, answers));
    await overQueue(begun, queue, answers, tally, (dispatch) =>
      run({ ...runInputs(begun, recalled, answers), workers: [], dispatch }),
    );
  } finally {
    await answers.close();
  }
}

function runInputs(begun: Begun, recalled: Recalled, answers: AnswerLog): RunInputs {
  const { chosen, prepared, plan, reporter, hosts, options, gate, stop, abandon } = begun;
  return {
    folder: chosen.folder,
    recalled,
    episodes: plan,
    elsewhere: (episode) => nominalOf(prepared, episode),
    ...(gate ? { parts: gate.parts, enough: () => gate.certain(chosen.folder) } : {}),
    workers: hosts.map((host, i) => new Worker(i + 1, { host, openPolicy: () => prepared.source.open(answers) })),
    shapesOf: shapeLookup(prepared.library),
    lookOf: looksFrom(new AssetStore()),
    retries: options.retries,
    maxInfraErrors: options.maxInfraErrors ?? null,
    giveUpMs: MS_PER_MIN * options.giveUpAfter,
    inferenceTimeoutMs: options.inferenceTimeout * 1000,
    episodeMs: begun.deadlines.episodeMs,
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
  };
}

/** Made with the first answer: a policy that asks nobody leaves no file. */
async function answerLog({ recordAnswers }: RunOptions, folder: RunFolder): Promise<AnswerLog> {
  if (typeof recordAnswers !== 'string') return new AnswerLog(folder.answersFile);
  await appendable(recordAnswers);
  return new AnswerLog(recordAnswers);
}
