import type { PolicySource } from '../../../agents/index.ts';
import type { AnswerSink } from '../../../agents/reasoners/replay/answer-log.ts';
import type { RecordedAnswer } from '../../../agents/reasoners/replay/recorded-answer.ts';
import type { Slot } from '../../queue/work-inputs.ts';
import { Worker } from '../../run/worker.ts';
import type { SimulatorHost } from '../../simulator/host.ts';

/** One simulator and one session with the policy; what a reasoner says goes home with the attempt. */
export function slotOf(host: SimulatorHost, source: PolicySource): Slot {
  let said: RecordedAnswer[] = [];
  const sink: AnswerSink = {
    append: async (answer) => {
      said.push(answer);
    },
  };
  return {
    worker: (number) => new Worker(number, { host, openPolicy: () => source.open(sink) }),
    takeAnswers: () => {
      const taken = said;
      said = [];
      return taken;
    },
  };
}
