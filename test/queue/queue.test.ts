/** One run over a queue, by the real command line and a real Redis: whatever dies, the rows are those of one machine. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { stream } from '../../harness/plan/random.ts';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { ended, FrontDoor, until } from '../builders/front-door.ts';
import { RedisServer, withoutRedis } from '../builders/redis.ts';
import { SMALL } from '../builders/suite.ts';
import type { Fault } from '../fakes/faults.ts';

const RUN = ['run', '--suite', 'small.yaml', '--policy', 'oracle', '--floors', 'none', '--workers', '1'];
const SLOW: readonly Fault[] = [{ kind: 'late', op: 'reset', delayMs: 120 }];
const PLANNED = 15;

let alone: readonly string[] = [];

t.test('one machine alone', { skip: withoutRedis }, async (t) => {
  const harness = door(t);
  t.match(await harness.run([...RUN, '--out', 'r'], []), { code: 0 });
  alone = canonicalRows(await harness.records('r'));
  t.equal(alone.length, PLANNED);
});

function door(t: Test): FrontDoor {
  const harness = new FrontDoor(t);
  harness.file('small.yaml', SMALL);
  return harness;
}

/** Everything that is started over one queue, and killed at the end. */
class Stage {
  readonly harness: FrontDoor;
  readonly redis: RedisServer;
  private readonly children: ChildProcess[] = [];

  constructor(t: Test, redis: RedisServer) {
    this.harness = door(t);
    this.redis = redis;
    t.teardown(() => this.children.forEach((child) => void child.kill('SIGKILL')));
  }

  coordinator(more: readonly string[] = []): ChildProcess {
    return this.start([...RUN, '--out', 'r', '--queue', this.redis.address, '--lease', '1', ...more], []);
  }

  worker(faults: readonly Fault[] = SLOW): ChildProcess {
    return this.start(['worker', '--queue', this.redis.address], faults);
  }

  async queue(...words: string[]): Promise<string> {
    const { stdout, stderr } = await this.harness.run(['queue', ...words, '--queue', this.redis.address]);
    return stdout + stderr;
  }

  lines(): number {
    const log = join(this.harness.folder, 'r', 'episodes.jsonl');
    return existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0;
  }

  async rows(): Promise<string[]> {
    return canonicalRows(await this.harness.records('r'));
  }

  private start(args: readonly string[], faults: readonly Fault[]): ChildProcess {
    const child = this.harness.start(args, faults);
    this.children.push(child);
    return child;
  }
}

t.test(
  'two workers: the rows, traces and assets of one machine, and no password anywhere',
  { skip: withoutRedis },
  async (t) => {
    const redis = await RedisServer.start(t, 'pw-of-redis');
    const harness = door(t);
    const { address } = redis;
    const variables = { HARNESS_REDIS_PASSWORD: 'pw-of-redis' };
    const start = (args: readonly string[], faults: readonly Fault[]) => ended(harness.start(args, faults, variables));
    const results = await Promise.all([
      start([...RUN, '--out', 'r', '--queue', address], []),
      start(['worker', '--queue', address, '--workers', '2'], []),
      start(['worker', '--queue', address], []),
    ]);
    t.same(
      results.map(({ code }) => code),
      [0, 0, 0],
      results.map(({ stderr }) => stderr).join('\n'),
    );
    const records = await harness.records('r');
    t.same(canonicalRows(records), alone);
    t.ok(new Set(records.map(({ worker }) => worker)).size > 1, 'more than one slot worked');
    t.match(await harness.run(['log', 'verify', 'r']), { code: 0, stdout: /15 attempts can be counted, 0 cannot/ });
    t.match(await harness.run(['show', 'r', records[0]!.episodeId]), { code: 0 });
    t.match(
      await harness.run(['view', 'r', records[0]!.episodeId, '--out', 'v.html']),
      { code: 0 },
      'the look came along',
    );
    const files = readdirSync(join(harness.folder, 'r'), { recursive: true, withFileTypes: true });
    const texts = files.filter((each) => each.isFile()).map((each) => readFileSync(join(each.parentPath, each.name)));
    t.notOk(
      [...texts, ...results.map((each) => each.stdout + each.stderr)].some((each) => each.includes('pw-of-redis')),
    );
    t.match(await harness.run(['queue', 'status', '--queue', address], undefined, variables), {
      code: 0,
      stdout: /15 of 15 settled/,
    });
    t.same(
      (await redis.client.keys('*')).filter((key) => !/:(run|progress)$/.test(key)),
      [],
      'nothing is left in Redis',
    );
    t.same(harness.leftBehind(), []);
    t.match(await harness.run(['queue', 'status', '--queue', address]), {
      code: 4,
      stderr: /E_QUEUE cannot reach .*NOAUTH/,
    });
  },
);

t.test('kill -9 of a worker, of Redis with all that it held, of the coordinator', { skip: withoutRedis }, async (t) => {
  const stage = new Stage(t, await RedisServer.start(t));
  const random = stream(20261129, 'deaths');
  const whole = (low: number, high: number) => Math.floor(random.between(low, high + 1));
  let coordinator = stage.coordinator();
  const workers = [stage.worker(), stage.worker()];
  const kill = async (child: ChildProcess) => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const deaths = {
    worker: async () => {
      const at = whole(0, 1);
      await kill(workers[at]!);
      workers[at] = stage.worker();
    },
    redis: async () => {
      await stage.redis.kill();
      await stage.redis.start();
    },
    coordinator: async () => {
      await kill(coordinator);
      coordinator = stage.coordinator();
    },
  };
  let recorded: readonly string[] = [];
  for (const [name, die] of [...Object.entries(deaths), ...Object.entries(deaths)]) {
    const goal = stage.lines() + whole(1, 2);
    await until(() => stage.lines() >= goal);
    await new Promise((resolve) => setTimeout(resolve, whole(0, 150)));
    await die();
    const now = await stage.rows();
    t.ok(
      recorded.every((row) => now.includes(row)),
      `${name}: no record is lost`,
    );
    recorded = now;
  }
  const [end] = await once(coordinator, 'exit');
  t.equal(end, 0);
  t.same(await stage.rows(), alone);
  for (const worker of workers) if (worker.exitCode === null) await once(worker, 'exit');
  t.same(
    workers.map(({ exitCode }) => exitCode),
    [0, 0],
  );
});

t.test('two workers finish one attempt, and a result comes twice: one record', { skip: withoutRedis }, async (t) => {
  const stage = new Stage(t, await RedisServer.start(t));
  const { client } = stage.redis;
  const coordinator = stage.coordinator();
  const first = stage.worker();
  await until(() => stage.lines() >= 1);
  first.kill('SIGSTOP');
  const second = stage.worker();
  const before = stage.lines();
  await until(() => stage.lines() >= before + 2);
  coordinator.kill('SIGSTOP');
  const key =
    (await client.keys('harness:night:*:results'))[0] ??
    `${(await client.keys('harness:night:*:progress'))[0]!.replace(/progress$/, 'results')}`;
  await until(async () => (await client.hlen(key)) > 0);
  const copies = await client.hgetallBuffer(key);
  first.kill('SIGCONT');
  coordinator.kill('SIGCONT');
  await until(async () => (await client.hlen(key)) === 0);
  for (const [id, bytes] of Object.entries(copies)) {
    await client.hset(key, id, bytes);
    await client.publish(key.replace(/results$/, 'heard'), JSON.stringify({ kind: 'result', id }));
  }
  await until(async () => (await client.hlen(key)) === 0 || coordinator.exitCode !== null);
  if (coordinator.exitCode === null) await once(coordinator, 'exit');
  t.equal(coordinator.exitCode, 0);
  t.same(await stage.rows(), alone);
  for (const worker of [first, second]) if (worker.exitCode === null) await once(worker, 'exit');
});

t.test('pause, resume, drain, and the same command goes on', { skip: withoutRedis }, async (t) => {
  const stage = new Stage(t, await RedisServer.start(t));
  const { client } = stage.redis;
  const coordinator = stage.coordinator();
  const worker = stage.worker([{ kind: 'late', op: 'reset', delayMs: 1_500 }]);
  await until(() => stage.lines() >= 1);
  t.match(await stage.queue('pause'), /r: paused/);
  const underWay = async () => {
    const [key] = await client.keys('harness:night.*:active');
    return key ? client.llen(key) : 0;
  };
  await until(async () => (await underWay()) === 0);
  const paused = stage.lines();
  t.match(JSON.parse(await stage.queue('status', '--json')), {
    run: 'r',
    state: 'paused',
    underWay: 0,
    progress: { planned: PLANNED },
    workers: [{ slots: 1, busy: [], pid: worker.pid }],
    coordinator: { pid: coordinator.pid },
  });
  t.equal(stage.lines(), paused, 'nothing is begun');
  t.match(await stage.queue('resume'), /r: resumed/);
  await until(() => stage.lines() > paused);
  t.match(await stage.queue('drain'), /r: draining/);
  const [code] = await once(coordinator, 'exit');
  t.equal(code, 4, 'episodes without an outcome');
  if (worker.exitCode === null) await once(worker, 'exit');
  t.equal(worker.exitCode, 0);
  t.ok(stage.lines() < PLANNED);
  t.match(await stage.queue('drain'), /E_RUN no run on/);
  const again = stage.coordinator();
  stage.worker([]);
  t.equal((await once(again, 'exit'))[0], 0);
  t.same(await stage.rows(), alone);
});

t.test('who does not belong to a run is told so in a line', { skip: withoutRedis }, async (t) => {
  const stage = new Stage(t, await RedisServer.start(t));
  const { harness, redis } = stage;
  const coordinator = stage.coordinator();
  await until(async () => (await redis.client.exists('harness:night:run')) === 1);
  const worker = ['worker', '--queue', redis.address];
  const refused = async (args: readonly string[], message: RegExp, code = 2) => {
    const result = await harness.run(args, []);
    t.equal(result.code, code, args.join(' '));
    t.match(result.stderr, message);
    t.equal(result.stderr.trim().split('\n').length, 1, result.stderr);
  };
  await refused(
    [...worker, '--policy', 'noop'],
    /E_WORKER .*run r: expected policy fingerprint [0-9a-f]+, got [0-9a-f]+ \(/,
  );
  const header = JSON.parse((await redis.client.get('harness:night:run'))!);
  const other = { ...header, harness: '0.0.0', context: { ...header.context, version: '7' } };
  coordinator.kill('SIGSTOP');
  await redis.client.set('harness:night:run', JSON.stringify(other));
  await refused(worker, /E_WORKER .*expected harness 0\.0\.0, got .*; expected simulator toy 7, got toy 1/);
  coordinator.kill('SIGCONT');
  const second = [...RUN, '--out', 'other', '--queue', redis.address];
  const { code, stderr } = await harness.run(second, []);
  t.equal(code, 2);
  t.match(stderr, /E_LOCKED .*is in use by run r, process \d+ on/);
  await refused(
    ['worker', '--queue', 'redis://:pw1234@127.0.0.1:1/x'],
    /E_QUEUE cannot reach redis:\/\/127\.0\.0\.1:1\/x: .*ECONNREFUSED/,
    4,
  );
  await refused(
    [...RUN, '--queue', 'amqp://:pw1234@host'],
    /E_USAGE --queue: expected redis:.*got 'amqp:\/\/\.\.\.@host'/,
  );
  coordinator.kill('SIGKILL');
});
