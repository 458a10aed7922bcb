import { eventLogSuite } from './event-log.suite.ts';
import { MemoryEventLog } from './memory-event-log.ts';

describe('The event log in memory', () => {
  eventLogSuite(async () => {
    const log = new MemoryEventLog();
    return { log, plant: async (message) => log.plant(message), stop: () => log.close() };
  });
});
