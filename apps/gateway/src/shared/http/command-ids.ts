import canonicalize from 'canonicalize';
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
  return { id, causation_id: derivedId('request', id, canonicalize(body) ?? ''), repeatable: true };
}
