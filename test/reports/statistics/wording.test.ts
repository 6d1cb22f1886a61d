import fc from 'fast-check';
import t from 'tap';
import {
  mcnemarExact,
  minimumDetectableDifference,
  type Tested,
  tango,
  wording,
} from '../../../reports/statistics/index.ts';

const tested = (b: number, c: number, n: number): Tested => ({
  subject: 'A',
  reference: 'B',
  difference: tango(b, c, n),
  pValue: mcnemarExact(b, c).pValue,
  correction: 'Holm over 3',
  detectable: minimumDetectableDifference(0.5, n, { phi: 0.3 }),
  discordant: b + c,
});

t.test('a difference that the test finds', async (t) => {
  t.same(wording(tested(30, 8, 100)), {
    finding: 'better',
    text: 'A is better than B: +22.0 pp [+10.5, +33.3], p < 0.001 (Holm over 3)',
  });
  t.match(wording(tested(8, 30, 100)).text, /^A is worse than B: −22\.0 pp/);
  t.match(wording(tested(30, 8, 100), { overTime: true }), { finding: 'improved', text: /^A improved on B: / });
});

t.test('one that it does not find', async (t) => {
  t.same(wording(tested(20, 10, 200)), {
    finding: 'no difference detected',
    text: 'A against B: no difference detected (+5.0 pp [−0.4, +10.7], p = 0.099 (Holm over 3)); 80 % power only for >= 12 pp',
  });
  // The interval leaves zero out, the test does not reject: the test decides.
  t.match(wording(tested(5, 0, 30)), {
    finding: 'no difference detected',
    text: /80 % power only for >= 31 pp; with 5 discordant pairs no result can reach p < 0\.05$/,
  });
  t.match(
    wording(tested(1, 0, 4)).text,
    /80 % power for no difference at all: more episodes are needed; with 1 discordant pair /,
  );
  t.same(wording(tested(0, 0, 0)), { finding: 'no data', text: 'A against B: no data' });
});

t.test('no word of better or worse without a test that rejects', async () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.nat(100), fc.boolean(), (b, c, same, overTime) => {
      const comparison = tested(b, c, b + c + same);
      const { text, finding } = wording(comparison, { overTime });
      const judged = /better|worse|improved/.test(text);
      return (
        judged === comparison.pValue <= 0.05 && judged === !['no difference detected', 'no data'].includes(finding)
      );
    }),
    { seed: 6, numRuns: 500 },
  );
});
