/** Writes made-up nightly runs, to look at a site: `npx tsx scripts/nights.ts <folder> [nights] [replicates]`. */
import { writeNights } from '../test/builders/nights.ts';

const [folder = 'nights', nights = '60', replicates = '4'] = process.argv.slice(2);
process.stdout.write(`${writeNights(folder, Number(nights), Number(replicates)).length} runs in ${folder}\n`);
