/** What is asked for, and when it is done. */
export type TaskKind = 'pick' | 'pick_and_place' | 'move_to_region' | 'pick_absent' | 'foreign';

/** What an instruction asks for, resolved to names of the scene; only privileged policies may see it. */
export interface Intent {
  readonly task: TaskKind | 'nothing';
  readonly target: string | null;
  /** A receptacle body or a zone. */
  readonly goal: string | null;
}

/** What a policy may say when it stops by itself. */
export type Declaration = 'done' | 'target_absent';

export type Predicate = { readonly holdSec?: number } & (
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | { readonly inside: readonly [body: string, receptacle: string] }
  | { readonly on: readonly [body: string, support: string] }
  | { readonly inZone: readonly [body: string, zone: string] }
  | { readonly lifted: string; readonly byM?: number }
  | { readonly released: string }
  | { readonly atRest: string }
  | { readonly undisturbed: string }
  | { readonly declared: Declaration }
  /** The world's own word that its goal holds; see `WorldState.reported`. */
  | { readonly reported: 'goal' }
);
