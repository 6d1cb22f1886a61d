/** Raised whenever the bytes of any frame change; part of the digest of every episode that is drawn here. */
export const RENDERER_VERSION = 1;
