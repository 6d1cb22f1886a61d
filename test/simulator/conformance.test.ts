import t from 'tap';
import { parseAddress } from '../../harness/simulator/address.ts';
import { checkConformance, type Finding } from '../../harness/simulator/conformance/suite.ts';
import { startFakeBridge } from '../fakes/bridge.ts';
import type { Fault } from '../fakes/faults.ts';

async function failedOn(faults: readonly Fault[]): Promise<readonly string[]> {
  const bridge = await startFakeBridge({ faults, port: 0, token: 'secret' });
  try {
    const heard: Finding[] = [];
    const findings = await checkConformance(parseAddress(`${bridge.address}?token=secret`), (one) => heard.push(one));
    t.same(heard, findings, 'each finding is heard as it comes');
    t.ok(findings.length > 40);
    return findings.filter(({ result }) => result === 'failed').map(({ name, reason }) => `${name}: ${reason}`);
  } finally {
    await bridge.close();
  }
}

t.test('a bridge that does everything right passes every check', async (t) => {
  t.same(await failedOn([]), []);
});

/** A fault, and the checks that must see it: those and no others. */
const SEEN: readonly (readonly [Fault, readonly RegExp[]])[] = [
  [
    { kind: 'ignore', path: 'bodies.target.color', value: null },
    [/read-back: colour of a body/, /changes the picture/],
  ],
  [{ kind: 'ignore', path: 'bodies.target.massKg', value: 0.1 }, [/read-back: mass of a body: expected 0.23, got 0.1/]],
  [{ kind: 'ignore', path: 'sensorNoiseStd', value: 0 }, [/read-back: sensor noise/]],
  [{ kind: 'look', spoil: 'partless' }, [/has a part, .* expected a part for each of .* got none for floor/]],
  [
    { kind: 'look', spoil: 'drift' },
    [/poses of frames follow .* frame table within 0.000001 of where the world state puts it/],
  ],
  [{ kind: 'look', spoil: 'resend' }, [/that are known are not sent again: expected nothing that is known/]],
  [{ kind: 'sameFrames' }, [/changes the picture: expected another picture .* got the same/]],
];

for (const [fault, seen] of SEEN) {
  t.test(`${JSON.stringify(fault)} is found out`, async (t) => {
    const failed = await failedOn([fault]);
    t.equal(failed.length, seen.length, failed.join('\n'));
    for (const [i, expected] of seen.entries()) t.match(failed[i], expected);
  });
}

t.test('a bridge that offers no looks conforms without them', async (t) => {
  t.same(await failedOn([{ kind: 'look', spoil: 'unoffered' }]), []);
});

t.test('a bridge that cannot step fails the checks that need it and no greeting', async (t) => {
  const failed = await failedOn([{ kind: 'drop', op: 'step' }]);
  t.ok(failed.some((each) => each.startsWith('a chunk equals single steps')));
  t.notOk(failed.some((each) => each.startsWith('hello')));
});
