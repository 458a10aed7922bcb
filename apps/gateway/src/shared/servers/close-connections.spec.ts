import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { CloseConnections } from './close-connections.ts';
import type { Connections } from './connections.ts';

const after = (milliseconds: number) => () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });
const NEVER = after(3_600_000);

interface Ends {
  readonly projector: () => Promise<void>;
  readonly server?: () => Promise<void>;
  readonly signs?: boolean;
}

describe('the stop of a gateway', () => {
  let warned: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    warned = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void warned.push(String(line)));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  /** Time in milliseconds at which the log was closed, and the time at which everything was. */
  async function closed({ projector, server = after(0), signs = true }: Ends): Promise<[number, number]> {
    const began = Date.now();
    let logClosed = Infinity;
    const log = { close: () => ((logClosed = Date.now() - began), server()) };
    const readModel = { close: server };
    const connections = { log, readModel, writeModel: readModel, feed: { stop: server } } as unknown as Connections;
    const ending = new CloseConnections(connections, { signs, stop: projector }, { close: server });
    const over = ending.onApplicationShutdown().then(() => Date.now() - began);
    await jest.advanceTimersByTimeAsync(60_000);
    return [logClosed, await over];
  }

  it('waits for the last head of the audit, and keeps the servers until that head is signed', async () => {
    const [logClosed, over] = await closed({ projector: after(1_400) });
    expect(logClosed).toBe(1_400);
    expect(over).toBeLessThan(1_800);
    expect(warned).toEqual([]);
  });

  it('completes when the head takes too long, and logs that it may be missing', async () => {
    const [logClosed, over] = await closed({ projector: NEVER, server: NEVER });
    expect(logClosed).toBe(1_500);
    expect(over).toBeLessThan(2_000);
    expect(warned).toEqual([expect.stringMatching(/^The last head of the audit was not signed/)]);
  });

  it('completes soon without a head to sign, although a server does not answer', async () => {
    const [, over] = await closed({ projector: NEVER, server: NEVER, signs: false });
    expect(over).toBeLessThan(1_000);
    expect(warned).toEqual([]);
  });
});
