import { stripVTControlCharacters } from 'node:util';

/** Fields used of the `--json` report of jest. */
export interface SuiteReport {
  /** Absolute path of the file. */
  readonly name: string;
  readonly status: string;
  /** Messages of all failures, including that of a suite that failed to load. */
  readonly message: string;
  readonly assertionResults: readonly TestReport[];
}
export interface TestReport {
  readonly status: string;
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly failureMessages: readonly string[];
}

const MOST_LETTERS = 300;

/**
 * Returns each failed test of a jest run as two lines. The second contains the beginning of the reason, because the
 * full output is often truncated.
 */
export function failuresOf(suites: readonly SuiteReport[]): string[] {
  return suites.filter(({ status }) => status === 'failed').flatMap(failuresIn);
}

/** Each skipped test of a jest run, by its file and enclosing titles, which give the reason. */
export function notRun(suites: readonly SuiteReport[]): string[] {
  const skipped = suites.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'pending' || status === 'skipped')
      .map(({ ancestorTitles, title }) => [name.split('/').at(-1)!, ...ancestorTitles, title].join(' › ')),
  );
  return [...new Set(skipped)];
}

function failuresIn({ name, message, assertionResults }: SuiteReport): string[] {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  const file = name.split('/').at(-1);
  // Without a failed test, the suite failed to load, or a hook around it failed.
  if (failed.length === 0) return [`${String(file)}\n  ${brief(message)}`];
  return failed.map(
    (test) =>
      `${[String(file), ...test.ancestorTitles, test.title].join(' › ')}\n  ${brief(test.failureMessages.join('\n'))}`,
  );
}

function brief(reason: string): string {
  const words = stripVTControlCharacters(reason).replaceAll(/\s+/g, ' ').trim();
  return words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS)}…` : words;
}
