import { z } from 'zod';
import type { Notice } from './notice.ts';

/** Type of a delivery that combines the messages of quiet hours. */
export const QUIET_HOURS = 'quiet_hours_ended';

const Single = z.object({
  title: z.string(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  link: z.string(),
});
const StoredNotice = Single.extend({ parts: z.array(Single).optional(), omitted: z.int().optional() });

export const NO_NOTICE =
  'It was not sent: a gateway of an earlier release made this message, in a form for webhooks only. Replay the delivery to send it.';

/** Maximum number of messages that a combined one lists. Source: Slack allows 50 blocks in a message. */
const MOST_PARTS = 40;

/** Returns the notice that a delivery stores; null if it stores an event, as gateways of earlier releases did. */
export function storedNotice(body: string): Notice | null {
  try {
    return StoredNotice.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

/** Returns one notice that lists others, of which some may be lists already. A single one stays as it is. */
export function combined(notices: readonly Notice[]): Notice {
  const all = notices.flatMap((one) => one.parts ?? [one]);
  const count = all.length + notices.reduce((sum, { omitted = 0 }) => sum + omitted, 0);
  const [first] = all;
  if (count === 1 && first) return first;
  const parts = all.slice(0, MOST_PARTS);
  return {
    title: `${String(count)} messages from quiet hours`,
    facts: [],
    link: first ? new URL('/', first.link).href : '',
    parts,
    omitted: count - parts.length,
  };
}
