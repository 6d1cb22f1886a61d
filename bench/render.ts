/** `npm run bench:render`: what a frame costs, as ratios measured in one run. Run it on a quiet machine. */

import { frames } from './render/frames.ts';
import { garbage } from './render/garbage.ts';
import { loop } from './render/loop.ts';
import { memory } from './render/memory.ts';
import { report } from './report.ts';

await report({ memory, garbage, frames, loop });
