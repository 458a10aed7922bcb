import { ThrottlerStorageService } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { AnonymousRequests } from './anonymous-requests.ts';

interface Asked {
  readonly ip?: string;
  readonly path?: string;
  readonly actor?: string;
}

/** Sends requests through the middleware, and collects statuses (200: passed on) and log lines. */
function stage(limit: number) {
  const storage = new ThrottlerStorageService();
  const lines: string[] = [];
  const warn = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const requests = new AnonymousRequests(storage, limit, { warn } as never);
  const ask = async ({ ip = '10.0.0.5', path = '/api/jobs', actor = '' }: Asked = {}): Promise<number> => {
    let status = 0;
    const response = {
      status: (code: number) => ((status = code), response),
      set: () => response,
      type: () => response,
      send: () => response,
    } as unknown as Response;
    const request = { method: 'GET', ip, path, actor, originalUrl: `${path}?q=PAT-0417`, correlationId: 'c' };
    await requests.middleware(request as unknown as Request, response, () => void (status = 200));
    return status;
  };
  return { ask, lines, requests, end: () => storage.onApplicationShutdown() };
}

describe('requests without a token', () => {
  it('are refused beyond the limit of their address, which others do not share', async () => {
    const { ask, end } = stage(2);
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
    expect(await ask({ ip: '10.0.0.6' })).toBe(200);
    expect(await ask({ actor: 'admin' })).toBe(200);
    end();
  });

  it('for probes and scrapes are counted apart', async () => {
    const { ask, end } = stage(1);
    expect([await ask(), await ask({ path: '/health/ready' }), await ask({ path: '/metrics' })]).toEqual([
      200, 200, 429,
    ]);
    end();
  });

  it('are logged by one line, without their query, and then by their number', async () => {
    const { ask, lines, requests, end } = stage(0);
    for (let n = 0; n < 40; n++) await ask();
    await ask({ path: '/health/ready' });
    expect(lines).toEqual(['Request without a token {"address":"10.0.0.5","method":"GET","path":"/api/jobs"}']);
    requests.summarize();
    requests.summarize();
    expect(lines.slice(1)).toEqual(['More requests without a token {"address":"10.0.0.5","requests":39}']);
    end();
  });

  it('from very many addresses need no more lines than from a thousand', async () => {
    const { ask, lines, end } = stage(0);
    for (let n = 0; n < 1_500; n++) await ask({ ip: `10.1.${String(n >> 8)}.${String(n & 255)}` });
    expect(lines).toHaveLength(1_001);
    expect(lines.at(-1)).toContain('other addresses');
    end();
  });
});
