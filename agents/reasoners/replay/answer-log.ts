import { type FileHandle, open } from 'node:fs/promises';
import { onDisk } from '../../../harness/record/disk.ts';
import { dropTornLine } from '../../../harness/record/log.ts';
import type { RecordedAnswer } from './recorded-answer.ts';

/** Takes answers as they come. */
export interface AnswerSink {
  /** Resolves once the answer is on the disk: nobody acts on an answer that could be lost. */
  append(answer: RecordedAnswer): Promise<void>;
}

/** An append-only file of answers, made with the first of them; lines of several workers never mix. */
export class AnswerLog implements AnswerSink {
  private readonly file: string;
  private handle: FileHandle | null = null;
  private last: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  append(answer: RecordedAnswer): Promise<void> {
    this.last = this.last.then(() => onDisk('the answers', () => this.write(`${JSON.stringify(answer)}\n`)));
    return this.last;
  }

  private async write(line: string): Promise<void> {
    this.handle ??= await this.opened();
    await this.handle.appendFile(line);
    await this.handle.datasync();
  }

  /** A run that goes on after a crash may find half a line at the end. */
  private async opened(): Promise<FileHandle> {
    const handle = await open(this.file, 'a');
    await dropTornLine(this.file);
    return handle;
  }

  async close(): Promise<void> {
    await this.last.catch(() => {});
    await this.handle?.close();
  }
}
