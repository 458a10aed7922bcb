import { ANONYMOUS, MACHINE_ACTOR } from '../access/actor.ts';
import { GATEWAY } from '../writers.ts';
import { eventDefinitions, type EventType } from './catalog.ts';

/** Events that a gateway appends without a user, for its own decisions and for requests without an identity. */
const services: Partial<Record<EventType, readonly string[]>> = {
  // Retention rules.
  clean_requested: [GATEWAY],
  clean_refused: [GATEWAY],
  // A disk is almost full, or has free space again.
  queue_paused: [GATEWAY],
  queue_resumed: [GATEWAY],
  // A runner was lost.
  attempt_failed: [GATEWAY],
  slot_released: [GATEWAY],
  // An automatic resume.
  resume_requested: [GATEWAY],
  sign_in_failed: [ANONYMOUS],
};

/** Whether a gateway may name an actor in an event of a type: any user, or a service if the type permits it. */
export const isGatewayActor = (type: EventType, actor: string): boolean =>
  actor === MACHINE_ACTOR ||
  actor.startsWith('user:') ||
  (services[type] ?? eventDefinitions[type].services)?.includes(actor) === true;
