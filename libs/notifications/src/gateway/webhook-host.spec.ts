import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ChangeFeed } from '@reprise/read-model';
import type { WebhookWorker } from '../webhooks/index.ts';
import type { EndedAccounts } from './accounts/ended-accounts.ts';
import { Subject } from 'rxjs';
import { WebhookHost } from './webhook-host.ts';

describe('the webhook host', () => {
  const deliver = jest.fn<WebhookWorker['deliver']>();
  const enqueue = jest.fn<WebhookWorker['enqueue']>();
  const end = jest.fn<EndedAccounts['end']>();
  const moves = new Subject<number>();
  let position = 0;
  let host: WebhookHost;
  beforeEach(async () => {
    jest.useFakeTimers();
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    deliver.mockReset().mockResolvedValue(false);
    enqueue.mockReset().mockResolvedValue();
    end.mockReset().mockResolvedValue();
    const worker = { deliver, enqueue, prune: () => Promise.resolve(), stop: () => undefined };
    const feed = { moves, position: () => position };
    const accounts = { end } as unknown as EndedAccounts;
    host = new WebhookHost(worker as unknown as WebhookWorker, accounts, feed as unknown as ChangeFeed);
    host.onApplicationBootstrap();
    await passing(5_000);
    deliver.mockClear();
    enqueue.mockClear();
  });
  afterEach(async () => {
    await host.beforeApplicationShutdown();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const passing = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);
  const move = (): void => {
    position += 1;
    moves.next(position);
  };

  it('looks for due deliveries each second while some are pending, and otherwise every five seconds', async () => {
    await passing(60_000);
    expect(deliver).toHaveBeenCalledTimes(12);
    deliver.mockClear().mockResolvedValue(true);
    await passing(60_000);
    expect(deliver.mock.calls.length).toBeGreaterThan(55);
  });

  it('enqueues and delivers soon after the read model moved, once for many moves', async () => {
    for (let n = 0; n < 10; n++) move();
    await passing(250);
    expect(enqueue).toHaveBeenCalledTimes(1);
    expect(deliver).toHaveBeenCalledTimes(1);
  });

  it('delivers for other webhooks although one cannot be processed', async () => {
    enqueue.mockRejectedValue(new TypeError('its filter is broken'));
    move();
    await passing(1_250);
    expect(deliver).toHaveBeenCalled();
  });

  it('delivers during a long enqueue, and then enqueues later events', async () => {
    let enqueued = (): void => undefined;
    enqueue.mockReturnValueOnce(new Promise((resolve) => (enqueued = resolve)));
    move();
    await passing(60_000);
    expect(deliver.mock.calls.length).toBeGreaterThan(55);
    expect(enqueue).toHaveBeenCalledTimes(1);
    move();
    enqueued();
    await passing(1_000);
    expect(enqueue).toHaveBeenCalledTimes(2);
  });

  it('delivers at once when it is woken', async () => {
    host.wake();
    await passing(0);
    expect(enqueue).toHaveBeenCalledTimes(1);
    expect(deliver).toHaveBeenCalled();
  });

  it('stops looking after its shutdown', async () => {
    await host.beforeApplicationShutdown();
    host.wake();
    move();
    await passing(60_000);
    expect(enqueue).not.toHaveBeenCalled();
    expect(deliver).not.toHaveBeenCalled();
  });
});
