/** `npm run bench:policies`: what it costs to ask a policy server, over each wire. */

import { asked } from './policies/asked.ts';
import { looped } from './policies/looped.ts';
import { report } from './report.ts';

await report({ asked, looped });
