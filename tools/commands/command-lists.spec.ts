import { readFileSync } from 'node:fs';
import { commandLists } from './command-lists.ts';

describe('the lists of commands', () => {
  it.each(commandLists())('$file lists each command with its file (if not, run npm run command-lists)', (list) => {
    expect(readFileSync(list.file, 'utf8')).toBe(list.text);
  });
});
