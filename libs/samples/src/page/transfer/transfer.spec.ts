import { jest } from '@jest/globals';
import { defaultOptions, type HttpRequest, type HttpResponse } from 'tus-js-client';
import { Transfer } from './transfer.ts';

const file = new File(['reads'], 'DEMO1_R1.fastq.gz');
const WHOLE = { 'Upload-Offset': String(file.size), 'Upload-Length': String(file.size) };

/** Fake server with a known upload. It answers each HEAD with the next status and rejects new uploads. */
function serve(...statuses: number[]): string[] {
  return answerWith(statuses, { 'X-Correlation-Id': 'c-1' });
}

/** Fake proxy in front of the server, which answers everything except 200 itself. */
const serveByProxy = (...statuses: number[]): string[] => answerWith(statuses, {});

function answerWith(statuses: number[], refusal: Record<string, string>): string[] {
  const asked: string[] = [];
  const answer = (method: string): HttpResponse => {
    const status = method === 'HEAD' ? statuses.shift()! : 413;
    const headers: Record<string, string> = status === 200 ? WHOLE : refusal;
    return {
      getStatus: () => status,
      getHeader: (name) => headers[name],
      getBody: () => '',
      getUnderlyingObject: () => null,
    };
  };
  const createRequest = (method: string, url: string): HttpRequest => ({
    getMethod: () => method,
    getURL: () => url,
    setHeader: () => undefined,
    getHeader: () => undefined,
    setProgressHandler: () => undefined,
    send: () => {
      asked.push(`${method} ${url}`);
      return Promise.resolve(answer(method));
    },
    abort: () => Promise.resolve(),
    getUnderlyingObject: () => null,
  });
  jest.spyOn(defaultOptions.httpStack, 'createRequest').mockImplementation(createRequest);
  return asked;
}

/** Sends a partially uploaded file. `run` resolves when the transfer stops. */
function aTransfer(onSignedOut = (): void => undefined, of = file) {
  let stopped = (): void => undefined;
  const transfer = new Transfer(of, { uploadId: 'up-1', onStop: () => stopped(), onSignedOut });
  const run = (): Promise<void> =>
    new Promise((resolve) => {
      stopped = resolve;
      void transfer.start();
    });
  return { transfer, run };
}

describe('Transfer', () => {
  beforeEach(() => {
    // The build of tus-js-client for Node cannot read a File.
    const source = { size: file.size, slice: () => Promise.reject(new Error('not read')), close: () => undefined };
    jest.spyOn(defaultOptions.fileReader, 'openFile').mockResolvedValue(source);
    // jsdom's own implementation calls the global function, which is jsdom's own here.
    jest.spyOn(window, 'btoa').mockReturnValue('bmFtZQ==');
  });
  afterEach(() => {
    Reflect.deleteProperty(defaultOptions.urlStorage, 'findAllUploads');
    jest.restoreAllMocks();
  });

  it.each([423, 502, 503])('continues the upload when its server answers %i, then recovers', async (status) => {
    const asked = serve(status, 200);
    const { transfer, run } = aTransfer();
    await run();
    expect(asked).toEqual(['HEAD /api/uploads/up-1', 'HEAD /api/uploads/up-1']);
    expect(transfer.state()).toBe('done');
  });

  it('stops if the browser can no longer read the file, and does not blame the connection', async () => {
    const createRequest = (method: string, url: string): HttpRequest => ({
      getMethod: () => method,
      getURL: () => url,
      setHeader: () => undefined,
      getHeader: () => undefined,
      setProgressHandler: () => undefined,
      abort: () => Promise.resolve(),
      getUnderlyingObject: () => null,
      send: () => Promise.reject(new Error('failed')),
    });
    jest.spyOn(defaultOptions.httpStack, 'createRequest').mockImplementation(createRequest);
    const gone = new File(['reads'], 'DEMO1_R1.fastq.gz');
    const slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')) });
    Object.defineProperty(gone, 'slice', { value: slice });
    const { transfer, run } = aTransfer(undefined, gone);
    await run();
    expect([transfer.state(), transfer.error()]).toEqual([
      'failed',
      'The browser cannot read this file any more: it was changed, moved or deleted. Choose it again.',
    ]);
  });

  it('does not continue the upload of a file with a different modification time', async () => {
    const begun = { uploadUrl: 'http://localhost/api/uploads/up-1', urlStorageKey: 'tus::other::1' };
    const record = { ...begun, size: file.size, metadata: {}, creationTime: '', parallelUploadUrls: null };
    let ofFile: (typeof record)[] = [];
    const { urlStorage } = defaultOptions;
    // Absent from the storage of the build for Node.
    Object.assign(urlStorage, { findAllUploads: () => Promise.resolve([record]) });
    jest.spyOn(urlStorage, 'findUploadsByFingerprint').mockImplementation(() => Promise.resolve(ofFile));
    const asked = serve(200);
    const { transfer, run } = aTransfer();
    await run();
    expect([transfer.state(), asked]).toEqual(['failed', []]);
    expect(transfer.error()).toMatch(/^This file was modified at another time .* remove this upload/);
    ofFile = [record];
    await run();
    expect([transfer.state(), asked]).toEqual(['done', ['HEAD /api/uploads/up-1']]);
  });

  it('continues at once when the server is back, without the delay before the next try', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
    try {
      const asked = serve(503, 503, 200);
      const { transfer, run } = aTransfer();
      const stopped = run();
      await jest.advanceTimersByTimeAsync(100); // the first retry is immediate, the second after a second
      expect([transfer.state(), asked.length]).toEqual(['retrying', 2]);
      await transfer.retry();
      await stopped;
      expect([transfer.state(), asked.length]).toEqual(['done', 3]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps the upload when the session has expired, and continues it after the next sign-in', async () => {
    const asked = serve(401, 200);
    const onSignedOut = jest.fn();
    const { transfer, run } = aTransfer(onSignedOut);
    await run();
    expect(onSignedOut).toHaveBeenCalledTimes(1);
    expect(transfer.state()).toBe('failed');
    expect(transfer.error()).toContain('401');
    await run();
    expect(transfer.state()).toBe('done');
    expect(asked).toEqual(['HEAD /api/uploads/up-1', 'HEAD /api/uploads/up-1']);
  });

  it.each([403, 404, 410])('continues the upload when a proxy answers %i by itself', async (status) => {
    const asked = serveByProxy(status, 200);
    const { transfer, run } = aTransfer();
    await run();
    expect(asked).toEqual(['HEAD /api/uploads/up-1', 'HEAD /api/uploads/up-1']);
    expect(transfer.state()).toBe('done');
  });

  it.each([403, 404, 410])('restarts when the upload is gone or belongs to another person: %i', async (status) => {
    const asked = serve(status);
    await aTransfer().run();
    expect(asked).toEqual(['HEAD /api/uploads/up-1', 'POST /api/uploads']);
  });
});
