import fc from 'fast-check';
import t from 'tap';
import { type Content, html, markup } from '../../../reports/page/index.ts';

t.test('every value is escaped, whatever it is and wherever it stands', async (t) => {
  const hostile = fc.string({
    unit: fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '\0', '\u202e', '\n'), fc.string({ maxLength: 1 })),
  });
  fc.assert(
    fc.property(hostile, (text) => {
      const inside = html`<p title="${text}">${text}</p>`.toString();
      const [, attribute, body] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(inside)!;
      t.equal(attribute, body);
      t.notOk(/&(?!(amp|lt|gt|quot|#39);)/.test(body!), 'no bare ampersand');
      t.notOk(
        ['\0', '\u202e'].some((each) => inside.includes(each)),
        'nothing that hides or turns the text',
      );
    }),
  );
});

t.test('what may stand in a template', async (t) => {
  const items: Content[] = ['a<b', html`<i>c</i>`, null, undefined, false, 7, [' d', ['&']]];
  t.equal(html`${items}`.toString(), 'a&lt;b<i>c</i>7 d&amp;');
  t.equal(html`${markup('<svg></svg>')}`.toString(), '<svg></svg>');
  t.equal(html`<pre>${'two\r\nlines\tof it'}</pre>`.toString(), '<pre>two\nlines\tof it</pre>');
});
