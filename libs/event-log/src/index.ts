export { decode, type StoredMessage } from './codec.ts';
export * from './errors.ts';
export * from './event-log.ts';
export * from './ids.ts';
export * from './make-event.ts';
export * from './memory-event-log.ts';
export type { JetStreamEventLog } from './jetstream/jetstream-event-log.ts';
export * from './jetstream/open-jetstream-log.ts';
export { connectionOptions } from './jetstream/connect.ts';
