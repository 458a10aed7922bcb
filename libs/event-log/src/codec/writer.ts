import {
  appendedBy,
  appenderOf,
  GATEWAY,
  isGatewayActor,
  isMalformedUser,
  runnerOfActor,
  splitSubject,
  writerOf,
  type Envelope,
  type RecordedEvent,
} from '@reprise/contracts';

/**
 * Checks that the event's envelope names the writer proven by its subject. Subjects of earlier releases contain no
 * writer, so the author of their events is unproven; services may no longer append to them.
 * @throws Error that states the difference
 */
export function assertWriter(stored: string, { source, actor }: Pick<Envelope, 'source' | 'actor'>): void {
  const { writer } = splitSubject(stored);
  if (writer === undefined) return;
  if (writer !== writerOf(source)) throw new Error(`its source is ${source}, but ${writer} appended it`);
  const runner = runnerOfActor(actor);
  if (writer === GATEWAY ? runner !== undefined : runner !== writer)
    throw new Error(`its actor is ${actor}, but ${writer} appended it`);
}

/**
 * Checks the actor of an event before it is appended. Users must be identified by their account id, and tokens by their
 * token id.
 * @throws Error with the reason
 */
export function assertActor({ actor }: Pick<Envelope, 'actor'>): void {
  if (isMalformedUser(actor))
    throw new Error(`its actor is ${actor}, which is not user:<uuid> or user:<uuid>/token:<uuid>`);
}

/**
 * Checks that the writer may append the event.
 * @throws Error with the reason
 */
export function assertMayAppend(
  stored: string,
  { type, actor }: Pick<RecordedEvent, 'type' | 'actor'>,
  data: RecordedEvent['data'],
): void {
  const { writer } = splitSubject(stored);
  if (writer === undefined) return;
  if (!appendedBy(type).includes(appenderOf(writer))) throw new Error(`${writer} may not append ${type}`);
  if (writer === GATEWAY) {
    if (!isGatewayActor(type, actor)) throw new Error(`${actor} is no actor of ${type}`);
    return;
  }
  const [, family, runner] = stored.split('.');
  if (family === 'runners' && runner !== writer)
    throw new Error(`it is of runner ${String(runner)}, but ${writer} appended it`);
  if ('runner_id' in data && data.runner_id !== writer)
    throw new Error(`it is about runner ${data.runner_id}, but ${writer} appended it`);
  if ('cause' in data && data.cause === 'runner_lost') throw new Error('only a gateway finds that a runner is lost');
}
