import { commandId, derivedId, newId } from '@reprise/event-log';
import type { Caller } from './caller.ts';

export interface CommandIds {
  /** Id of the command and of its first event. */
  readonly id: string;
  /**
   * Id of the command together with its body. Its events name this id as their cause. The same key with a different
   * body results in a different id.
   */
  readonly causation_id: string;
  /** Whether the same command may have been sent before. */
  readonly repeatable: boolean;
}

/**
 * Returns ids that are always the same for the same actor, route and `Idempotency-Key`. Without a key, returns new
 * ones.
 */
export function commandIds(caller: Caller, route: string, body: unknown): CommandIds {
  const { actor, idempotency_key: key } = caller;
  if (key === undefined) {
    const id = newId();
    return { id, causation_id: id, repeatable: false };
  }
  const id = commandId(actor, route, key);
  return { id, causation_id: derivedId('request', id, JSON.stringify(inOrder(body))), repeatable: true };
}

/**
 * Sorts the fields. RFC 8785 is not suitable, because it defines no form for an unpaired surrogate or Infinity, both of
 * which JSON can contain.
 */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
