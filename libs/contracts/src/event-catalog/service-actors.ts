import { ANONYMOUS, MACHINE_ACTOR } from '../access/actor.ts';
import { GATEWAY } from '../writers.ts';
import { eventDefinitions, type EventType } from './catalog.ts';

/** Events that a gateway appends without a person: what it decides itself, and what nobody did who is known. */
const services: Partial<Record<EventType, readonly string[]>> = {
  // Retention rules.
  clean_requested: [GATEWAY],
  clean_refused: [GATEWAY],
  // A disk that is full, and has room again.
  queue_paused: [GATEWAY],
  queue_resumed: [GATEWAY],
  // A runner that is lost.
  attempt_failed: [GATEWAY],
  slot_released: [GATEWAY],
  // A job that is resumed by its own policy.
  resume_requested: [GATEWAY],
  approval_expired: [GATEWAY],
  sign_in_failed: [ANONYMOUS],
};

/** Whether a gateway may name an actor in an event of a type: a person in all of them, a service where it acts by itself. */
export const isGatewayActor = (type: EventType, actor: string): boolean =>
  actor === MACHINE_ACTOR ||
  actor.startsWith('user:') ||
  (services[type] ?? eventDefinitions[type].services)?.includes(actor) === true;
