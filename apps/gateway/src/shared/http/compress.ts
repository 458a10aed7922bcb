import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';

/** Compresses text; neither streams of events, which it would hold back, nor parts of files, whose bytes are counted. */
export const compress: RequestHandler = compression({
  filter: (request: Request, response: Response) =>
    !request.headers.range &&
    !String(response.getHeader('content-type')).startsWith('text/event-stream') &&
    compression.filter(request, response),
});
