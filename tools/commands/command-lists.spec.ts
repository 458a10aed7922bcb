import { readFileSync } from 'node:fs';
import { commandLists } from './command-lists.ts';

describe('the lists of commands', () => {
  it.each(commandLists())('$file has each command with a file beside it; if not: npm run command-lists', (list) => {
    expect(readFileSync(list.file, 'utf8')).toBe(list.text);
  });
});
