import { failuresOf, notRun, type SuiteReport } from './failures.ts';

const suite = (changes: Partial<SuiteReport>): SuiteReport => ({
  name: '/anywhere/apps/e2e/src/cancel.e2e.spec.ts',
  status: 'failed',
  message: '',
  assertionResults: [],
  ...changes,
});

describe('the failures of a jest run', () => {
  it('are named with their file and the beginning of the reason', () => {
    const failed = {
      status: 'failed',
      ancestorTitles: ['a cancel'],
      title: 'ends all',
      failureMessages: ['\u{1b}[31mExpected 0\u{1b}[39m\n  Received 1'],
    };
    const passed = { status: 'passed', ancestorTitles: [], title: 'another', failureMessages: [] };
    expect(failuresOf([suite({ assertionResults: [passed, failed] })])).toEqual([
      'cancel.e2e.spec.ts › a cancel › ends all\n  Expected 0 Received 1',
    ]);
  });

  it('include a suite that did not load', () => {
    expect(failuresOf([suite({ message: 'Cannot find module' })])).toEqual([
      'cancel.e2e.spec.ts\n  Cannot find module',
    ]);
  });

  it('are empty if all tests passed', () => {
    expect(failuresOf([suite({ status: 'passed' })])).toEqual([]);
  });

  it('are shortened if they are long', () => {
    const [line] = failuresOf([suite({ message: 'x'.repeat(5000) })]);
    expect(line!.length).toBeLessThan(400);
  });
});

describe('the skipped tests of a jest run', () => {
  it('are named with their file and their enclosing titles', () => {
    const skipped = { status: 'pending', ancestorTitles: ['the stack, on Debian only'], title: 'starts' };
    const passed = { ...skipped, status: 'passed', title: 'ends' };
    const [first] = [suite({ status: 'passed', assertionResults: [{ ...skipped, failureMessages: [] }] })];
    const second = suite({ status: 'passed', assertionResults: [{ ...passed, failureMessages: [] }] });
    expect(notRun([first, second])).toEqual(['cancel.e2e.spec.ts › the stack, on Debian only › starts']);
  });
});
