import { commands as catalogue, eventTypesOf, type CommandName } from '@reprise/contracts';
import { acknowledgement, isUnexpected, outcomeOf, type SentCommand } from '../record/ledger.ts';
import type { Facts, LoggedEvent } from '../record/facts.ts';
import type { Violation } from './violation.ts';

/** Types of events that record a command, whatever its outcome. */
const recordTypes: ReadonlySet<string> = new Set((Object.keys(catalogue) as CommandName[]).flatMap(eventTypesOf));

/** Compares the ledger with the log. */
export function commandViolations({ commands, events }: Pick<Facts, 'commands' | 'events'>): Violation[] {
  const recorded = new Map<string, LoggedEvent[]>();
  for (const event of events) {
    const { reason } = event.data;
    if (typeof reason !== 'string' || !recordTypes.has(event.type)) continue;
    recorded.set(reason, [...(recorded.get(reason) ?? []), event]);
  }
  return commands.flatMap((command) => [
    ...recordViolations(command, recorded.get(command.token) ?? []),
    ...command.answers
      .filter(isUnexpected)
      .map(({ status, detail }) =>
        violation('unexpected_answer', command, `was answered with ${String(status)}: ${detail ?? ''}`),
      ),
  ]);
}

function recordViolations(command: SentCommand, recorded: readonly LoggedEvent[]): Violation[] {
  const acknowledged = acknowledgement(command);
  const refusedType: string | null = catalogue[command.verb].refused;
  const effects = recorded.filter(({ type }) => type !== refusedType);
  const found = effects.map(({ seq, type }) => `${type} at ${String(seq)}`).join(', ') || 'nothing';
  if (effects.length > 1) return [violation('doubled_command', command, `is recorded as ${found}`)];
  if (outcomeOf(command) === 'refused' && effects.length > 0)
    return [violation('refused_accepted', command, `was refused, and is recorded as ${found}`)];
  if (!acknowledged) return [];
  const { seq = 0, command_id: id = '' } = acknowledged;
  const [event] = effects;
  const isRecord = event?.seq === seq && event.id === id && eventTypesOf(command.verb).includes(event.type);
  if (isRecord) return [];
  const wanted = `acknowledged with sequence ${String(seq)} and id ${id}`;
  return [violation('acknowledged_missing', command, `was ${wanted}; the log has ${found}`)];
}

const violation = (rule: Violation['rule'], { verb, token, target }: SentCommand, what: string): Violation => ({
  rule,
  what: `${verb} ${token}${target === null ? '' : ` of ${target}`} ${what}`,
});
