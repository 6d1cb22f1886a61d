import { join } from 'node:path';
import {
  comparisonCsv,
  comparisonJson,
  comparisonLatex,
  comparisonMarkdown,
} from '../../../reports/compare/formats/index.ts';
import { type ComparisonPage, comparisonHtml } from '../../../reports/compare/page/index.ts';
import { HarnessError } from '../../errors.ts';
import { makeFolder } from '../../record/make-folder.ts';
import { writeWhole } from '../../record/write-whole.ts';

/** Every file that a comparison is written as. */
const FILES: Readonly<Record<string, (page: ComparisonPage) => string>> = {
  'compare.html': comparisonHtml,
  'compare.md': ({ comparison }) => comparisonMarkdown(comparison),
  'compare.csv': ({ comparison }) => comparisonCsv(comparison),
  'compare.tex': ({ comparison }) => comparisonLatex(comparison),
  'compare.json': ({ comparison }) => comparisonJson(comparison),
};

/** @throws HarnessError E_OUTPUT where the disk refuses: the user chose the place */
export async function writeComparison(folder: string, page: ComparisonPage): Promise<string[]> {
  const texts = Object.entries(FILES).map(([name, textOf]) => [join(folder, name), textOf(page)] as const);
  try {
    await makeFolder(folder);
    for (const [file, text] of texts) await writeWhole(file, text);
  } catch (cause) {
    throw new HarnessError('E_OUTPUT', `cannot write the comparison into ${folder}: ${(cause as Error).message}`, {
      hint: 'choose a writable folder',
      cause,
    });
  }
  return texts.map(([file]) => file);
}
