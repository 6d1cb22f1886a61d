import type { AnswerLog } from '../../../agents/reasoners/replay/answer-log.ts';
import type { RecordedAnswer } from '../../../agents/reasoners/replay/recorded-answer.ts';
import { Coordinator, type Ending } from '../../queue/coordinator.ts';
import { queuedRun } from '../../queue/queued-run.ts';
import type { Tally } from '../../queue/tally.ts';
import { AssetFolder } from '../../record/asset-folder.ts';
import type { RunInputs } from '../../run/run.ts';
import type { Begun } from './execution.ts';
import type { OpenQueue } from './open-queue.ts';
import { MS_PER_MIN } from './options.ts';

export type Dispatch = NonNullable<RunInputs['dispatch']>;

/** Runs with the workers of a queue, and lets them go when the run has ended; one that was interrupted they wait for. */
export async function overQueue(
  begun: Begun,
  queue: OpenQueue,
  answers: AnswerLog,
  tally: Tally,
  run: (dispatch: Dispatch) => Promise<void>,
): Promise<void> {
  const coordinator = await Coordinator.open(coordination(begun, queue, answers, tally));
  let ending: Ending = { kind: 'over' };
  try {
    await run((assignment) => coordinator.dispatch(assignment));
  } catch (error) {
    ending = { kind: 'stopped', why: (error as Error).message };
    throw error;
  } finally {
    await coordinator.close(begun.stop.aborted ? { kind: 'waiting' } : ending);
  }
}

function coordination(
  { options, deadlines, plan, chosen, manifest, reporter }: Begun,
  { address, link }: OpenQueue,
  answers: AnswerLog,
  tally: Tally,
) {
  const { runMs: _, ...kept } = deadlines;
  const terms = {
    deadlines: kept,
    planned: plan.length,
    renderer: options.renderer ?? null,
    inferenceTimeoutMs: options.inferenceTimeout * 1000,
    giveUpMs: MS_PER_MIN * options.giveUpAfter,
    leaseMs: options.lease * 1000,
  };
  return {
    link,
    name: address.name,
    run: queuedRun(manifest, terms),
    tally,
    assets: new AssetFolder(chosen.folder.assetsFolder),
    keepAnswers: async (said: readonly unknown[]) => {
      for (const answer of said) await answers.append(answer as RecordedAnswer);
    },
    patienceMs: options.patience * 1000,
    note: (line: string) => reporter.note(line),
    now: Date.now,
  };
}
