/** What a simulator can do wrong. The policy is the oracle, which looks and moves as a good one does. */
import type { Scripted } from '../case.ts';
import { deathsOf } from './deaths.ts';

const IN_EPISODE = { op: 'step', afterSteps: 20 } as const;

const recovers = (fault: string, bridge: NonNullable<Scripted['script']['bridge']>): Scripted => ({
  fault,
  policy: 'oracle',
  script: { bridge },
  ending: { kind: 'recovered' },
});

export const SIMULATOR_FAULTS: readonly Scripted[] = [
  recovers('drops the connection in an episode', [{ kind: 'drop', ...IN_EPISODE }]),
  recovers('falls silent', [{ kind: 'silent', ...IN_EPISODE }]),
  recovers('answers after the deadline', [{ kind: 'late', sec: 7, ...IN_EPISODE }]),
  recovers('drips its answer, 50 bytes a second', [{ kind: 'slowDrip', ...IN_EPISODE }]),
  recovers('answers with a wrong id', [{ kind: 'wrongId', ...IN_EPISODE }]),
  recovers('answers twice', [{ kind: 'duplicate', ...IN_EPISODE }]),
  recovers('sends arrays of a wrong shape', [{ kind: 'wrongShape', ...IN_EPISODE }]),
  recovers('sends NaN as the state of the world', [{ kind: 'nan', ...IN_EPISODE }]),
  recovers('sends half a frame', [{ kind: 'truncated', ...IN_EPISODE }]),
  recovers('sends a frame of 100 MB', [{ kind: 'huge', ...IN_EPISODE }]),
  recovers('sends garbage', [{ kind: 'garbage', ...IN_EPISODE }]),
  recovers('sends text', [{ kind: 'text', ...IN_EPISODE }]),
  recovers('fails to reset', [{ kind: 'error', op: 'reset' }]),
  recovers('diverges and says so', [{ kind: 'error', code: 'E_PHYSICS', message: 'not finite', ...IN_EPISODE }]),
  ...deathsOf(IN_EPISODE).map(([fault, bridge]) => recovers(fault, bridge)),
  recovers('dies, and takes the next connection without a greeting', [
    { kind: 'drop', ...IN_EPISODE },
    { kind: 'mute', op: 'connect', afterFaults: 1 },
  ]),
  recovers('dies, and does not start again at first', [
    { kind: 'drop', ...IN_EPISODE },
    { kind: 'exit', op: 'start', afterFaults: 1 },
  ]),
  recovers('breaks in many ways in a row', [
    { kind: 'drop', ...IN_EPISODE },
    { kind: 'garbage', op: 'reset', afterFaults: 1 },
    { kind: 'wrongId', op: 'hello', afterFaults: 2 },
  ]),
];
