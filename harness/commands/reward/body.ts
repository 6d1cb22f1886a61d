import type { IncomingMessage } from 'node:http';

/** 512 answers of 2048 tokens are some 5 MB. */
export const LONGEST_BODY = 32 * 1024 * 1024;

export class TooLong extends Error {}

/** All of a request's body. @throws TooLong as soon as it is beyond the limit, told or come */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) throw new TooLong();
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_BODY) throw new TooLong();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
