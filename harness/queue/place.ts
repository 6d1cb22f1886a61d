/** One slot of a worker: runs one attempt at a time, and brings it to the coordinator. */
import { HarnessError } from '../errors.ts';
import { encodeTrace } from '../record/trace-codec.ts';
import { type Attempted, attempt } from '../run/attempt.ts';
import { Breaker } from '../run/breaker.ts';
import type { Worker } from '../run/worker.ts';
import type { EpisodeRecord } from '../types.ts';
import { namesOf } from './asset-box.ts';
import type { Delivery } from './delivery.ts';
import type { RunKeys } from './keys.ts';
import type { Returned } from './returned.ts';
import type { TaskForm } from './task.ts';
import type { Word } from './words.ts';
import type { Slot, WorkInputs } from './work-inputs.ts';

export interface PlaceSetting extends WorkInputs {
  /** Of the worker process. */
  readonly id: string;
  readonly keys: RunKeys;
  readonly delivery: Delivery;
  /** Aborted: the worker leaves, nobody waits for a receipt any more. */
  readonly gone: AbortSignal;
}

/** `recorded`: by this worker · `known`: somebody else was first · `left`: nobody has said what became of it. */
export type Brought = 'recorded' | 'known' | 'left';

export class Place {
  private readonly worker: Worker;
  private readonly takeAnswers: Slot['takeAnswers'];
  private readonly setting: PlaceSetting;
  private readonly breaker: Breaker;

  /** @param number of the slot, among all workers of the run */
  constructor({ worker, takeAnswers }: Slot, number: number, setting: PlaceSetting) {
    this.worker = worker(number);
    this.takeAnswers = takeAnswers;
    this.setting = setting;
    const stop = AbortSignal.any([setting.stop, setting.gone]);
    const { giveUpMs } = setting.run;
    this.breaker = new Breaker(this.worker, { giveUpMs, clock: setting.setting.clock, stop, note: setting.note });
  }

  /** Resolves when the slot is ready for another. @throws HarnessError E_WORKER, E_GIVEN_UP, E_POLICY_CHANGED */
  async run({ episode, attempt: number, nominal, nominalSignature }: TaskForm): Promise<Brought> {
    const { setting, abandon } = this.setting;
    if (nominal) setting.signatures.learn(nominal.episodeId, nominalSignature);
    await this.say({ kind: 'started', episodeId: episode.episodeId, attempt: number, worker: this.worker.id });
    this.takeAnswers();
    const attempted = await attempt(episode, number, this.worker, { ...setting, nominalOf: () => nominal });
    if (abandon.aborted) return 'left';
    const brought = await this.bring(attempted, this.takeAnswers());
    this.breaker.ended(attempted.record.error !== null);
    if (brought !== 'left') await this.breaker.ready();
    return brought;
  }

  finish(): Promise<void> {
    return this.worker.finish();
  }

  private async say(word: Word): Promise<void> {
    const { link, keys } = this.setting;
    await link.client.publish(keys.heard, JSON.stringify(word));
  }

  private async bring(attempted: Attempted, answers: readonly unknown[]): Promise<Brought> {
    const { delivery, gone, ended } = this.setting;
    const { record, assets } = attempted;
    const receipt = await delivery.bring(this.returned(attempted, answers), assets, gone);
    if (receipt === null) return 'left';
    if (receipt.said === 'refused') throw refusal(record);
    if (receipt.said !== 'recorded') return 'known';
    ended(record);
    return 'recorded';
  }

  private returned({ record, trace, assets, retryable }: Attempted, answers: readonly unknown[]): Returned {
    const bytes = trace instanceof Uint8Array ? trace : trace.initial ? encodeTrace(trace) : null;
    return { worker: this.setting.id, record, retryable, trace: bytes, assets: namesOf(assets), answers };
  }
}

const refusal = ({ episodeId }: EpisodeRecord): HarnessError =>
  new HarnessError('E_WORKER', `${episodeId}: the coordinator took its result for none of its run`);
