// `npm run deaths -- 40`: kills workers, Redis and the coordinator of a run over a queue as often, at random moments.
import { spawnSync } from 'node:child_process';

const [deaths = '40'] = process.argv.slice(2);
const LIMIT_SEC = 120 + 20 * Number(deaths);
const arguments_ = [
  '--no-install',
  'tap',
  '--reporter=tap',
  '--timeout',
  String(LIMIT_SEC),
  'test/queue/deaths.test.ts',
];
const environment = { ...process.env, HARNESS_DEATHS: deaths };
process.exitCode = spawnSync('npx', arguments_, { stdio: 'inherit', env: environment }).status ?? 1;
