import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import parseRange from 'range-parser';
import { mediaTypeOf } from './media-type.ts';
import type { ResultFile } from './result-source.ts';

/**
 * Content security policy of a served file. The file becomes a page without an origin, so that scripts in a report have
 * access to neither Reprise's page nor its API.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  'img-src data: blob:',
  'font-src data:',
  "frame-ancestors 'self'",
  'sandbox allow-scripts',
].join('; ');

/** Browsers do not open a PDF in a sandbox, so they save it, and the page displays it with its own viewer. */
const SAVED = 'application/pdf';

interface Sent {
  /** Relative to the output dir. */
  readonly path: string;
  /** Recorded checksum, if the file still has the recorded size. */
  readonly sha256: string | null;
  /** Whether the browser saves the file instead of displaying it. */
  readonly isDownload: boolean;
}

/**
 * Sends a result completely or in part, and closes it. Supports a single range (RFC 9110, 14); if several are
 * requested, the whole file is sent.
 */
export async function sendResult(request: Request, response: Response, file: ResultFile, sent: Sent): Promise<void> {
  const mediaType = mediaTypeOf(sent.path);
  response.set({
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache, no-transform',
    'content-security-policy': POLICY,
    'content-type': mediaType,
    'last-modified': new Date(file.modifiedAt).toUTCString(),
    'x-frame-options': 'SAMEORIGIN',
    etag: sent.sha256
      ? `"${sent.sha256}"`
      : `W/"${file.size.toString(16)}-${Date.parse(file.modifiedAt).toString(16)}"`,
  });
  // A frame without an origin cannot be in the agent cluster of an origin.
  response.removeHeader('origin-agent-cluster');
  if (sent.isDownload || mediaType === SAVED)
    response.attachment(sent.path.slice(sent.path.lastIndexOf('/') + 1)).type(mediaType);
  const range = rangeOf(request, response, file.size);
  const isFresh = request.fresh;
  if (isFresh || range === 'unsatisfiable' || request.method === 'HEAD' || file.size === 0) {
    await file.close();
    if (range === 'unsatisfiable') response.status(416).set('content-range', `bytes */${String(file.size)}`);
    else if (isFresh) response.status(304);
    else setLength(response, range, file.size);
    response.end();
    return;
  }
  setLength(response, range, file.size);
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  // Closing the page ends the request early. An error in the middle can only truncate the response.
  await pipeline(file.read(start, end), response).catch(() => response.destroy());
}

type Range = { readonly start: number; readonly end: number };

/**
 * Returns null if the whole file is requested. `If-Range` is honoured only if it contains the strong tag of a recorded
 * checksum.
 */
function rangeOf(request: Request, response: Response, size: number): Range | null | 'unsatisfiable' {
  const header = request.get('range');
  const condition = request.get('if-range');
  if (!header || (condition && condition !== response.get('etag'))) return null;
  const ranges = parseRange(size, header);
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

function setLength(response: Response, range: Range | null, size: number): void {
  if (!range) {
    response.set('content-length', String(size));
    return;
  }
  const { start, end } = range;
  response.status(206).set({
    'content-range': `bytes ${String(start)}-${String(end)}/${String(size)}`,
    'content-length': String(end - start + 1),
  });
}
