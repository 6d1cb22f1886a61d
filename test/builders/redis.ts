import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Test } from 'tap';
import { until } from './front-door.ts';

/** False, or why tests with a real server are skipped. */
export const withoutRedis: string | false =
  spawnSync('redis-server', ['--version']).status === 0 ? false : 'no redis-server: apt-get install redis-server';

/** A server of Debian's on a Unix socket in a folder of its own; it forgets everything when it is killed. */
export class RedisServer {
  readonly address: string;
  /** Its path. */
  readonly socket: string;
  /** For a second look at what lies there. */
  readonly client: Redis;
  private readonly folder: string;
  private readonly password: string | undefined;
  private process: ChildProcess | null = null;

  static async start(test: Test, password?: string): Promise<RedisServer> {
    const server = new RedisServer(password);
    test.teardown(() => server.remove());
    await server.start();
    return server;
  }

  private constructor(password: string | undefined) {
    this.folder = mkdtempSync(join(tmpdir(), 'redis-'));
    this.password = password;
    const path = join(this.folder, 'socket');
    this.socket = path;
    this.address = `redis+unix://${path}?name=night`;
    this.client = new Redis({ path, ...(password ? { password } : {}), retryStrategy: () => 50 });
    this.client.on('error', () => {});
  }

  async start(): Promise<void> {
    const { folder, password } = this;
    const settings = ['--port', '0', '--unixsocket', this.socket, '--save', '', '--dir', folder];
    this.process = spawn('redis-server', [...settings, ...(password ? ['--requirepass', password] : [])], {
      stdio: 'ignore',
    });
    await until(() => this.client.status === 'ready', 10_000);
  }

  async kill(): Promise<void> {
    const { process } = this;
    this.process = null;
    if (!process || process.exitCode !== null) return;
    process.kill('SIGKILL');
    await once(process, 'exit');
  }

  private async remove(): Promise<void> {
    this.client.disconnect();
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
