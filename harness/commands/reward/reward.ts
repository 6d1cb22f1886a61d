import { EXIT } from '../../errors.ts';
import { listenForInterrupt } from '../../run/interrupt.ts';
import { type ListenAddress, serveRewards } from './serve.ts';

/** Ctrl-C is how it is meant to end. */
export async function serveUntilInterrupted(address: ListenAddress): Promise<number> {
  const served = await serveRewards(address);
  process.stdout.write(`${served.url}reward  (Ctrl-C ends it)\n`);
  const interrupt = listenForInterrupt(
    () => {},
    () => {},
  );
  await new Promise((resolve) => interrupt.stop.addEventListener('abort', resolve, { once: true }));
  interrupt.release();
  await served.close();
  return EXIT.done;
}
