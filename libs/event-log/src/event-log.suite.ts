import { LogUnavailableError } from './errors.ts';
import type { EventLog } from './event-log.ts';
import { newId } from './ids.ts';
import { priorityChange, type LogUnderTest } from './log-under-test.fixture.ts';
import { readingSuite } from './reading.suite.ts';
import { writingSuite } from './writing.suite.ts';

/** Tests for the behaviour that every adapter of the port must have. */
export function eventLogSuite(open: () => Promise<LogUnderTest>): void {
  let tried: LogUnderTest;
  let log: EventLog;
  let job: string;

  beforeAll(async () => {
    tried = await open();
    log = tried.log;
  });
  afterAll(() => tried.stop());
  beforeEach(() => {
    job = newId();
  });

  writingSuite(() => tried);
  readingSuite(() => tried);

  it('reports its head', async () => {
    const { seq } = await log.append(priorityChange(job));
    const head = await log.head();
    expect(head).toMatchObject({ first_seq: 1, last_seq: seq });
    expect(Date.parse(head.created)).toBeLessThanOrEqual(Date.now());
  });

  it('reports that it is closed, and accepts nothing afterwards', async () => {
    const other = await open();
    const reported: string[] = [];
    other.log.onConnection((connection) => reported.push(connection));
    expect(await other.log.ready()).toBe(true);
    await other.log.close();
    expect(await other.log.ready()).toBe(false);
    await expect(other.log.append(priorityChange(job))).rejects.toThrow(LogUnavailableError);
    expect(reported).toEqual(['closed']);
    await other.stop();
  });
}
