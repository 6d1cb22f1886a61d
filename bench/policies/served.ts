import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type PolicySource, policySource } from '../../agents/index.ts';
import { surroundingsOf } from '../../harness/commands/knowledge.ts';
import { loadLibrary } from '../../harness/library/load.ts';

export interface Wanted {
  readonly cameras: 1 | 2;
  readonly horizon: number;
}

/** A policy behind the stub of a wire, with raw pictures of 256 x 256; all of it gone afterwards. */
export async function withServed<T>(
  wire: string,
  wanted: Wanted,
  work: (source: PolicySource) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-policies-'));
  const stub = spawn(process.execPath, [join(import.meta.dirname, 'stub.js'), wire], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [address] = (await once(createInterface({ input: stub.stdout }), 'line')) as [string];
    const map = join(folder, 'map.yaml');
    await writeFile(map, mapOf(wire, wanted));
    return await work(await policySource(`${wire}@${address}?map=${map}`, surroundingsOf(loadLibrary())));
  } finally {
    stub.kill();
    await rm(folder, { recursive: true });
  }
}

/** GR00T's keys name their modality; all others take any. */
function mapOf(wire: string, { cameras, horizon }: Wanted): string {
  const [video, state] = wire === 'gr00t' ? ['video.', 'state.'] : ['', ''];
  const pictures = ['front', 'wrist'].slice(0, cameras);
  return `images:
${pictures.map((camera) => `  ${video}${camera}: { camera: ${camera}, renderPx: [256, 256] }`).join('\n')}
state:
  ${state}arm: { parts: [tcpPosition, tcpAxisAngle, gripperFingers] }
instruction: ${wire === 'gr00t' ? 'annotation.human.task' : wire === 'starvla' ? 'lang' : 'prompt'}
action:
  space: ee_delta
  rotation: axis_angle
  scale: { position: 0.05, rotation: 0.5 }
  gripper: { open: -1, closed: 1 }
horizon: ${horizon}
`;
}
