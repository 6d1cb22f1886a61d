import type { Answer, Question, Reasoner } from '../../agents/reasoners/reasoner.ts';

/** Says what it is told to say, one text a question, the last one over and over; keeps the questions. */
export class ScriptedReasoner implements Reasoner {
  readonly needs = { depth: true, segmentation: false, privileged: false };
  readonly questions: Question[] = [];
  closed = false;
  private readonly texts: readonly string[];

  constructor(...texts: readonly string[]) {
    this.texts = texts;
  }

  async answer(question: Question): Promise<Answer> {
    const text = this.texts[Math.min(this.questions.length, this.texts.length - 1)]!;
    this.questions.push(question);
    return { prompt: `${question.instruction} ?`, text, usage: null };
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}
