import type { SuiteReport } from './failures.ts';
import { closingLine, outcomeOf, total, type JestReport } from './outcome.ts';

const suite = (status: string, tests: number): SuiteReport => ({
  name: 'a.spec.ts',
  status,
  message: 'It did not load',
  assertionResults: Array.from({ length: tests }, () => ({
    status,
    ancestorTitles: [],
    title: 'It works',
    failureMessages: [],
  })),
});
const report = (changes: Partial<JestReport>): JestReport => ({
  success: true,
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [suite('passed', 2)],
  ...changes,
});

describe('the outcome of a jest run', () => {
  it('counts tests', () => {
    expect(outcomeOf(report({}))).toEqual({ passed: 2, failed: 0, skipped: 0, failures: [], notRun: [] });
    expect(outcomeOf(report({ success: false, numFailedTests: 3 }))).toMatchObject({ failed: 3 });
  });

  it('counts a suite that failed to load as a failure', () => {
    const testResults = [suite('failed', 0)];
    const failures = ['a.spec.ts\n  It did not load'];
    expect(outcomeOf(report({ success: false, testResults }))).toMatchObject({ failed: 1, failures });
  });

  it('is a failure if jest found no test, or failed for another reason', () => {
    expect(outcomeOf(report({ success: false, numPassedTests: 0, testResults: [] }))).toMatchObject({ failed: 1 });
  });
});

describe('the closing line of a test run', () => {
  it('sums up all parts', () => {
    const sum = total([
      { passed: 2, failed: 1, skipped: 0 },
      { passed: 3, failed: 0, skipped: 0 },
    ]);
    expect(closingLine(sum)).toBe('5 passed, 1 failed');
  });
  it('names skipped tests', () => {
    expect(closingLine({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped');
  });
});
