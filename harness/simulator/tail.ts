/** The last words of a stream, for the message about a process that died. Drains it, so that the writer never blocks. */
import type { Readable } from 'node:stream';

export class Tail {
  #text = '';

  constructor(stream: Readable, limitChars = 4_000) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      this.#text = (this.#text + chunk).slice(-limitChars);
    });
    // A stream that breaks has said what it had to say.
    stream.on('error', () => stream.destroy());
  }

  get text(): string {
    return this.#text;
  }

  /** The last line that says something; an exception's own line, where Python printed a traceback. */
  get lastLine(): string {
    return this.#text.trimEnd().split('\n').at(-1)?.trim() ?? '';
  }
}
