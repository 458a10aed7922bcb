import type { TypedHistoryEntry } from '@reprise/contracts';
import { dateTime } from '../../../shared/format.ts';
import { verbBeforeJob } from '../../../shared/history/command-verb.ts';

/** Returns which commands on the job wait for a second person, and until when; null if none do. */
export function waitingRequestsText(history: readonly TypedHistoryEntry[], now: number): string | null {
  const waiting = new Map<string, { command: string; expires_at: string }>();
  for (const { type, data } of history)
    switch (type) {
      case 'approval_requested':
        waiting.set(data.approval_id, data);
        break;
      case 'approval_granted':
      case 'approval_rejected':
      case 'approval_withdrawn':
      case 'approval_expired':
        waiting.delete(data.approval_id);
    }
  const texts = [...waiting.values()]
    .filter(({ expires_at }) => Date.parse(expires_at) > now)
    .map(({ command, expires_at }) => `to ${verbBeforeJob(command)} this (until ${dateTime(expires_at, now)})`);
  return texts.length ? `A second person has to approve a request ${texts.join(', and one ')}. See Approvals.` : null;
}
