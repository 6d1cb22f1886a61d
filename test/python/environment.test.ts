import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { ensureEnvironment, rebuildIfBroken } from '../../harness/python/environment.ts';
import { type Environment, findEnvironment, MARKER } from '../../harness/python/find.ts';
import { findInterpreter } from '../../harness/python/interpreter.ts';
import { type Lock, lockOf, readLock } from '../../harness/python/location.ts';
import { until } from '../builders/front-door.ts';
import { processesWith } from '../builders/orphans.ts';

const HERE = t.testdir({});

const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("tiny.py", "SIZE = 1\\n")
    wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
    wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("tiny-1.0.dist-info/RECORD", "tiny.py,,\\ntiny-1.0.dist-info/METADATA,,\\ntiny-1.0.dist-info/WHEEL,,\\ntiny-1.0.dist-info/RECORD,,\\n")
`;

/** A lock of one package that lies on the disk, so that nothing here needs a network. */
async function tinyLock(name: string, hash?: string): Promise<Lock> {
  const wheel = join(HERE, 'tiny-1.0-py3-none-any.whl');
  if (!existsSync(wheel)) execFileSync((await findInterpreter(undefined)).path, ['-c', MAKE_WHEEL, wheel]);
  const sha256 = hash ?? createHash('sha256').update(readFileSync(wheel)).digest('hex');
  const file = join(HERE, `${name}.txt`);
  writeFileSync(file, `# ${name}\ntiny @ file://${wheel} --hash=sha256:${sha256}\n`);
  return readLock(file, ['tiny']);
}

const cacheAt = (name: string): string => join(HERE, name, 'vla-harness');
const entries = (cache: string): readonly string[] => (existsSync(cache) ? readdirSync(cache) : []);

t.test('built once, shared by all who ask at once, found again without a process', async (t) => {
  const [lock, cache] = [await tinyLock('one'), cacheAt('one')];
  const told: string[] = [];
  const progress = {
    begin: (what: string) => void told.push(what),
    update: () => {},
    end: (result: string) => void told.push(result),
  };
  const all = await Promise.all([1, 2, 3].map(() => ensureEnvironment({ lock, cache, progress })));
  t.equal(new Set(all.map(({ folder }) => folder)).size, 1);
  t.equal(told.length, 2, 'one line at the start, one at the end');
  t.match(told[1], /^Python 3\.11\.\d+ for the simulator is ready in .* \(\d+\.\d s\)$/);
  t.equal(entries(cache).length, 1, 'nothing beside the environment');
  t.match(entries(cache)[0], new RegExp(`^python-${lock.hash}-3\\.11\\.\\d+-`));
  t.equal(execFileSync(all[0]!.python, ['-c', 'import tiny; print(tiny.SIZE)'], { encoding: 'utf8' }), '1\n');

  const startedMs = performance.now();
  const again = await ensureEnvironment({ lock, cache });
  t.ok(performance.now() - startedMs < 50, 'far less than it takes to start an interpreter');
  t.same(again, all[0]);
});

t.test('a broken environment is built anew', async (t) => {
  const [lock, cache] = [await tinyLock('one'), cacheAt('one')];
  const { folder, python } = await ensureEnvironment({ lock, cache });
  t.equal(await rebuildIfBroken({ lock, cache }), false, 'not while it imports');
  rmSync(join(folder, 'lib'), { recursive: true });
  t.equal(await rebuildIfBroken({ lock, cache }), true, 'when it does not import');
  execFileSync(python, ['-c', 'import tiny']);
  const breakages = [() => rmSync(python), () => writeFileSync(join(folder, MARKER), '{"version": "3.')];
  for (const damage of breakages) {
    damage();
    t.equal(findEnvironment(cache, lock, undefined), null);
    await ensureEnvironment({ lock, cache });
    execFileSync(python, ['-c', 'import tiny']);
  }
  t.equal(entries(cache).length, 1);
});

t.test('a package whose hash differs is refused, and nothing is left', async (t) => {
  const [lock, cache] = [await tinyLock('mismatch', '0'.repeat(64)), cacheAt('mismatch')];
  await t.rejects(ensureEnvironment({ lock, cache }), {
    code: 'E_PYTHON',
    message:
      /pip could not install .*mismatch\.txt: hash mismatch for tiny.*: expected sha256 0{64}, got [0-9a-f]{64}$/,
  });
  t.same(entries(cache), []);
});

/** Another process that builds the environment of a lock; it and all that it starts know the cache's name. */
function builder(lock: Lock, cache: string) {
  const module = join(import.meta.dirname, '../../harness/python/environment.ts');
  const program = `
    import { ensureEnvironment } from '${module}';
    console.log(JSON.stringify(await ensureEnvironment(${JSON.stringify({ lock, cache })})));
  `;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BUILT_IN: cache },
  });
}

const exited = (child: ReturnType<typeof builder>) => new Promise((resolve) => child.once('close', resolve));

t.test('two processes at once end up with one environment', async (t) => {
  const [lock, cache] = [await tinyLock('race'), cacheAt('race')];
  const built = await Promise.all(
    [builder(lock, cache), builder(lock, cache)].map(async (child) => {
      let text = '';
      child.stdout.on('data', (data) => {
        text += data;
      });
      await exited(child);
      return JSON.parse(text) as Environment;
    }),
  );
  t.equal(built[0]?.folder, built[1]?.folder);
  t.equal(entries(cache).length, 1);
});

t.test('interrupted, it leaves nothing; killed, the next build clears up', async (t) => {
  const [lock, cache] = [await tinyLock('interrupted'), cacheAt('interrupted')];
  for (const [signal, left] of [
    ['SIGINT', 0],
    ['SIGKILL', 1],
  ] as const) {
    const child = builder(lock, cache);
    for (let i = 0; i < 200 && entries(cache).length === 0; i++) await sleep(50);
    t.match(entries(cache)[0], /^\.private-/);
    child.kill(signal);
    await exited(child);
    t.equal(entries(cache).length, left, signal);
  }
  // What was killed has left a `python -m venv` that still writes: until it has ended nobody can clear up after it.
  await until(() => processesWith(`BUILT_IN=${cache}`).length === 0);
  await ensureEnvironment({ lock, cache });
  t.equal(entries(cache).length, 1);
  t.match(entries(cache)[0], /^python-/);
});

t.test('an interpreter that was chosen must run, and be one that PyBullet has wheels for', async (t) => {
  const folder = t.testdir({ python3: '#!/bin/sh\necho \'[[3, 12, 1], "/bin/sh", true]\'\n' });
  const newer = join(folder, 'python3');
  execFileSync('chmod', ['+x', newer]);
  await t.rejects(findInterpreter(newer), {
    code: 'E_PYTHON',
    message: `HARNESS_PYTHON: expected Python 3.11 (the locked wheels are for it), got 3.12.1 at ${newer}`,
  });
  await t.rejects(findInterpreter('/nowhere/python'), {
    code: 'E_PYTHON',
    message: 'HARNESS_PYTHON: expected a Python interpreter, got /nowhere/python, which does not run',
  });
});

t.test('without any Python the message says what to install', async (t) => {
  const path = process.env.PATH;
  t.teardown(() => {
    process.env.PATH = path;
  });
  process.env.PATH = t.testdir({});
  await t.rejects(findInterpreter(undefined), {
    code: 'E_PYTHON',
    message: 'expected Python 3.11 on the PATH, found none',
    hint: /apt install python3\.11 python3\.11-venv/,
  });
  await t.rejects(findInterpreter(undefined, '3.12'), {
    code: 'E_PYTHON',
    message: 'expected Python 3.12 on the PATH, found none',
    hint: 'install uv, which fetches one, or set HARNESS_PYTHON to a Python 3.12',
  });
});

t.test('a lock says which Python it is for', async (t) => {
  t.equal(lockOf('runtime').python, '3.11');
  t.match(lockOf('isaaclab'), { python: '3.12', alone: true, size: 'about 6 GB' });
  const shims = t.testdir({ 'python3.12': `#!/bin/sh\necho '[[3, 12, 9], "/bin/sh", true]'\n` });
  execFileSync('chmod', ['+x', join(shims, 'python3.12')]);
  const path = process.env.PATH;
  t.teardown(() => {
    process.env.PATH = path;
  });
  process.env.PATH = `${shims}:${path}`;
  t.equal((await findInterpreter(undefined, '3.12')).version, '3.12.9');
  t.match((await findInterpreter(undefined, '3.11')).version, /^3\.11\./);
});

t.test('a shim that does not run hides no interpreter behind it', async (t) => {
  const path = process.env.PATH;
  t.teardown(() => {
    process.env.PATH = path;
  });
  const shims = t.testdir({ 'python3.11': '#!/bin/sh\necho no such version >&2\nexit 127\n' });
  execFileSync('chmod', ['+x', join(shims, 'python3.11')]);
  process.env.PATH = `${shims}:${path}`;
  t.match((await findInterpreter(undefined)).version, /^3\.11\./);
});

t.test('a cache folder that cannot be made is one line', async (t) => {
  const file = join(t.testdir({ file: '' }), 'file');
  await t.rejects(ensureEnvironment({ lock: await tinyLock('one'), cache: join(file, 'cache') }), {
    code: 'E_PYTHON',
    message: /could not build the Python environment in .*ENOTDIR/,
    hint: /XDG_CACHE_HOME/,
  });
});
