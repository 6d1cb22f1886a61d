import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { DEADLINES } from '../../harness/simulator/deadlines.ts';
import { localHost, type SimulatorHost } from '../../harness/simulator/host.ts';
import { injectedCommand, simulatorHost } from '../../harness/simulator/simulators.ts';
import { startFakeBridge } from '../fakes/bridge.ts';
import { fakeBridgeCommand } from '../fakes/bridge-command.ts';
import type { Fault } from '../fakes/faults.ts';
import { BLIND, SCENE } from '../fakes/scenes.ts';

const SOON = { ...DEADLINES, startMs: 20_000, closeMs: 500 };
const STILL = { mode: 'ee_delta', count: 1, dim: 7, data: new Float64Array(7) } as const;

function host(test: Test, faults: readonly Fault[] = [], deadlines = SOON): SimulatorHost {
  const made = localHost({ command: async () => fakeBridgeCommand(faults) }, deadlines);
  test.teardown(() => made.dispose());
  return made;
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

t.test('opens a bridge of its own, keeps it, and leaves nothing behind', async (t) => {
  const local = host(t);
  const simulator = await local.open();
  t.equal(simulator.info.name, 'toy');
  t.equal(await local.open(), simulator, 'the same while it is usable');
  const [pid, socket] = [local.bridge!.pid, local.bridge!.socketPath];
  t.ok(alive(pid) && existsSync(socket));
  await local.dispose();
  t.notOk(alive(pid), 'no process');
  t.notOk(existsSync(join(socket, '..')), 'no folder');
  await t.rejects(simulator.observe(BLIND), { code: 'E_DISCONNECTED' });
});

t.test('a bridge that dies in mid-episode says how, and the next open starts another', async (t) => {
  const once = join(t.testdir(), 'died');
  const fault = { kind: 'exit', op: 'step', code: 3, words: 'RuntimeError: out of memory', onceFile: once } as const;
  const local = host(t, [fault]);
  const first = await local.open();
  const firstSocket = local.bridge!.socketPath;
  await first.reset(SCENE, 0, BLIND);
  await t.rejects(first.step(STILL, BLIND), {
    code: 'E_DISCONNECTED',
    message: 'the bridge ended with exit code 3: RuntimeError: out of memory',
  });
  const second = await local.open();
  t.not(second, first);
  t.notOk(existsSync(join(firstSocket, '..')), 'what the dead one left is gone');
  await second.reset(SCENE, 0, BLIND);
  t.equal((await second.step(STILL, BLIND)).worldStates.length, 1);
});

t.test('SIGKILL from outside is told as such, at once', async (t) => {
  const local = host(t, [{ kind: 'silent', op: 'observe' }]);
  const simulator = await local.open();
  await simulator.reset(SCENE, 0, BLIND);
  const asked = simulator.observe(BLIND);
  const rejected = t.rejects(asked, { code: 'E_DISCONNECTED', message: /the bridge was killed by SIGKILL/ });
  const startedMs = performance.now();
  process.kill(local.bridge!.pid, 'SIGKILL');
  await rejected;
  t.ok(performance.now() - startedMs < 2_000, 'long before the deadline of the request');
});

t.test('a bridge that ends, or says nothing, before it is ready', async (t) => {
  const words = "ModuleNotFoundError: No module named 'numpy'";
  await t.rejects(host(t, [{ kind: 'exit', op: 'start', code: 1, words }]).open(), {
    code: 'E_BRIDGE',
    message: `the bridge ended with exit code 1: ${words}`,
  });
  await t.rejects(host(t, [{ kind: 'silent', op: 'start' }], { ...SOON, startMs: 1_500 }).open(), {
    code: 'E_BRIDGE',
    message: /the bridge said nothing within 1500 ms/,
  });
  const nothing = localHost({ command: async () => ({ argv: ['/nowhere/python'], variables: {} }) }, SOON);
  await t.rejects(nothing.open(), { code: 'E_BRIDGE', message: /could not be started: .*ENOENT/ });
});

t.test('one that ignores its closed input and SIGTERM is killed', async (t) => {
  const local = host(t, [{ kind: 'stubborn' }]);
  await local.open();
  const { pid, socketPath } = local.bridge!;
  await local.dispose();
  t.notOk(alive(pid));
  t.notOk(existsSync(join(socketPath, '..')));
});

t.test('a start that failed is mended once, where there is something to mend', async (t) => {
  const broken = [{ kind: 'exit', op: 'start', code: 1, words: 'ImportError: numpy' }] as const;
  let mended = false;
  const local = localHost(
    {
      command: async () => fakeBridgeCommand(mended ? [] : broken),
      repair: async () => {
        mended = true;
        return true;
      },
    },
    SOON,
  );
  t.teardown(() => local.dispose());
  t.equal((await local.open()).usable, true);
});

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  t.test(`a harness that ends by ${signal} leaves no bridge`, async (t) => {
    const program = `
      import { localHost } from '${join(import.meta.dirname, '../../harness/simulator/host.ts')}';
      import { fakeBridgeCommand } from '${join(import.meta.dirname, '../fakes/bridge-command.ts')}';
      const host = localHost({ command: async () => fakeBridgeCommand([]) });
      await host.open();
      console.log(JSON.stringify([host.bridge.pid, host.bridge.socketPath]));
    `;
    const harness = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.teardown(() => harness.kill('SIGKILL'));
    const line: string = await new Promise((resolve) => harness.stdout.once('data', (data) => resolve(String(data))));
    const [pid, socketPath] = JSON.parse(line) as [number, string];
    t.ok(alive(pid));
    harness.kill(signal);
    for (let i = 0; i < 50 && (alive(pid) || existsSync(socketPath)); i++) await sleep(100);
    t.notOk(alive(pid), 'no process');
    t.notOk(existsSync(join(socketPath, '..')), 'no folder');
  });
}

t.test('an address is a bridge of somebody else, opened again after a fault', async (t) => {
  const once = join(t.testdir(), 'dropped');
  const bridge = await startFakeBridge({ port: 0, faults: [{ kind: 'drop', op: 'observe', onceFile: once }] });
  t.teardown(() => bridge.close());
  const remote = simulatorHost(bridge.address, { deadlines: SOON });
  t.teardown(() => remote.dispose());
  const first = await remote.open();
  await first.reset(SCENE, 0, BLIND);
  await t.rejects(first.observe(BLIND), { code: 'E_DISCONNECTED' });
  const second = await remote.open();
  await second.reset(SCENE, 0, BLIND);
  t.same((await second.observe(BLIND)).cameras, {});
});

t.test('names, addresses and injected commands are checked at the door', async (t) => {
  t.throws(() => simulatorHost('pybulet'), {
    code: 'E_SIMULATOR',
    message: 'unknown simulator "pybulet": expected pybullet, mujoco, libero, isaaclab, or an address ws://host:port',
    hint: 'did you mean "pybullet"?',
  });
  t.throws(() => simulatorHost('http://localhost:1'), { code: 'E_SIMULATOR' });
  t.throws(() => injectedCommand('node bridge.js'), { code: 'E_USAGE' });
  t.same(injectedCommand('["node", "bridge.js"]')?.argv, ['node', 'bridge.js']);
  t.equal(injectedCommand(undefined), undefined);
});
