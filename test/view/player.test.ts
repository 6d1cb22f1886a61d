import t from 'tap';
import { Player } from '../../harness/view/page/player.ts';
import { stageAt, stagesOf } from '../../harness/view/page/stages.ts';
import { record } from '../builders/record.ts';

t.test('time moves on only while it plays, at its speed, and stops at the end', async (t) => {
  const player = new Player(100, 20);
  player.advance(1000);
  t.equal(player.step, 0);
  player.play();
  player.advance(1000);
  t.equal(player.step, 20);
  player.speed = 4;
  player.advance(499);
  t.equal(player.step, 59);
  player.speed = 0.25;
  player.advance(200);
  t.equal(player.step, 60);
  player.advance(1e6);
  t.same([player.step, player.playing], [100, false]);
  player.play();
  t.same([player.step, player.playing], [0, true], 'from the end it starts over');
});

t.test('nobody gets beyond the ends', async (t) => {
  const player = new Player(10, 20);
  for (const [to, step] of [
    [-5, 0],
    [99, 10],
    [7, 7],
  ] as const) {
    player.seek(to);
    t.equal(player.step, step);
  }
});

t.test('a stage lasts until another one begins', async (t) => {
  const named = ['approach', 'approach', 'grasp', 'approach'].map((name, i) => ({ name, step: 2 + 8 * i }));
  const stages = stagesOf({ record: record({ stages: named }) });
  t.same(stages, [
    { name: 'approach', from: 2 },
    { name: 'grasp', from: 18 },
    { name: 'approach', from: 26 },
  ]);
  t.equal(stageAt(stages, 0), null);
  t.equal(stageAt(stages, 25)!.name, 'grasp');
  t.equal(stageAt(stages, 26), stages[2]);
});
