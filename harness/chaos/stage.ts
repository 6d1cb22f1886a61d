/** A folder in which the real command line runs under a fault, and what it left there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { packageRoot } from '../package-root.ts';
import { readAttempts } from '../record/log.ts';
import type { BridgeCommand } from '../simulator/bridge-process.ts';
import type { EpisodeRecord } from '../types.ts';
import type { ScriptText } from './faults.ts';
import { MARK, markedProcesses } from './processes.ts';

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly wallSec: number;
}

/** What all stages of one matrix share. */
export interface Setting {
  readonly suite: string;
  readonly simulator: string;
  readonly bridge: BridgeCommand;
  /** Of each condition. */
  readonly episodes: number;
  readonly workers: number;
  /** A run that takes longer has not ended by itself. */
  readonly limitMs: number;
}

/** Waits that a fault may cost are short here; in a real run they are those of docs/reliability.md. */
const DEADLINES = ['start=20', 'connect=3', 'hello=3', 'reset=20', 'observe=20', 'step=5', 'close=1'];

const built = (...path: string[]): string => join(packageRoot(), 'dist', 'harness', ...path);

const OUT = 'run';

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export class Stage {
  readonly folder: string;
  readonly setting: Setting;
  readonly #temporary: string;
  readonly #mark: string;
  readonly #script: string;

  constructor(setting: Setting, name = 'stage') {
    this.setting = setting;
    this.folder = join(mkdtempSync(join(tmpdir(), 'chaos-')), name);
    this.#temporary = join(this.folder, 't');
    this.#mark = this.folder;
    this.#script = join(this.folder, 'faults.yaml');
    mkdirSync(this.#temporary, { recursive: true });
    this.script({});
  }

  /** What goes wrong from here on. */
  script(faults: ScriptText): void {
    writeFileSync(this.#script, stringify(faults));
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** The policy that answers as its script says. */
  get scriptedPolicy(): string {
    const words = [process.execPath, built('chaos', 'policy.js'), '--script', this.#script];
    return `process@${words.map((word) => JSON.stringify(word)).join(' ')}?timeoutSec=5&startSec=10`;
  }

  /** Arguments of a run of the suite. */
  runArguments(more: readonly string[] = [], out = OUT): string[] {
    const { suite, simulator, episodes, workers } = this.setting;
    return [
      ...['run', '--suite', suite, '--simulator', simulator, '--episodes', String(episodes)],
      ...['--workers', String(workers), '--floors', 'none', '--out', out, '--json', '--give-up-after', '1'],
      ...['--min-free', '0', '--inference-timeout', '20'],
      ...DEADLINES.flatMap((deadline) => ['--deadline', deadline]),
      ...more,
    ];
  }

  start(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Started {
    const { bridge, limitMs } = this.setting;
    const wrapped = [process.execPath, built('chaos', 'bridge.js'), '--script', this.#script, '--', ...bridge.argv];
    const startedMs = performance.now();
    const child = spawn(process.execPath, [built('cli.js'), ...args], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...bridge.variables,
        TMPDIR: this.#temporary,
        NO_COLOR: '1',
        HARNESS_BRIDGE: JSON.stringify(wrapped),
        [MARK]: this.#mark,
        ...variables,
      },
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    return { child, ended: endOf(child, startedMs) };
  }

  run(more: readonly string[] = [], variables: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.start(this.runArguments(more), variables).ended;
  }

  command(args: readonly string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  /** What `harness show` makes of the records that are on the disk. */
  async summaryFromRecords(): Promise<string> {
    return (await this.command(['show', OUT, '--json'])).stdout;
  }

  async rows(out = OUT): Promise<readonly EpisodeRecord[]> {
    return (await readAttempts(join(this.folder, out, 'episodes.jsonl'))).records;
  }

  get runFolder(): string {
    return join(this.folder, OUT);
  }

  /** Processes, sockets and files that nobody should have left; waits a moment for what is about to go. */
  async leftovers(): Promise<string[]> {
    for (let i = 0; i < 50 && this.#left().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    return this.#left();
  }

  #left(): string[] {
    const processes = markedProcesses(this.#mark).map(({ pid, words }) => `process ${pid} ${words}`);
    const unfinished = readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tmp$|(^|\/)lock(\.\d+)?$/.test(name),
    );
    return [...processes, ...readdirSync(this.#temporary), ...unfinished];
  }

  /** Processes that were started under this stage and live. */
  living(): readonly { readonly pid: number; readonly words: string }[] {
    return markedProcesses(this.#mark);
  }

  remove(): void {
    for (const { pid } of this.living()) process.kill(pid, 'SIGKILL');
    rmSync(join(this.folder, '..'), { recursive: true, force: true });
  }
}

function endOf(child: ChildProcess, startedMs: number): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]!.setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said, wallSec: (performance.now() - startedMs) / 1000 }));
  });
}
