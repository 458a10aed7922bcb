import { commandId, derivedId, newId } from '@reprise/event-log';
import type { Caller } from './caller.ts';

export interface CommandIds {
  /** Id of the command, and of its first event. */
  readonly id: string;
  /** Id of the command with its body, which its events name as their cause. The same key with another body has another. */
  readonly causation_id: string;
  /** True when the same command may have come before. */
  readonly repeatable: boolean;
}

/** Returns the same ids for the same actor, route and `Idempotency-Key`, always; without a key, new ones. */
export function commandIds(caller: Caller, route: string, body: unknown): CommandIds {
  const { actor, idempotency_key: key } = caller;
  if (key === undefined) {
    const id = newId();
    return { id, causation_id: id, repeatable: false };
  }
  const id = commandId(actor, route, key);
  return { id, causation_id: derivedId('request', id, JSON.stringify(inOrder(body))), repeatable: true };
}

/** Sorts the fields. RFC 8785 would not do: it has no form for half a surrogate pair or Infinity, which JSON may hold. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
