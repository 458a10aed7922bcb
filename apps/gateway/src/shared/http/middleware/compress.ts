import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import compression, { type CompressionOptions } from 'compression';
import type { Request, RequestHandler, Response } from 'express';

/** Compresses text, except for event streams, which would be delayed, and parts of files, whose bytes are counted. */
const filter = (request: Request, response: Response) =>
  !request.headers.range &&
  !String(response.getHeader('content-type')).startsWith('text/event-stream') &&
  compression.filter(request, response);

/**
 * Responses are compressed every time. The fastest levels take half the processor time of the default levels, for a
 * third more bytes with gzip and a tenth more with Brotli. A page of jobs with their steps, 140 KB, becomes 8 KB
 * instead of 6.
 */
const level = constants.Z_BEST_SPEED;
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const FASTEST: CompressionOptions = { level, brotli };

const compressStream = compression({ filter, ...FASTEST });
/** Each browser fetches files of the page only once. */
const compressFile = compression({ filter });

/**
 * Sizes in bytes. Below `least`, headers are most of a response. Above `most`, compression delays other requests: gzip
 * takes 1 ms for a page of a batch with 260 KB and 5 ms for trends with 600 KB, Brotli a fifth of that.
 */
const WHOLE = { least: 1024, most: 1024 * 1024 };
const inOnePiece = {
  br: (body: Buffer) => brotliCompressSync(body, brotli),
  gzip: (body: Buffer) => gzipSync(body, { level }),
};

/**
 * Compresses a complete response before it is sent, so that its length is known and a single write is enough. A stream
 * takes three writes and more for a long response: a page of jobs then arrives 0.3 ms later, and one of 260 KB 5 ms.
 */
const compressWhole: RequestHandler = (request, response, next) => {
  const end = response.end.bind(response) as (...all: unknown[]) => Response;
  response.end = (body?: unknown, ...rest: unknown[]) => {
    const encoding = Buffer.isBuffer(body) && isForWhole(body, response) && encodingOf(request, response);
    if (!encoding) return end(body, ...rest);
    const compressed = inOnePiece[encoding](body as Buffer);
    response.set({ 'content-encoding': encoding, 'content-length': String(compressed.length) });
    return end(compressed);
  };
  next();
};

const isExact = (response: Response): boolean => /\bno-transform\b/i.test(String(response.getHeader('cache-control')));

const isForWhole = ({ length }: Buffer, response: Response): boolean =>
  !response.headersSent &&
  !response.hasHeader('content-encoding') &&
  !response.hasHeader('transfer-encoding') &&
  !isExact(response) &&
  length >= WHOLE.least &&
  length <= WHOLE.most;

/** Brotli comes first, as in `compression`, because browsers name it last. Quality values are left to `compression`. */
function encodingOf(request: Request, response: Response): keyof typeof inOnePiece | undefined {
  if (/;\s*q=/i.test(request.get('accept-encoding') ?? '') || !filter(request, response)) return undefined;
  return (['br', 'gzip'] as const).find((name) => request.acceptsEncodings(name));
}

/**
 * Omits the length from a response to HEAD if the response to GET would be compressed, because it would be the
 * uncompressed length. Source: RFC 9110, section 8.6.
 */
function withoutOtherLength(request: Request, response: Response): void {
  const end = response.end.bind(response) as (...all: unknown[]) => Response;
  response.end = (...all: unknown[]) => {
    if (!response.headersSent && isCompressedForGet(request, response)) response.removeHeader('content-length');
    return end(...all);
  };
}

const isCompressedForGet = (request: Request, response: Response): boolean =>
  Number(response.getHeader('content-length')) >= WHOLE.least &&
  !response.hasHeader('content-encoding') &&
  !isExact(response) &&
  filter(request, response) &&
  !['identity', false].includes(request.acceptsEncodings('br', 'gzip', 'deflate', 'identity'));

/** Compresses responses. Responses that `compressWhole` skips are compressed while they are written. */
export const compress: RequestHandler = (request, response, next) => {
  const isFile = !request.path.startsWith('/api/');
  (isFile ? compressFile : compressStream)(request, response, () => {
    if (request.method === 'HEAD') withoutOtherLength(request, response);
    if (isFile || request.method === 'HEAD') return next();
    compressWhole(request, response, next);
  });
};
