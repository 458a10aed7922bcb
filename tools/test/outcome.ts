import { failuresOf, notRun, type SuiteReport } from './failures.ts';

/** Numbers of passed, failed and skipped tests and checks of a part. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Descriptions of failed tests, if they have names. */
  readonly failures?: readonly string[];
  /** Titles of skipped tests. */
  readonly notRun?: readonly string[];
}

export const succeeded: Outcome = { passed: 0, failed: 0, skipped: 0 };
export const failedCheck: Outcome = { passed: 0, failed: 1, skipped: 0 };

export function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (key: 'passed' | 'failed' | 'skipped') => outcomes.reduce((count, outcome) => count + outcome[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

export function closingLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Fields used of the `--json` report of jest. */
export interface JestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly SuiteReport[];
}

/** Outcome of a jest run. A suite that failed to load has no failed tests, and counts as one. */
export function outcomeOf(report: JestReport): Outcome {
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + unloaded.length;
  // An unfinished run, or one without tests, fails even if no test does.
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: report.numPendingTests,
    failures: failuresOf(report.testResults),
    notRun: notRun(report.testResults),
  };
}
