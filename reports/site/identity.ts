import { createHash } from 'node:crypto';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A name for a folder or an address: readable, safe everywhere, and other for another identity. */
export function slug(name: string, identity: unknown): string {
  const readable = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|-+$/g, '');
  return `${readable.slice(0, 80)}-${sha256(JSON.stringify(identity)).slice(0, 6)}`;
}

/** A UUID that is the same for the same name (RFC 9562, version 8 over SHA-256). */
export function nameUuid(name: string): string {
  const hex = sha256(name);
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}
