import type { MsgHdrs } from '@nats-io/transport-node';
import type { Header } from '../event-log.ts';

/** What a direct get adds to the headers of the stored message. */
const ADDED = new Set([
  'Nats-Stream',
  'Nats-Subject',
  'Nats-Sequence',
  'Nats-Time-Stamp',
  'Nats-Num-Pending',
  'Nats-Last-Sequence',
]);

/** The headers as stored, however the message was read. */
export const orderedHeaders = (headers: MsgHdrs | undefined): Header[] =>
  [...(headers ?? [])]
    .filter(([name]) => !ADDED.has(name))
    .flatMap(([name, values]) => values.map((value): Header => [name, value]));
