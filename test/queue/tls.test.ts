/** A Redis behind TLS, with a password. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { closedPort } from '../builders/closed-port.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { withoutRedis } from '../builders/redis.ts';

const withoutTls = withoutRedis || (spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl');

t.test('rediss:// checks who answers, and brings the password', { skip: withoutTls }, async (t) => {
  const harness = new FrontDoor(t);
  const [key, certificate] = [join(harness.folder, 'key.pem'), join(harness.folder, 'certificate.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
  t.equal(spawnSync('openssl', [...made, ...names]).status, 0);
  const port = await closedPort();
  const tls = ['--tls-port', String(port), '--tls-cert-file', certificate, '--tls-key-file', key];
  const open = ['--port', '0', '--bind', '127.0.0.1', '--tls-auth-clients', 'no', '--requirepass', 'pw-of-redis'];
  const redis = spawn('redis-server', [...open, ...tls, '--save', '', '--dir', harness.folder], { stdio: 'ignore' });
  t.teardown(() => redis.kill('SIGKILL'));
  const status = ['queue', 'status', '--queue', `rediss://localhost:${port}/night`];
  const trusted = { NODE_EXTRA_CA_CERTS: certificate };
  const [unknown, locked, letIn] = await Promise.all([
    harness.run(status, undefined, { HARNESS_REDIS_PASSWORD: 'pw-of-redis' }),
    harness.run(status, undefined, trusted),
    harness.run(status, undefined, { ...trusted, HARNESS_REDIS_PASSWORD: 'pw-of-redis' }),
  ]);
  t.match(unknown, { code: 4, stderr: /E_QUEUE cannot reach rediss:.*self-signed certificate/ });
  t.match(locked, { code: 4, stderr: /E_QUEUE cannot reach rediss:.*NOAUTH/ });
  t.match(letIn, { code: 2, stderr: /E_RUN no run on rediss:\/\/localhost:\d+\/night/ }, 'it is let in');
});
