import { accessViolations } from './access-rules.ts';
import { attemptViolations } from './attempt-rules.ts';
import { commandViolations } from './command-rules.ts';
import { unexplainedFailures } from './explained.ts';
import type { Deliveries, Digests, Facts, LoggedEvent } from '../record/facts.ts';
import { uploadViolations } from './upload-rules.ts';
import type { Rule, Violation } from './violation.ts';

/** Returns every violation in the recorded facts. Pure. */
export const check = (facts: Facts): Violation[] => [
  ...(facts.unready === null ? [] : [{ rule: 'not_quiet' as const, what: facts.unready }]),
  ...commandViolations(facts),
  ...attemptViolations(facts),
  ...facts.strays.map(({ job, attempt, pid }) => ({
    rule: 'stray_process' as const,
    what: `process ${String(pid)} of attempt ${String(attempt)} of ${job} is alive`,
  })),
  ...facts.leftovers.map((what) => ({ rule: 'executor_leftover' as const, what })),
  ...changedResults(facts),
  ...uploadViolations(facts),
  ...accessViolations(facts),
  ...missing('missing_delivery', facts.events, facts.deliveries),
  ...missing('missing_mail', facts.events, facts.mails),
  ...unexplainedFailures(facts),
  ...facts.runs
    .filter(({ code }) => code !== 0)
    .map(({ name, code, output }) => ({ rule: name, what: `exit ${String(code)}: ${output.slice(-500)}` })),
];

function changedResults({ results: { expected, found } }: Facts): Violation[] {
  return found.flatMap(({ job, attempt, digests }) => {
    const files = [...new Set([...Object.keys(expected), ...Object.keys(digests)])];
    const changed = files.filter((file) => expected[file] !== digests[file]);
    if (changed.length === 0) return [];
    const what = changed.map((file) => `${file} ${differs(file, expected, digests)}`).join(', ');
    return [{ rule: 'changed_result' as const, what: `attempt ${String(attempt)} of ${job}: ${what}` }];
  });
}

const differs = (file: string, expected: Digests, digests: Digests): string =>
  !(file in digests) ? 'is missing' : !(file in expected) ? 'is not expected' : 'has another SHA-256';

function missing(rule: Rule, events: Facts['events'], deliveries: Deliveries): Violation[] {
  return events.filter(isMissing(deliveries)).map(({ seq, type, subject }) => ({
    rule,
    what: `${type} of ${subject} at ${String(seq)} was not delivered`,
  }));
}

/** Returns a predicate for subscribed events that were not delivered. */
export const isMissing =
  ({ types, after, received }: Deliveries) =>
  ({ seq, type, id }: LoggedEvent): boolean =>
    seq > after && types.includes(type) && !received.has(id);
