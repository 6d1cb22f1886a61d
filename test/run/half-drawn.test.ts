/** A run that is killed while its plan is drawn leaves half a plan; the next run takes it away. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { ended, FrontDoor, until } from '../builders/front-door.ts';

const RUN = ['run', '--suite', 'smoke', '--policy', 'noop', '--floors', 'none'];
const LARGE = ['--episodes', '20000'];
const SMALL = ['--scenario', 'pick', '--episodes', '1', '--workers', '1'];

t.test('half a plan goes, what is in use or no run of the harness stays', async (t) => {
  const door = new FrontDoor(t);
  const home = join(door.folder, 'runs');
  const inHome = (): string[] => (existsSync(home) ? readdirSync(home) : []);
  const killed = door.start([...RUN, ...LARGE], []);
  const done = ended(killed);
  const halves = () => inHome().filter((name) => readdirSync(join(home, name)).some((each) => each.endsWith('.tmp')));
  await until(async () => halves().length > 0);
  killed.kill('SIGKILL');
  await done;
  const [half] = halves();
  t.ok(half, 'half a plan is left');
  for (const name of ['in-use', 'notes']) mkdirSync(join(home, name));
  writeFileSync(join(home, 'in-use', 'lock'), JSON.stringify({ pid: process.pid, host: hostname() }));
  writeFileSync(join(home, 'in-use', 'plan.jsonl.1.tmp'), '');
  const { code, stderr } = await door.run([...RUN, ...SMALL], []);
  t.equal(code, 0, stderr);
  t.notOk(existsSync(join(home, half!)), 'it is gone');
  t.equal(inHome().length, 3);
  t.ok(existsSync(join(home, 'in-use', 'plan.jsonl.1.tmp')));
});
