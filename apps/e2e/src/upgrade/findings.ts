import { commands as catalogue, type CommandAccepted } from '@reprise/contracts';
import { attemptViolations } from '../faults/checker/attempt-rules.ts';
import { commandViolations } from '../faults/checker/command-rules.ts';
import { unexplainedFailures } from '../faults/checker/explained.ts';
import { uploadViolations } from '../faults/checker/upload-rules.ts';
import type { AttemptId, LoggedEvent, TaskNote, UploadFacts } from '../faults/record/facts.ts';
import { outcomeOf, type SentCommand } from '../faults/record/ledger.ts';

/** Facts of clients, tasks and the log after the upgrade. */
export interface UpgradeFacts {
  readonly commands: readonly SentCommand[];
  /** Limits that were accepted. */
  readonly accepted: readonly CommandAccepted[];
  readonly events: readonly LoggedEvent[];
  readonly launches: readonly AttemptId[];
  readonly tasks: readonly TaskNote[];
  readonly uploads: readonly UploadFacts[];
}

/** Returns what the upgrade broke. Pure. */
export function findings(facts: UpgradeFacts): string[] {
  const { accepted, events } = facts;
  const seqs = new Map(events.map(({ id, seq }) => [id, seq]));
  const none = { faults: [], overlaps: [], alive: { most: [], slots: 0 }, finalChanges: [], held: [], inputs: [] };
  const violations = [
    ...commandViolations(facts),
    ...attemptViolations({ ...none, ...facts }),
    ...unexplainedFailures({ ...none, ...facts }),
    ...uploadViolations({ ...none, ...facts }),
  ];
  return [
    ...violations.map(({ rule, what }) => `${rule}: ${what}`),
    ...unanswered(facts),
    ...unexplainedRefusals(facts),
    ...accepted
      .filter(({ command_id, seq }) => seqs.get(command_id) !== seq)
      .map(({ command_id, seq }) => `the limit ${command_id} is not at ${String(seq)}`),
  ];
}

const unanswered = ({ commands }: UpgradeFacts): string[] =>
  commands.filter((each) => outcomeOf(each) === 'unanswered').map(({ verb, token }) => `${verb} ${token}: no outcome`);

/** A refusal because of a job's state is in the log. Any other has a different reason, such as the upgrade. */
function unexplainedRefusals({ commands, events }: UpgradeFacts): string[] {
  const recorded = new Map(events.map(({ type, data }) => [data['reason'], type]));
  return commands
    .filter((each) => outcomeOf(each) === 'refused' && recorded.get(each.token) !== catalogue[each.verb].refused)
    .map(({ verb, token, answers }) => `${verb} ${token} was refused: ${answers.at(-1)?.detail ?? ''}`);
}
