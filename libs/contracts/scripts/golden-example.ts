import { commandNames, targetOf } from '../src/commands/command-names.ts';
import { commands } from '../src/commands/index.ts';
import type { EventType } from '../src/events/catalog.ts';
import { currentVersion } from '../src/events/upcasters.ts';

const SUBJECTS = { job: '019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f', queue: 'default', runner: 'runner-a' };

/** Returns a golden example for an event of a command, made of the command's descriptor; null for any other event. */
export function goldenExample(type: EventType): object | null {
  const name = commandNames.find((one) => commands[one].accepted === type || commands[one].refused === type);
  if (!name) return null;
  const command = commands[name];
  const [refusal, detail] = Object.entries<string>(command.refusals)[0] ?? [];
  const refused = { attempt: 1, status: 'completed', reason: 'again, please', detail, refusal };
  return {
    id: '019b2f6e-5c3a-7000-8000-000000000040',
    type,
    version: currentVersion(type),
    source: '/reprise/gateway',
    subject: SUBJECTS[targetOf(name)],
    time: '2026-03-14T09:01:40.250Z',
    actor: 'admin',
    correlation_id: '019b2f6e-5c39-7001-8000-000000000001',
    causation_id: '019b2f6e-5c39-7001-8000-000000000001',
    data: command.accepted === type ? command.event.example : refused,
  };
}
