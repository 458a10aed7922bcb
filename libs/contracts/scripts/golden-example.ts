import { commandNames, targetOf, type CommandName } from '../src/commands/command-names.ts';
import type { CommandDescriptor } from '../src/commands/descriptor.ts';
import { commands, eventTypesOf } from '../src/commands/index.ts';
import type { EventType } from '../src/event-catalog/catalog.ts';
import { currentVersion } from '../src/event-catalog/upcasters.ts';

const SUBJECTS = { job: '019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f', queue: 'default', runner: 'runner-a' };

/** Returns a golden example for a command's event, built from the command's descriptor; null for any other event. */
export function goldenExample(type: EventType): object | null {
  const name = commandNames.find((one) => eventTypesOf(one).includes(type));
  if (!name) return null;
  const data = dataOf(name, type);
  if (!data) return null;
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
    data,
  };
}

function dataOf(name: CommandName, type: EventType): object | null {
  const { accepted, event, refused, refusals, unchanged }: CommandDescriptor = commands[name];
  if (type === accepted) return event.example;
  const reason = 'again, please';
  if (type === refused) {
    const [refusal, detail] = Object.entries(refusals)[0] ?? [];
    return { attempt: 1, status: 'completed', reason, detail, refusal };
  }
  if (unchanged === undefined || type !== `${name}_unchanged`) return null;
  return { ...(targetOf(name) === 'job' && { attempt: 1 }), reason, detail: unchanged };
}
