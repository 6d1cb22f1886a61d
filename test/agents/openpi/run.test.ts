import { join } from 'node:path';
import t from 'tap';
import { readTrace } from '../../../harness/record/trace-file.ts';
import { FrontDoor } from '../../builders/front-door.ts';
import { startPeer } from '../../builders/peers.ts';

const GOAL = [0.45, -0.1, 0.25] as const;

t.test(
  'the smoke suite against an openpi server: it sees, reads, and leads the hand where its policy wants',
  async (t) => {
    const at = new FrontDoor(t);
    const { ready } = await startPeer(t, 'openpi_server.py', ['--goal', GOAL.join(',')]);
    const policy = `openpi@ws://127.0.0.1:${ready.port}`;
    const args = ['--suite', 'smoke', '--policy', policy, '--episodes', '1', '--floors', 'none', '--out', 'run'];
    const { code, stderr } = await at.run(['run', ...args]);
    t.equal(code, 0, stderr);
    const records = await at.records('run');
    t.ok(records.length >= 4);
    for (const { episodeId, attempt, instructionSent, outcome, policyCalls } of records) {
      t.match(outcome, /^(success|failure)$/, episodeId);
      t.ok(instructionSent, 'the words that went over the wire');
      t.ok(policyCalls > 4, 'asked again after five actions');
      const { worldStates } = await readTrace(
        join(at.folder, 'run', 'episodes', episodeId, `trace-${attempt}.msgpack`),
      );
      const hand = worldStates.at(-1)!.tcp.position;
      t.ok(Math.hypot(...GOAL.map((value, i) => value - hand[i]!)) < 0.02, `${episodeId}: ${hand}`);
    }
  },
);
