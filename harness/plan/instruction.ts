import { goalOf, isGroup } from '../scenario/cast.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import { bodyNamed, fillIn, type Placeholder, placeholdersOf } from '../scenario/template.ts';
import type { Intent, TaskKind } from '../types.ts';
import type { Member } from './cast.ts';
import { foreignIntent } from './foreign.ts';

/** The words for one thing of the scene. */
interface Words {
  readonly noun: string;
  readonly color: string;
  readonly category: string;
  readonly synonym: string;
}

/** The instruction with its placeholders filled in: `Put the {target} in the {receptacle}.` */
export function instructionText(setup: Setup, members: readonly Member[]): string {
  if (setup.foreign) return setup.instruction;
  return fillIn(setup.instruction, (placeholder) => {
    const words = wordsFor(placeholder, setup, members);
    const { attribute } = placeholder;
    return attribute === null ? phrase(words) : words[attribute as keyof Words];
  });
}

/** `red soup can`; an orange is not an `orange orange`. */
function phrase({ color, noun }: Words): string {
  return noun.split(' ').includes(color) ? noun : `${color} ${noun}`.trim();
}

function wordsFor(placeholder: Placeholder, setup: Setup, members: readonly Member[]): Words {
  const zone = setup.zones[placeholder.entry];
  if (zone) {
    const noun =
      zone.noun ?? (zone.shape === 'disc' ? 'circle' : zone.sizeM[0] === zone.sizeM[1] ? 'square' : 'rectangle');
    return { noun, color: typeof zone.color === 'string' ? zone.color : '', category: 'region', synonym: noun };
  }
  const { model, color } = members.find((each) => each.name === bodyNamed(placeholder))!;
  return { noun: model.noun, color, category: model.category, synonym: model.synonyms[0] ?? model.noun };
}

/**
 * What the instruction asks for, read from its placeholders: the first thing to be moved and the last place named. Words without
 * placeholders ask for the scenario's own task, a blank instruction for nothing.
 */
export function intentOf(setup: Setup, members: readonly Member[]): Intent {
  if (setup.foreign) return foreignIntent(setup.foreign);
  if (setup.instruction.trim() === '') return { task: 'nothing', target: null, goal: null };
  const named = placeholdersOf(setup.instruction);
  const isPlace = (name: string) =>
    Object.hasOwn(setup.zones, name) || name === goalOf(setup) || roleOf(name, members) === 'receptacle';
  const target = named.find((each) => !isPlace(bodyNamed(each)));
  const goal = named.findLast((each) => isPlace(bodyNamed(each)));
  const targetName = target ? bodyNamed(target) : 'target';
  if (isAbsent(setup, target?.entry ?? 'target')) return { task: 'pick_absent', target: null, goal: null };
  const task: TaskKind = setup.task === 'pick_absent' ? 'pick' : setup.task;
  return { task, target: targetName, goal: task === 'pick' ? null : goal ? bodyNamed(goal) : goalOf(setup) };
}

const roleOf = (name: string, members: readonly Member[]) => members.find((each) => each.name === name)?.model.role;

function isAbsent(setup: Setup, name: string): boolean {
  const entry = setup.objects[name];
  return entry !== undefined && !isGroup(entry) && entry.absent === true;
}
