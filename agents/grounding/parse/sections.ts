/** Where the parts of an answer lie: `<think>words</think> <output>JSON</output>`. One pass, whatever the text. */

export interface OutputBlock {
  readonly content: string;
  readonly closed: boolean;
}

export interface Sections {
  /** Between `<think>` and `</think>`; null unless both are there. */
  readonly thought: string | null;
  /** What follows the thought; the whole text without one. */
  readonly said: string;
  /** In the order of the text: those after the thought, or all where none is after it. */
  readonly blocks: readonly OutputBlock[];
  /** One thought, then one closed block, and no other of these tags. */
  readonly inOrder: boolean;
}

interface Tag {
  readonly name: 'think' | 'output';
  readonly closes: boolean;
  readonly from: number;
  readonly to: number;
}

export function sectionsOf(text: string): Sections {
  const tags = [...tagsIn(text)];
  const opened = tags.find(({ name, closes }) => name === 'think' && !closes);
  const ended = tags.find(({ name, closes, from }) => name === 'think' && closes && from >= (opened?.to ?? 0));
  const after = ended?.to ?? 0;
  const late = blocksOf(
    text,
    tags.filter(({ from }) => from >= after),
  );
  return {
    thought: opened && ended ? text.slice(opened.to, ended.from).trim() : null,
    said: text.slice(after),
    blocks: late.length > 0 ? late : blocksOf(text, tags),
    inOrder: tags.map(({ name, closes }) => (closes ? '/' : '') + name).join() === 'think,/think,output,/output',
  };
}

/** More than any answer has; a text of tags alone must not fill the memory. */
const MOST_TAGS = 64;

/** In upper or lower case, as the released code reads them. */
function* tagsIn(text: string): Generator<Tag> {
  let left = MOST_TAGS;
  for (const match of text.matchAll(/<(\/?)(think|output)>/gi)) {
    const name = match[2]!.toLowerCase() as Tag['name'];
    yield { name, closes: match[1] === '/', from: match.index, to: match.index + match[0].length };
    if (--left === 0) return;
  }
}

/** A block without its end lasts to the next tag or the end of the text: a model that ran out of tokens. */
function blocksOf(text: string, tags: readonly Tag[]): OutputBlock[] {
  return tags.flatMap((tag, i) => {
    if (tag.name !== 'output' || tag.closes) return [];
    const end = tags[i + 1];
    const closed = end !== undefined && end.name === 'output' && end.closes;
    return [{ content: text.slice(tag.to, end?.from).trim(), closed }];
  });
}
