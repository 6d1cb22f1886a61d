import fc from 'fast-check';
import t from 'tap';
import { Ledger } from '../../harness/queue/ledger.ts';
import { taskId } from '../../harness/queue/task.ts';
import type { EpisodeSpec } from '../../harness/types.ts';

const episodes = (count: number): EpisodeSpec[] =>
  Array.from({ length: count }, (_, at) => ({ episodeId: `s/nominal/${at}`, digest: `d${at}` }) as EpisodeSpec);

const none = () => 0;

function ledgerOf(count: number, options: { attemptsBefore: (episodeId: string) => number; retries: number }): Ledger {
  const planned = episodes(count);
  const find = (episodeId: string) => planned.find((each) => each.episodeId === episodeId) ?? null;
  return new Ledger(planned, { ...options, find });
}

t.test('in the order of the plan, so many at a time', (t) => {
  const ledger = ledgerOf(3, { attemptsBefore: none, retries: 2 });
  t.same(
    ledger.take(2).map(({ id }) => id),
    [taskId('s/nominal/0', 1), taskId('s/nominal/1', 1)],
  );
  t.same(ledger.take(2), []);
  t.equal(ledger.recorded('s/nominal/0', 1, false), null);
  t.equal(ledger.take(2).length, 1);
  t.equal(ledger.finished, false);
  ledger.recorded('s/nominal/1', 1, false);
  ledger.recorded('s/nominal/2', 1, false);
  ledger.take(2);
  t.equal(ledger.finished, true);
  t.end();
});

t.test('again after an infrastructure error, later each time, and not for ever', (t) => {
  const ledger = ledgerOf(1, { attemptsBefore: () => 4, retries: 2 });
  t.match(ledger.take(9), [{ attempt: 5, delayMs: 0 }]);
  t.match(ledger.recorded('s/nominal/0', 5, true), { attempt: 6, delayMs: 250 });
  t.match(ledger.recorded('s/nominal/0', 6, true), { attempt: 7, delayMs: 500 });
  t.equal(ledger.recorded('s/nominal/0', 7, true), null);
  t.equal(ledger.finished, true);
  t.end();
});

t.test('what comes back is wanted once', (t) => {
  const ledger = ledgerOf(2, { attemptsBefore: none, retries: 1 });
  ledger.take(1);
  t.equal(ledger.verdict('s/nominal/0', 1, 'd0'), 'wanted');
  t.equal(ledger.verdict('s/nominal/1', 1, 'd1'), 'wanted', 'put there by a coordinator before this one');
  t.equal(ledger.verdict('s/nominal/0', 2, 'd0'), 'stray', 'nobody has asked for a second attempt');
  t.equal(ledger.verdict('s/nominal/0', 1, 'other'), 'stray', 'an episode of another plan');
  t.equal(ledger.verdict('s/nominal/9', 1, 'd9'), 'stray');
  ledger.recorded('s/nominal/0', 1, false);
  ledger.recorded('s/nominal/1', 1, false);
  t.equal(ledger.verdict('s/nominal/0', 1, 'd0'), 'known');
  t.equal(ledger.verdict('s/nominal/0', 2, 'd0'), 'stray', 'it is settled');
  t.same(ledger.take(9), [], 'an episode that came unasked is not run again');
  t.equal(ledger.finished, true);
  t.end();
});

t.test('withdrawn: nothing new, nothing again, what is under way is waited for', (t) => {
  const ledger = ledgerOf(9, { attemptsBefore: none, retries: 5 });
  ledger.take(3);
  ledger.withdraw(({ id }) => id === taskId('s/nominal/1', 1));
  t.same(
    ledger.outstanding.map(({ id }) => id),
    [taskId('s/nominal/1', 1)],
  );
  t.same(ledger.take(9), []);
  t.equal(ledger.recorded('s/nominal/1', 1, true), null);
  t.equal(ledger.finished, true);
  t.end();
});

t.test('any order, any duplicates: each attempt is accepted once', async () => {
  const arrival = fc.record({ at: fc.nat(4), attempt: fc.integer({ min: 1, max: 4 }), retryable: fc.boolean() });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (arrivals, window) => {
      const ledger = ledgerOf(5, { attemptsBefore: none, retries: 2 });
      const accepted: string[] = [];
      ledger.take(window);
      for (const { at, attempt, retryable } of arrivals) {
        if (ledger.verdict(`s/nominal/${at}`, attempt, `d${at}`) !== 'wanted') continue;
        accepted.push(taskId(`s/nominal/${at}`, attempt));
        ledger.recorded(`s/nominal/${at}`, attempt, retryable);
        ledger.take(window);
      }
      return new Set(accepted).size === accepted.length && accepted.every((id) => Number(id.split('.').at(-1)) <= 3);
    }),
  );
});
