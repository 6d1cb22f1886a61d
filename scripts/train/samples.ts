/**
 * `tsx scripts/train/samples.ts --out <folder> <run>...`: recorded episodes of one-object picks as lessons. Pictures are drawn again
 * from the recorded states, as the pupil will see them; what to do comes from the teacher, whoever acted in the run.
 *
 * Writes `images.u8` [n, 80, 80, 3] and `rows.f32` [n, 47]: height of the tool (m), opening, offset to the grasp (m, 3), turn to
 * it (rad), episode, and the lesson [8, 5].
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLibrary } from '../../harness/library/load.ts';
import { playbackOf } from '../../harness/replay/playback.ts';
import { PlaybackArtist } from '../../harness/replay/playback-artist.ts';
import { recordedAssets, recordedTrace } from '../../harness/replay/recorded.ts';
import { findEpisode, findRun, type RecordedEpisode } from '../../harness/run/find-run.ts';
import { lesson, sightOf } from './teacher.ts';

const SIDE_PX = 80;

interface Sample {
  readonly rgb: Uint8Array;
  readonly row: readonly number[];
}

async function* samplesOf(recorded: RecordedEpisode, stride: number, number: number): AsyncGenerator<Sample> {
  const { episode } = recorded;
  const { trace } = await recordedTrace(recorded);
  const playback = playbackOf(episode, trace, await recordedAssets(recorded, trace));
  const artist = new PlaybackArtist(playback);
  const from = playback.cameras.find(({ name }) => name === 'wrist')!;
  const body = episode.scene.bodies.find(({ name }) => name === episode.intent.target)!;
  const grasp = library.models[body.model]!.grasp!;
  for (let step = number % stride; step < playback.states.length; step += stride) {
    const state = playback.states[step]!;
    const shot = { from, kind: 'rgb', widthPx: SIDE_PX, heightPx: SIDE_PX, antialias: 1 } as const;
    const { rgb } = artist.draw(step, shot).picture;
    const sight = sightOf(state, body, grasp);
    const told = [state.tcp.position[2], state.gripperOpening];
    const seen = [...sight.offsetM, sight.turnRad, number];
    yield { rgb, row: [...told, ...seen, ...lesson(sight, state.gripperOpening).flat()] };
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'samples' }, stride: { type: 'string', default: '2' } },
});
const library = loadLibrary();
mkdirSync(values.out, { recursive: true });
const [images, rows] = [openSync(join(values.out, 'images.u8'), 'w'), openSync(join(values.out, 'rows.f32'), 'w')];
let [episodes, count] = [0, 0];
for (const name of positionals) {
  const run = await findRun(name, 'runs');
  for (const { episodeId, steps } of run.records) {
    if (steps === 0) continue;
    for await (const { rgb, row } of samplesOf(findEpisode(run, episodeId), Number(values.stride), episodes)) {
      writeSync(images, rgb);
      writeSync(rows, Float32Array.from(row));
      count += 1;
    }
    episodes += 1;
  }
}
for (const file of [images, rows]) closeSync(file);
process.stdout.write(`${count} samples of ${episodes} episodes in ${values.out}\n`);
