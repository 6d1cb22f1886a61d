/** `npm run bench`: the cost of the harness as ratios measured in one run. Run it on a quiet machine. */
import { cost } from './cost.ts';
import { memory } from './memory.ts';
import { rendering } from './rendering.ts';
import { report } from './report.ts';
import { scaling } from './scaling.ts';
import { start } from './start.ts';

await report({ cost, rendering, scaling, start, memory });
