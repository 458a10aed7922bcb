import { isDeepStrictEqual } from 'node:util';
import { commands, type CommandName, type RecordedEvent } from '@reprise/contracts';
import { isOpen } from '@reprise/job';
import type { Entry } from '../clients/ledger.ts';
import { QUEUE } from '../clients/requests.ts';
import { Tables } from '../tables/tables.ts';
import type { FoldedLog } from './folded-log.ts';
import type { Observed } from './observed.ts';

/** Whether nothing is left to happen: jobs have ended, processes are gone, and the tables are up to date. */
export function isQuiet({ ledger, machines, services, store, tables }: Observed, folded: FoldedLog): boolean {
  return (
    ledger.active === 0 &&
    services.every(({ process }) => process) &&
    tables.position === store.entries.length &&
    folded.jobs().every((job) => !isOpen(job)) &&
    folded.queue(QUEUE).taken.length === 0 &&
    machines.every((machine) => machine.alive().length === 0)
  );
}

/** Returns why a healed system is not quiet. */
export function leftOver({ ledger, machines, store, tables }: Observed, folded: FoldedLog): string[] {
  const open = folded.jobs().filter(isOpen);
  const { taken } = folded.queue(QUEUE);
  return [
    ...open.map(
      ({ status, pending_action }) => `a job does not end: ${status}, ${pending_action?.kind ?? 'no action'}`,
    ),
    ...(taken.length > 0 ? ['a slot is not given back'] : []),
    ...machines.flatMap((machine) => machine.alive().map(() => `processes of an attempt run on ${machine.name}`)),
    ...(ledger.active > 0 ? ['a client waits for an answer'] : []),
    ...(tables.position < store.entries.length ? ['the tables are behind the log'] : []),
  ];
}

/** Compares the clients' responses with the log, and the tables with a rebuild. */
export function quietViolations(observed: Observed): string[] {
  const events = observed.store.entries.flatMap(({ event }) => event ?? []);
  return [
    ...observed.ledger.entries.flatMap((entry) => violationsOf(entry, events)),
    ...forgottenCancels(events),
    ...projectionViolations(observed),
  ];
}

function violationsOf({ request, causationId, answer }: Entry, events: readonly RecordedEvent[]): string[] {
  const { name } = request.command;
  const caused = events.filter(({ causation_id }) => causation_id === causationId);
  const { accepted } = commands[name as CommandName];
  const effects = caused.filter(({ type }) => type === accepted).length;
  if (effects > 1) return [`${name} was recorded twice`];
  if (answer?.outcome === 'accepted') {
    const first = events[answer.seq - 1];
    if (first?.id !== answer.command_id) return [`${name} was accepted and is not in the log`];
  }
  if (answer?.outcome === 'refused' && effects > 0) return [`${name} was refused and recorded as accepted`];
  return answer?.outcome === 'already_so' && caused.length === 0 ? [`${name} was answered and is not in the log`] : [];
}

/** Finds cancels that no ending mentions. If a runner is lost or a start fails, the attempt ends in a different way. */
function forgottenCancels(events: readonly RecordedEvent[]): string[] {
  const natural = events.filter(
    ({ type, data }) =>
      (type === 'attempt_succeeded' || (type === 'attempt_failed' && 'cause' in data && data.cause === 'error')) &&
      !('cancel' in data),
  );
  const isForgotten = (cancel: RecordedEvent) =>
    natural.some(
      ({ subject, data, seq }) =>
        subject === cancel.subject &&
        seq > cancel.seq &&
        (data as { attempt: number }).attempt === (cancel.data as { attempt: number }).attempt,
    );
  const cancels = events.filter(({ type }) => type === 'cancel_requested');
  return cancels.filter(isForgotten).map(() => 'a cancel was accepted and has no effect');
}

function projectionViolations({ store, tables }: Observed): string[] {
  const rebuilt = new Tables();
  rebuilt.write(0, store.entries);
  const isSame = isDeepStrictEqual(rebuilt.rows, tables.rows);
  return [
    ...(isSame ? [] : ['the projection differs from a rebuild']),
    ...tables.quarantined.map((reason) => `an event cannot be applied: ${reason.replace(/^\d+: /, '')}`),
  ];
}
