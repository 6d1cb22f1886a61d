import type { ScriptText } from '../faults.ts';

/** Faults that either side can be scripted for. */
type Faults = NonNullable<ScriptText['bridge']> & NonNullable<ScriptText['policy']>;
type Moment = { readonly op: 'step' | 'infer'; readonly afterSteps: number };

/** Ways in which the process behind a simulator or a policy can end in an episode. */
export const deathsOf = (moment: Moment): readonly (readonly [fault: string, faults: Faults])[] => [
  ['exits with code 1', [{ kind: 'exit', ...moment }]],
  ['is killed by SIGKILL', [{ kind: 'signal', signal: 'SIGKILL', ...moment }]],
  ['crashes with SIGSEGV', [{ kind: 'signal', signal: 'SIGSEGV', ...moment }]],
  ['hangs and ignores SIGTERM', [{ kind: 'hang', ...moment }]],
  [
    'dies, and turns the next connection away',
    [
      { kind: 'drop', ...moment },
      { kind: 'refuse', op: 'connect', afterFaults: 1 },
    ],
  ],
];
