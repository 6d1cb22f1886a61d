import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Measurement, measured } from '../measurement.ts';

const PROGRAM = fileURLToPath(new URL('./threads-memory.js', import.meta.url));

/** Resident memory that one more drawing thread takes, each kind of frame in a process of its own. */
export async function memory(): Promise<Measurement[]> {
  return [
    measured('memory of one more drawing thread, three cameras', ofOneThread('rgb'), 'MB', '<=', 100),
    measured('the same with depth and segmentation', ofOneThread('all'), 'MB', '<=', 100),
    measured('and with antialiasing', ofOneThread('antialias'), 'MB', '<=', 100),
  ];
}

/** The first thread warms up the rest of the process too, and is not counted. */
function ofOneThread(kind: 'rgb' | 'all' | 'antialias'): number {
  const printed = execFileSync(process.execPath, ['--expose-gc', PROGRAM, kind], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  const afterEach = JSON.parse(printed) as number[];
  process.stderr.write(
    `  ${kind}: ${afterEach.map((bytes) => Math.round(bytes / 1e6)).join(', ')} MB after each thread\n`,
  );
  return (afterEach.at(-1)! - afterEach[0]!) / (afterEach.length - 1) / 1e6;
}
