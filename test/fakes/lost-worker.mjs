/** A worker that is lost with the first episode that it is given. Argument: the socket of Redis. */
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';

const connection = new Redis({ path: process.argv[2], maxRetriesPerRequest: null });
const { token, leaseMs } = await run();
const lose = () => process.kill(process.pid, 'SIGKILL');
const terms = { lockDuration: leaseMs, stalledInterval: leaseMs / 2, maxStalledCount: 5, drainDelay: 1 };
new Worker(`night.${token}`, async () => lose(), { connection, prefix: 'harness', ...terms });

async function run() {
  const text = await connection.get('harness:night:run');
  if (text) return JSON.parse(text);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return run();
}
