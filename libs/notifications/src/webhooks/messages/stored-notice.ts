import { z } from 'zod';
import type { Notice } from './notice.ts';

const StoredNotice = z.object({
  title: z.string(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  link: z.string(),
});

export const NO_NOTICE =
  'It was not sent: a gateway of an earlier release made this message, in a form for webhooks only. Replay the delivery to send it.';

/** Returns the notice that a delivery stores; null if it stores an event, as gateways of earlier releases did. */
export function storedNotice(body: string): Notice | null {
  try {
    return StoredNotice.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
