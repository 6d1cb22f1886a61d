import t from 'tap';
import { csvText } from '../../reports/csv.ts';

t.test('text is text for a spreadsheet too, and numbers stay numbers', async (t) => {
  t.equal(
    csvText([['=HYPERLINK("x")', '+1', '@a', '-b', -0.5, null, true, 'a,b']]),
    `"'=HYPERLINK(""x"")",'+1,'@a,'-b,-0.5,,true,"a,b"\n`,
  );
});
