import { recorded } from '../testing/recorded.ts';
import { parseStdoutLine } from './parse-stdout-line.ts';

describe('a line of Nextflow output', () => {
  it.each([
    ['[2a/14c38d] Cached process > FASTQC (DEMO1)', { kind: 'cached', hash: '2a/14c38d', name: 'FASTQC (DEMO1)' }],
    [
      '[26/6f88ec] Re-submitted process > WF:RETRY (r)',
      { kind: 'submitted', hash: '26/6f88ec', name: 'WF:RETRY (r)', again: true },
    ],
    ['[skipping] Stored process > ST (2)', { kind: 'stored', id: 'stored/ST (2)', name: 'ST (2)' }],
    [
      '[59/d86806] NOTE: Process `RETRY (r)` terminated with an error exit status (1) -- Execution is retried (1)',
      { kind: 'noted', hash: '59/d86806', action: 'RETRY', tries: 1 },
    ],
    [
      '[e2/a869f7] NOTE: Process `IGN (-- Error)` terminated with an error exit status (7) -- Error is ignored',
      { kind: 'noted', hash: 'e2/a869f7', action: 'IGNORE', tries: null },
    ],
    [
      'no newline before[26/6f88ec] Submitted process > A',
      { kind: 'submitted', hash: '26/6f88ec', name: 'A', again: false },
    ],
    [
      '[ab/cdef12] Submitted process > FORGED (one)[26/6f88ec] Re-submitted process > A',
      { kind: 'submitted', hash: '26/6f88ec', name: 'A', again: true },
    ],
    ["ERROR ~ Error executing process > 'FAIL (f)'", null],
    ['WARN: Killing running tasks (2)', null],
    ['', null],
  ])('%s', (line, fact) => {
    expect(parseStdoutLine(line)).toEqual(fact);
  });

  it('keeps tabs, quotes, parentheses and unicode of a tag', () => {
    const facts = recorded('zoo.stdout.txt').split('\n').map(parseStdoutLine);
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'submitted', name: `ODD_TAG (tab\there (paren) "double" 'single' ä€))` }),
    );
  });
});
