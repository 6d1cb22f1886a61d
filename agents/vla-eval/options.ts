import { NONE } from '../reasoners/option-values.ts';

export const VLA_EVAL_OPTIONS = {
  /** `raw`, or `jpeg` for a server that is far away. */
  images: 'raw',
  /** For one answer, seconds. */
  timeoutSec: '100',
  /** How long a server that refuses is tried again, seconds: it may still load its model. */
  loadSec: '0',
  /** Variable that holds the key of a proxy before the server. */
  keyEnv: NONE,
} as const;
