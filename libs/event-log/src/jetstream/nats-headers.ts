import type { MsgHdrs } from '@nats-io/transport-node';
import type { Header } from '../event-log.ts';

/** Headers that a direct get adds to those of the stored message. */
const ADDED = new Set([
  'Nats-Stream',
  'Nats-Subject',
  'Nats-Sequence',
  'Nats-Time-Stamp',
  'Nats-Num-Pending',
  'Nats-Last-Sequence',
]);

/** Returns the headers as stored, whichever way the message was read. */
export const orderedHeaders = (headers: MsgHdrs | undefined): Header[] =>
  [...(headers ?? [])]
    .filter(([name]) => !ADDED.has(name))
    .flatMap(([name, values]) => values.map((value): Header => [name, value]));
