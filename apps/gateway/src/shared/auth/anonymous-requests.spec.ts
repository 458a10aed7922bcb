import { jest } from '@jest/globals';
import { ThrottlerStorageService } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { AnonymousRequests } from './anonymous-requests.ts';

interface Asked {
  readonly ip?: string | undefined;
  readonly path?: string;
  readonly actor?: string;
}

/** Sends requests through the middleware, and collects statuses (200: passed on) and log lines. */
function stage(limit: number) {
  const storage = new ThrottlerStorageService();
  const lines: string[] = [];
  const warn = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const requests = new AnonymousRequests(storage, limit, { warn } as never);
  const answered = async (asked: Asked = {}) => {
    const { ip = '10.0.0.5', path = '/api/jobs', actor = '' } = asked;
    const answer = { status: 0, detail: '', headers: {} as Record<string, string> };
    const response = {
      status: (code: number) => ((answer.status = code), response),
      set: (headers: Record<string, string>) => ((answer.headers = headers), response),
      type: () => response,
      send: (body: string) => ((answer.detail = (JSON.parse(body) as { detail: string }).detail), response),
    } as unknown as Response;
    const address = 'ip' in asked ? asked.ip : ip;
    const request = { method: 'GET', ip: address, path, actor, originalUrl: `${path}?q=PAT-0417`, correlationId: 'c' };
    await requests.middleware(request as unknown as Request, response, () => void (answer.status = 200));
    return answer;
  };
  const ask = async (asked: Asked = {}) => (await answered(asked)).status;
  return { ask, answered, lines, requests, end: () => storage.onApplicationShutdown() };
}

describe('requests without a token', () => {
  it('are refused beyond the limit of their address, independent of other addresses', async () => {
    const { ask, end } = stage(2);
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
    expect(await ask({ ip: '10.0.0.6' })).toBe(200);
    expect(await ask({ actor: 'admin' })).toBe(200);
    expect([await ask({ ip: undefined }), await ask({ ip: 'unknown' }), await ask({ ip: undefined })]).toEqual([
      200, 200, 429,
    ]);
    end();
  });

  it('receive a retry time or an instruction when they are refused', async () => {
    const { answered, end } = stage(1);
    await answered();
    const { detail, headers } = await answered();
    const seconds = Number(headers['retry-after']);
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(detail).toBe(
      `Too many requests without a token came from your address. Try again in ${String(seconds)} s, or sign in.`,
    );
    end();
  });

  it('are counted separately for probes and scrapes', async () => {
    const { ask, end } = stage(1);
    expect([await ask(), await ask({ path: '/health/ready' }), await ask({ path: '/metrics' })]).toEqual([
      200, 200, 429,
    ]);
    for (const path of ['/api/health/x', '/healthy', '/metrics-of-others'])
      expect([path, await ask({ ip: path, path }), await ask({ ip: path, path: '/metrics' })]).toEqual([
        path,
        200,
        200,
      ]);
    end();
  });

  it('are logged once without their query, and then by their number', async () => {
    const { ask, lines, requests, end } = stage(0);
    for (let n = 0; n < 40; n++) await ask();
    await ask({ path: '/health/ready' });
    expect(lines).toEqual(['Request without a token {"address":"10.0.0.5","method":"GET","path":"/api/jobs"}']);
    requests.summarize();
    requests.summarize();
    expect(lines.slice(1)).toEqual(['More requests without a token {"address":"10.0.0.5","requests":39}']);
    await ask({ path: `/${'x'.repeat(500)}` });
    requests.summarize();
    expect(lines.slice(2)).toEqual([
      `Request without a token {"address":"10.0.0.5","method":"GET","path":"/${'x'.repeat(199)}"}`,
    ]);
    end();
  });

  it('are summed up each minute', async () => {
    jest.useFakeTimers();
    try {
      const { ask, lines, end } = stage(0);
      for (let n = 0; n < 3; n++) await ask();
      jest.advanceTimersByTime(60_000);
      expect(lines.slice(1)).toEqual(['More requests without a token {"address":"10.0.0.5","requests":2}']);
      end();
    } finally {
      jest.useRealTimers();
    }
  });

  it('take no more lines from very many addresses than from a thousand', async () => {
    const { ask, lines, end } = stage(0);
    for (let n = 0; n < 1_500; n++) await ask({ ip: `10.1.${String(n >> 8)}.${String(n & 255)}` });
    expect(lines).toHaveLength(1_001);
    expect(lines.at(-1)).toContain('other addresses');
    end();
  });
});
