import { isEndingEvent } from '@reprise/contracts';
import type { AttemptId, Facts, LoggedEvent } from '../record/facts.ts';
import type { Rule, Violation } from './violation.ts';

type AttemptFacts = Pick<Facts, 'events' | 'launches' | 'tasks' | 'overlaps' | 'alive' | 'finalChanges' | 'held'>;

/** Rules about attempts: launches, tasks, endings, slots. */
export function attemptViolations(facts: AttemptFacts): Violation[] {
  const { events, launches, tasks, overlaps, alive, finalChanges, held } = facts;
  const started = new Set(events.filter(({ type }) => type === 'attempt_started').map(keyOf));
  const endings = events.filter(({ type }) => isEndingEvent(type));
  const violations = (rule: Rule, found: readonly string[]): Violation[] => found.map((what) => ({ rule, what }));
  return [
    ...violations('second_launch', repeated(launches.map(nameOf))),
    ...violations('second_launch', repeated(events.filter(({ type }) => type === 'attempt_started').map(keyOf))),
    ...violations(
      'unknown_launch',
      [...new Set(launches.map(nameOf))].filter((name) => !started.has(name)),
    ),
    ...violations('second_task', repeated(tasks.map((each) => `${nameOf(each)}, task ${each.task}`))),
    ...violations('second_ending', repeated(endings.map(keyOf))),
    ...violations(
      'overlap',
      overlaps.map(({ job, attempts }) => `attempts ${attempts.join(' and ')} of ${job} were alive at once`),
    ),
    ...(alive.most.length > alive.slots
      ? violations('too_many_runs', [`slots: ${String(alive.slots)}; alive: ${alive.most.map(nameOf).join(', ')}`])
      : []),
    ...violations(
      'final_changed',
      finalChanges.map((each) => `${nameOf(each)} was ${each.from}, then ${each.to}`),
    ),
    ...violations('slot_kept', [...new Set([...unreleased(events), ...held.map((job) => `${job} holds a slot`)])]),
    ...violations('gap', gaps(events)),
  ];
}

const nameOf = ({ job, attempt }: AttemptId): string => `attempt ${String(attempt)} of ${job}`;
const keyOf = ({ subject, data }: LoggedEvent): string => nameOf({ job: subject, attempt: Number(data['attempt']) });

/** Names that occur more than once, with the number of times. */
function repeated(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([name, count]) => `${name}: ${String(count)} times`);
}

/** Attempts whose numbers of `slot_taken` and `slot_released` differ. */
function unreleased(events: readonly LoggedEvent[]): string[] {
  const open = new Map<string, number>();
  for (const { type, data } of events) {
    if (type !== 'slot_taken' && type !== 'slot_released') continue;
    const name = nameOf({ job: String(data['job_id']), attempt: Number(data['attempt']) });
    open.set(name, (open.get(name) ?? 0) + (type === 'slot_taken' ? 1 : -1));
  }
  return [...open].filter(([, count]) => count !== 0).map(([name, count]) => `${name}: ${String(count)} slots taken`);
}

function gaps(events: readonly LoggedEvent[]): string[] {
  return events.flatMap(({ seq }, index) => {
    const before = events[index - 1]?.seq ?? 0;
    return seq === before + 1 ? [] : [`sequence ${String(seq)} follows ${String(before)}`];
  });
}
