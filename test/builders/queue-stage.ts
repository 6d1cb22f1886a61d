/** A run over a queue, by the real command line and a real Redis: all that was started is killed at the end of the test. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import type { Fault } from '../fakes/faults.ts';
import { FrontDoor, until } from './front-door.ts';
import { RedisServer } from './redis.ts';
import { SMALL } from './suite.ts';

const RUN = ['run', '--suite', 'small.yaml', '--policy', 'oracle', '--floors', 'none', '--workers', '1'];
/** An episode takes so long that there is time to kill who runs it. */
const SLOW: readonly Fault[] = [{ kind: 'late', op: 'reset', delayMs: 120 }];

/** On a machine with much else to do, processes take their time to start. */
const LIMIT_MS = 90_000;

/** Fifteen episodes of five conditions, and the command that runs them. */
export const PLANNED = 15;
export const runInto = (out: string): readonly string[] => [...RUN, '--out', out];

/** @param limitMs after which a process is killed */
export function smallSuite(t: Test, limitMs?: number): FrontDoor {
  const harness = new FrontDoor(t, limitMs);
  harness.file('small.yaml', SMALL);
  return harness;
}

/** Canonical rows of the same run by one machine alone. */
export async function rowsOfOne(t: Test, more: readonly string[] = []): Promise<readonly string[]> {
  const harness = smallSuite(t);
  const { code, stderr } = await harness.run([...runInto('r'), ...more], []);
  if (code !== 0) throw new Error(stderr);
  return canonicalRows(await harness.records('r'));
}

/** A process of the harness, and what it has said so far. */
export class Started {
  readonly child: ChildProcess;
  stderr = '';
  private readonly closed: Promise<number | null>;

  constructor(child: ChildProcess) {
    this.child = child;
    this.closed = once(child, 'close').then(([code]) => code as number | null);
    child.stdout!.resume();
    child.stderr!.on('data', (data) => {
      this.stderr += data;
    });
  }

  /** Its exit code; null when a signal ended it. */
  end(): Promise<number | null> {
    return this.closed;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.closed;
  }

  says(words: RegExp): Promise<void> {
    return until(() => words.test(this.stderr), LIMIT_MS);
  }
}

export class Stage {
  readonly harness: FrontDoor;
  readonly redis: RedisServer;
  private readonly children: Started[] = [];

  static async open(t: Test, limitMs?: number): Promise<Stage> {
    return new Stage(t, await RedisServer.start(t), limitMs);
  }

  private constructor(t: Test, redis: RedisServer, limitMs?: number) {
    this.harness = smallSuite(t, limitMs);
    this.redis = redis;
    t.teardown(() => Promise.all(this.children.map((each) => each.kill())));
  }

  /** `harness run` into the folder `r`. */
  coordinator(...more: string[]): Started {
    return this.start([...runInto('r'), '--queue', this.redis.address, '--lease', '1', ...more], []);
  }

  worker(faults: readonly Fault[] = SLOW, ...more: string[]): Started {
    return this.start(['worker', '--queue', this.redis.address, ...more], faults);
  }

  start(args: readonly string[], faults: readonly Fault[]): Started {
    const started = new Started(this.harness.start(args, faults));
    this.children.push(started);
    return started;
  }

  /** `harness queue ...`: all that it says. */
  async queue(...words: string[]): Promise<string> {
    const { stdout, stderr } = await this.harness.run(['queue', ...words, '--queue', this.redis.address]);
    return stdout + stderr;
  }

  /** Attempts on the disk. */
  lines(): number {
    const log = join(this.harness.folder, 'r', 'episodes.jsonl');
    return existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0;
  }

  async recorded(count: number): Promise<void> {
    await until(() => this.lines() >= count, LIMIT_MS);
  }

  async rows(): Promise<string[]> {
    return canonicalRows(await this.harness.records('r'));
  }

  /** Attempts that some worker has begun. */
  async underWay(): Promise<number> {
    const [key] = await this.redis.client.keys('harness:night.*:active');
    return key ? this.redis.client.llen(key) : 0;
  }
}
