import { splitName } from './task-name.ts';

describe('the name of a task', () => {
  it.each([
    ['ALIGN', 'ALIGN', null],
    ['ALIGN (DEMO1)', 'ALIGN', 'DEMO1'],
    ['WF:SUB:ALIGN (a (b) c)', 'WF:SUB:ALIGN', 'a (b) c'],
    ['ALIGN (2)', 'ALIGN', null],
    ['ALIGN ()', 'ALIGN', null],
    ['ALIGN (cut by a newline', 'ALIGN', 'cut by a newline'],
  ])('%j is process %j with tag %j', (name, process, tag) => {
    expect(splitName(name)).toEqual({ process, tag });
  });
});
