import { findCause } from './find-cause.ts';
import { isSourceLine } from './source-lines.ts';

const cause = (...lines: string[]) => {
  const at = findCause(lines, isSourceLine('bwa mem ref.fa reads.fq\necho "cannot fail"'));
  return at === null ? null : lines[at];
};

describe('the line with the cause of a failure', () => {
  it.each([
    ['before clean-up', ['reading', 'Error: no index', 'removing part.1', 'removing part.2'], 'Error: no index'],
    ['before an error of the clean-up', ['[E::main] no index', 'rm: cannot remove x'], '[E::main] no index'],
    ['of a traceback', ['Traceback (most recent call last):', '  File "a.py"', 'ValueError: no'], 'ValueError: no'],
    [
      'deepest in a stack of Java',
      ['Exception in thread "main" X: a', '\tat A.b(C.java:1)', 'Caused by: Y: why', '\t... 1 more'],
      'Caused by: Y: why',
    ],
    ['of R', ['Error in f(x) : no column', 'Calls: f', 'Execution halted'], 'Error in f(x) : no column'],
    ['that only speaks of an error', ['reading', 'the file is truncated', 'bye'], 'the file is truncated'],
    ['that begins as an error does, not the last that speaks of one', ['FATAL: no', 'it failed'], 'FATAL: no'],
  ])('is that %s', (_, lines, expected) => {
    expect(cause(...lines)).toBe(expected);
  });

  it.each([
    ['counts none', 'finished with 0 errors'],
    ['warns', 'WARNING: no error model'],
    ['is traced', '+ grep error log'],
    ['is the script', 'echo "cannot fail"'],
    ['is quoted by the shell', "/w/.command.sh: line 3: `fail now'"],
    ['is only a path', '/data/missing/error'],
  ])('is not one that %s', (_, line) => {
    expect(cause('reading', line)).toBeNull();
  });
});
