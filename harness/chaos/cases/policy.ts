/** What a policy's server can do wrong. What is its answer counts as its own; what is no answer does not. */
import type { Ending, Scripted } from '../case.ts';
import { deathsOf } from './deaths.ts';

const IN_EPISODE = { op: 'infer', afterSteps: 2 } as const;

type Faults = NonNullable<Scripted['script']['policy']>;

const played = (fault: string, ending: Ending, policy: Faults, args: readonly string[] = []): Scripted => ({
  fault,
  policy: 'scripted',
  script: { policy },
  ending,
  args,
});

const recovers = (fault: string, policy: Faults): Scripted => played(fault, { kind: 'recovered' }, policy);

export const POLICY_FAULTS: readonly Scripted[] = [
  recovers('drops the connection in an episode', [{ kind: 'drop', ...IN_EPISODE }]),
  recovers('falls silent', [{ kind: 'silent', ...IN_EPISODE }]),
  recovers('drips its answer, 50 bytes a second', [{ kind: 'slowDrip', ...IN_EPISODE }]),
  recovers('answers with a wrong id', [{ kind: 'wrongId', ...IN_EPISODE }]),
  recovers('answers twice', [{ kind: 'duplicate', ...IN_EPISODE }]),
  recovers('sends bytes that do not fit their shape', [{ kind: 'wrongShape', ...IN_EPISODE }]),
  recovers('sends half a frame', [{ kind: 'truncated', ...IN_EPISODE }]),
  recovers('sends a frame of 100 MB', [{ kind: 'huge', ...IN_EPISODE }]),
  recovers('sends garbage', [{ kind: 'garbage', ...IN_EPISODE }]),
  recovers('sends a traceback as text', [{ kind: 'text', ...IN_EPISODE }]),
  recovers('answers with an error', [{ kind: 'error', ...IN_EPISODE }]),
  ...deathsOf(IN_EPISODE).map(([fault, policy]) => recovers(fault, policy)),
  played('answers with NaN', { kind: 'failure', end: 'invalid_action' }, [{ kind: 'nan', ...IN_EPISODE }]),
  played(
    'answers later than --inference-timeout',
    { kind: 'failure', end: 'policy_timeout' },
    [{ kind: 'late', sec: 4, ...IN_EPISODE }],
    ['--inference-timeout', '2'],
  ),
  played('comes back as another model', { kind: 'stopped', code: 4 }, [
    { kind: 'drop', ...IN_EPISODE },
    { kind: 'another', op: 'hello', afterFaults: 1 },
  ]),
];
