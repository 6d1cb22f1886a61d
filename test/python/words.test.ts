import t from 'tap';
import { cacheFolder } from '../../harness/python/location.ts';
import { complaintOf } from '../../harness/python/pip.ts';
import { progressOn } from '../../harness/python/progress.ts';

t.test('the line of pip that says most', async (t) => {
  const offline = [
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'",
    'ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: none)',
    'ERROR: No matching distribution found for numpy==2.4.6',
    '',
    '[notice] A new release of pip is available',
  ].join('\n');
  t.equal(complaintOf(offline), 'No matching distribution found for numpy==2.4.6');
  const mismatch = [
    'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.',
    '    msgpack==1.2.4 from https://files.example/msgpack.whl:',
    '        Expected sha256 aaaa',
    '             Got        bbbb',
  ].join('\n');
  t.match(complaintOf(mismatch), /^hash mismatch for msgpack==1\.2\.4 .*: expected sha256 aaaa, got bbbb$/);
  t.equal(complaintOf('Killed\n'), 'Killed');
  t.equal(complaintOf(''), null);
});

t.test('progress: a line at each end, or in place on a terminal', async (t) => {
  const written = (isTTY: boolean): string => {
    let text = '';
    const progress = progressOn({ isTTY, columns: 20, write: (part) => (text += part) });
    progress.begin('building');
    progress.update('Collecting numpy==2.4.6');
    progress.end('built (1.0 s)');
    return text;
  };
  t.equal(written(false), 'building ...\nbuilt (1.0 s)\n');
  t.equal(
    written(true),
    '\r\u001b[2Kbuilding ...\r\u001b[2Kbuilding ... Collec\r\u001b[2Kbuilt (1.0 s)\n',
    'cut to the width of the terminal',
  );
});

t.test('the cache folder follows the XDG rules', async (t) => {
  t.equal(cacheFolder({ XDG_CACHE_HOME: '/somewhere' }), '/somewhere/vla-harness');
  t.match(cacheFolder({ XDG_CACHE_HOME: 'relative' }), /\.cache\/vla-harness$/);
  t.match(cacheFolder({}), /\.cache\/vla-harness$/);
});
