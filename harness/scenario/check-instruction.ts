import type { Library } from '../library/library.ts';
import { isGroup, modelsOf } from './cast.ts';
import type { Findings } from './findings.ts';
import type { Setup } from './schema/scenario.ts';
import { ATTRIBUTES, type Placeholder, placeholdersOf } from './template.ts';

const PATH = ['instruction'];

/** Each placeholder must name something of the scenario, and ask of it what it has. */
export function checkInstruction(setup: Setup, library: Library, found: Findings): void {
  const bare = setup.instruction.replace(/\{[^{}]*\}/g, '');
  found.expect(!/[{}]/.test(bare), PATH, `expected each { with its }, got "${setup.instruction}"`);
  for (const placeholder of placeholdersOf(setup.instruction)) checkPlaceholder(placeholder, setup, library, found);
}

function checkPlaceholder(placeholder: Placeholder, setup: Setup, library: Library, found: Findings): void {
  const { entry, index, attribute, text } = placeholder;
  const known = [...Object.keys(setup.objects), ...Object.keys(setup.zones)];
  if (!found.known(entry, known, `placeholder ${text},`, PATH)) return;
  found.known(attribute, ATTRIBUTES, `attribute in ${text},`, PATH);
  const object = setup.objects[entry];
  const group = object !== undefined && isGroup(object) ? object : null;
  if (group) {
    found.expect(index !== null, PATH, `expected {${entry}[0]}: ${entry} is a group, got ${text}`);
    found.expect(index === null || index < group.count, PATH, `expected an index below ${group.count} in ${text}`);
  } else found.expect(index === null, PATH, `expected {${entry}}: ${entry} is one object, got ${text}`);
  if (attribute !== 'synonym') return;
  for (const name of object ? modelsOf(object, setup) : []) {
    const synonyms = library.models[name]?.synonyms;
    found.expect(
      synonyms === undefined || synonyms.length > 0,
      PATH,
      `expected a model with a synonym for ${text}, got ${name}`,
    );
  }
}
