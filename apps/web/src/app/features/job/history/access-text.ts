import type { TypedHistoryEntry } from '@reprise/contracts';
import { verbBeforeJob } from '../../../shared/history/command-verb.ts';
import { deniedText } from '../../../shared/history/denied-text.ts';
import { byActor, plain, type TrailText } from './trail-item.ts';

const look = (icon: TrailText['icon'], tone: string) => ({ icon, tone });

/** Text of an access event that is about the job: a denied request, or an approval; null for other events. */
export function accessText(entry: TypedHistoryEntry): TrailText | null {
  const who = byActor(entry.actor);
  switch (entry.type) {
    case 'access_denied': {
      const refused = look('shield-x', 'refused');
      return {
        ...refused,
        text: [who, plain(' was denied a request')],
        effects: [{ ...refused, text: deniedText(entry.data.detail) }],
      };
    }
    case 'approval_requested':
      return {
        ...look('circle-dashed', 'pending'),
        text: [who, plain(` asked for approval to ${action(entry)}`)],
        effects: [],
      };
    case 'approval_granted':
      return {
        ...look('shield-check', 'completed'),
        text: [who, plain(` approved the request to ${action(entry)}`)],
        effects: [],
      };
    case 'approval_rejected':
      return {
        ...look('shield-x', 'refused'),
        text: [who, plain(` rejected the request to ${action(entry)}`)],
        effects: [],
      };
    case 'approval_withdrawn':
      return {
        ...look('circle-minus', 'pending'),
        text: [who, plain(` withdrew the request to ${action(entry)}`)],
        effects: [],
      };
    case 'approval_expired':
      return {
        ...look('circle-minus', 'pending'),
        text: [plain(`The request to ${action(entry)} was not approved in time`)],
        effects: [],
      };
    default:
      return null;
  }
}

const action = ({ data }: { readonly data: { readonly command: string } }): string =>
  `${verbBeforeJob(data.command)} this`;
