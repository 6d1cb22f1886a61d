import type { Answer, Question, Reasoner, ReasonerNeeds } from '../reasoner.ts';
import type { Unit } from '../source.ts';
import type { AnswerSink } from './answer-log.ts';
import { recordedAnswer } from './recorded-answer.ts';

/** Any reasoner, with each of its answers written down before it is given. */
export class Recording implements Reasoner {
  readonly needs: ReasonerNeeds;
  private readonly reasoner: Reasoner;
  private readonly sink: AnswerSink;
  private readonly unit: Unit;

  constructor(reasoner: Reasoner, sink: AnswerSink, unit: Unit) {
    this.reasoner = reasoner;
    this.needs = reasoner.needs;
    this.sink = sink;
    this.unit = unit;
  }

  async answer(question: Question): Promise<Answer> {
    const answer = await this.reasoner.answer(question);
    await this.sink.append(recordedAnswer(question, answer, this.unit));
    return answer;
  }

  close(): Promise<void> {
    return this.reasoner.close();
  }
}
