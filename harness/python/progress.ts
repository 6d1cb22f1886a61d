/** A long step before the work proper, told on standard error: in place on a terminal, else one line at each end. */
export interface Progress {
  begin(what: string): void;
  update(detail: string): void;
  end(result: string): void;
}

/** Tells nothing. */
export const SILENT: Progress = { begin: () => {}, update: () => {}, end: () => {} };

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** For `process.stderr`, or whatever stands in for it. */
export function progressOn(stream: Terminal): Progress {
  return stream.isTTY ? updating(stream) : plain(stream);
}

function plain(stream: Terminal): Progress {
  return {
    begin: (what) => void stream.write(`${what} ...\n`),
    update: () => {},
    end: (result) => void stream.write(`${result}\n`),
  };
}

function updating(stream: Terminal): Progress {
  let what = '';
  const show = (text: string) => stream.write(`\r\u001b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
  return {
    begin: (text) => {
      what = text;
      show(`${what} ...`);
    },
    update: (detail) => void show(`${what} ... ${detail}`),
    end: (result) => void stream.write(`\r\u001b[2K${result}\n`),
  };
}
