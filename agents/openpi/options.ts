import { SOCKET_OPTIONS } from '../wire/socket-options.ts';

export const OPENPI_OPTIONS = {
  ...SOCKET_OPTIONS,
  /** What parts the keys of maps within maps: with `nest=.` the key `images.cam_high` is `{images: {cam_high}}`. */
  nest: 'none',
} as const;
