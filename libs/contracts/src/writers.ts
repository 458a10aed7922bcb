import * as z from 'zod';

/**
 * Writers of events: all gateways as one writer, and each runner. A writer's login may append only to subjects that end
 * in the writer's name, so the server proves who wrote an event.
 */
export const GATEWAY = 'gateway';
export const GATEWAY_SOURCE = '/reprise/gateway';

/** Names of other logins at the NATS server, which runners must not use. */
const RESERVED = ['reprise', GATEWAY, 'runner', 'copier', 'upgrader', 'consumer'];

/** Runner id, which is one subject token and the name of the runner's login. */
export const RunnerId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be letters, digits, - and _, at most 64')
  .refine((id) => !RESERVED.includes(id), 'is the name of another login');

const RUNNER_SOURCE = '/reprise/runner/';
export const runnerSource = (runnerId: string): string => `${RUNNER_SOURCE}${runnerId}`;

/** Returns the runner id in a source or an actor; undefined if it contains none. */
export const runnerOfSource = (source: string): string | undefined =>
  source.startsWith(RUNNER_SOURCE) ? source.slice(RUNNER_SOURCE.length) : undefined;
/** The published examples contain a space. */
export const runnerOfActor = (actor: string): string | undefined => /^runner[: ](.*)$/s.exec(actor)?.[1];

/** Returns the writer of a source: `gateway` or a runner id; undefined if it is neither. */
export const writerOf = (source: string): string | undefined => {
  if (source === GATEWAY_SOURCE) return GATEWAY;
  const id = runnerOfSource(source);
  return RunnerId.safeParse(id).success ? id : undefined;
};
