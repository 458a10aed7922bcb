export * from './errors.ts';
export * from './event-log.ts';
export * from './ids.ts';
export * from './make-event.ts';
export * from './memory-event-log.ts';
