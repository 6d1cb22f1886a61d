import t from 'tap';
import { Player } from '../../harness/view/page/player.ts';
import { Sharpness } from '../../harness/view/page/sharpness.ts';
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

t.test('smooth when still or cheap, and tried anew for another view', async (t) => {
  const sharpness = new Sharpness();
  t.equal(sharpness.wanted('wrist', true, 0), 2, 'not known to be dear');
  sharpness.took('wrist', 2, 80);
  t.equal(sharpness.wanted('wrist', true, 1000), 1);
  t.equal(sharpness.wanted('front', true, 1000), 2);
  sharpness.changed(1000);
  t.equal(sharpness.wanted('wrist', false, 1100), 1, 'the hand still moves');
  t.equal(sharpness.wanted('wrist', false, 1300), 2);
  sharpness.took('wrist', 1, 5);
  t.equal(sharpness.wanted('wrist', true, 2000), 1, 'what a rough picture takes says nothing');
  sharpness.took('wrist', 2, 10);
  t.equal(sharpness.wanted('wrist', true, 2000), 2);
});
