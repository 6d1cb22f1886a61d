/** `npm run bench:queue`: what it costs to coordinate a run over a queue. Needs redis-server. */
import { coordinated } from './queue/coordinated.ts';
import { report } from './report.ts';

await report({ coordinated });
