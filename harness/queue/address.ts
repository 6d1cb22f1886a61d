/** Where a queue is: `redis://host:port/name`, `rediss://...` or `redis+unix:///path/to/socket?name=...`. */
import type { RedisOptions } from 'ioredis';
import { HarnessError } from '../errors.ts';

export interface QueueAddress {
  /** Without user and password: safe to print. */
  readonly shown: string;
  /** Keeps queues on one server apart. */
  readonly name: string;
  readonly redis: RedisOptions;
}

const SCHEMES = ['redis:', 'rediss:', 'redis+unix:'];
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
const USUAL_NAME = 'harness';
const USUAL_PORT = 6379;
const FORM = 'redis://host:6379/name, rediss://... or redis+unix:///path/to/socket?name=...';

/**
 * @param password for an address that names none, so that it need not stand in a command line
 * @throws HarnessError E_USAGE, which repeats no password
 */
export function parseQueue(text: string, password?: string): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !SCHEMES.includes(url.protocol)) throw refused(FORM, `'${withoutSecret(text)}'`);
  const db = databaseOf(url);
  const secret = url.password === '' ? password : decodeURIComponent(url.password);
  const redis: RedisOptions = {
    ...placeOf(url),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(secret ? { password: secret } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    db,
  };
  const name = nameOf(url);
  return { shown: shownOf(url, name), name, redis };
}

function placeOf(url: URL): RedisOptions {
  if (url.protocol === 'redis+unix:') {
    if (url.host === '' && url.pathname.length > 1) return { path: decodeURIComponent(url.pathname) };
    throw refused('redis+unix:///path/to/socket', `'${withoutSecret(url.href)}'`);
  }
  if (url.hostname === '') throw refused(FORM, `'${withoutSecret(url.href)}'`);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || USUAL_PORT) };
}

function nameOf(url: URL): string {
  const path = url.protocol === 'redis+unix:' ? '' : decodeURIComponent(url.pathname.slice(1));
  const name = url.searchParams.get('name') ?? (path === '' ? USUAL_NAME : path);
  if (NAME.test(name)) return name;
  throw refused('a name of letters, digits, dot, dash and underscore that starts with a letter', `'${name}'`);
}

function databaseOf(url: URL): number {
  const text = url.searchParams.get('db') ?? '0';
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw refused('?db=<number>', `'${text}'`);
}

function shownOf(url: URL, name: string): string {
  if (url.protocol === 'redis+unix:') return `redis+unix://${url.pathname}?name=${name}`;
  return `${url.protocol}//${url.host}/${name}`;
}

const withoutSecret = (text: string): string => text.replace(/\/\/[^/]*@/, '//...@').slice(0, 200);

const refused = (expected: string, got: string): HarnessError =>
  new HarnessError('E_USAGE', `--queue: expected ${expected}, got ${got}`, {
    hint: 'the number of a database goes into ?db=, a password into HARNESS_REDIS_PASSWORD',
  });
