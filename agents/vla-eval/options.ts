import { SOCKET_OPTIONS } from '../wire/socket-options.ts';

export const VLA_EVAL_OPTIONS = {
  ...SOCKET_OPTIONS,
  /** `raw`, or `jpeg` for a server that is far away. */
  images: 'raw',
} as const;
