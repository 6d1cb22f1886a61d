import type { Answer, Question, Reasoner, ReasonerNeeds } from './reasoner.ts';

/** A reasoner whose first answer in each episode is given; what follows is its own. */
export class FirstSaid implements Reasoner {
  readonly needs: ReasonerNeeds;
  private readonly first: Answer;
  private readonly reasoner: Reasoner;

  constructor(first: Answer, reasoner: Reasoner) {
    this.first = first;
    this.reasoner = reasoner;
    this.needs = reasoner.needs;
  }

  async answer(question: Question): Promise<Answer> {
    return question.index === 0 ? this.first : this.reasoner.answer(question);
  }

  close(): Promise<void> {
    return this.reasoner.close();
  }
}
