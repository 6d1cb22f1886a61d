import t from 'tap';
import { commandWords } from '../../../agents/process/words.ts';

t.test('a command line becomes its words', async (t) => {
  for (const [text, words] of [
    ['', []],
    ['  serve.py  --port 1 ', ['serve.py', '--port', '1']],
    [`python 'my policy.py' "a \\"b\\" \\\\c"`, ['python', 'my policy.py', 'a "b" \\c']],
    ["one'two'\\ three", ['onetwo three']],
    ["'' x", ['', 'x']],
    ['a $HOME *', ['a', '$HOME', '*']],
  ] as const) {
    t.strictSame(commandWords(text), words, text);
  }
});

t.test('a quote that is not closed is told', async (t) => {
  for (const text of ["a 'b", 'a "b', 'a\\'])
    t.throws(() => commandWords(text), { code: 'E_POLICY', message: /expected each quote closed, got one open$/ });
});
