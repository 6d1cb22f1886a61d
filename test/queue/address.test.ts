import t from 'tap';
import { parseQueue } from '../../harness/queue/address.ts';

t.test('where a queue is', (t) => {
  t.match(parseQueue('redis://head'), {
    shown: 'redis://head/harness',
    name: 'harness',
    redis: { host: 'head', port: 6379, db: 0 },
  });
  t.match(parseQueue('redis://head:7000/night?db=2'), {
    shown: 'redis://head:7000/night',
    name: 'night',
    redis: { port: 7000, db: 2 },
  });
  t.match(parseQueue('rediss://[::1]/a'), { redis: { host: '::1', tls: {} } });
  t.match(parseQueue('redis+unix:///run/redis.sock?name=b'), { name: 'b', redis: { path: '/run/redis.sock' } });
  t.end();
});

t.test('a password reaches Redis and nobody else', (t) => {
  const { shown, redis } = parseQueue('redis://me:s%40cret@head/night');
  t.match(redis, { username: 'me', password: 's@cret' });
  t.equal(shown, 'redis://head/night');
  t.match(parseQueue('redis://head', 'from-elsewhere').redis, { password: 'from-elsewhere' });
  t.match(parseQueue('redis://:own@head', 'from-elsewhere').redis, { password: 'own' });
  t.end();
});

t.test('what is no address is refused, without its password', (t) => {
  const cases: [string, RegExp][] = [
    ['http://:pw1234@head', /expected redis:\/\/host:6379\/name.*got 'http:\/\/\.\.\.@head'/],
    ['redis://:pw1234@', /got 'redis:\/\/\.\.\.@'/],
    ['head:6379', /expected redis:/],
    ['redis:///name', /expected redis:/],
    ['redis://head/0', /expected a name of letters.*got '0'/],
    ['redis://head/a:b', /expected a name/],
    ['redis://head/a?db=x', /expected \?db=<number>, got 'x'/],
    ['redis+unix://host/path', /expected redis\+unix:\/\/\/path/],
  ];
  for (const [text, message] of cases) {
    t.throws(() => parseQueue(text), { code: 'E_USAGE', message }, text);
    try {
      parseQueue(text);
    } catch (error) {
      t.notMatch(String(error), /pw1234/);
    }
  }
  t.end();
});
