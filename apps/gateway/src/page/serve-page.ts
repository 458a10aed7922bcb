import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { ProblemException, sendProblem } from '../shared/http/problem.ts';

const NONCE = '__CSP_NONCE__';
/**
 * Matches file names that the Angular build derives from the content: `main-ABCD1234.js`, `chunk-D-D2wMpe.js`,
 * `media/inter-NRMW37G5.woff2`.
 */
const HASHED = /\/((chunk|main|polyfills|styles)-[\w-]{8}\.(js|css)|media\/[^/]+-[A-Z0-9]{8}\.\w+)$/;
const COMPRESSED = /^\/(chunk|main|polyfills|styles)-[\w-]{8}\.(js|css)$/;
/** Suffixes of the files that the build compressed. Brotli must come first here, because browsers name it last. */
const SUFFIX = { br: '.br', gzip: '.gz' } as const;
const encodings = ['br', 'gzip'] as const;
const NOT_THE_PAGE = /^\/(api|health|metrics)(\/|$)/;

/** Serves the built page: its files unchanged, and its index for every other address of the page. */
export function servePage(folder: string): RequestHandler[] {
  const files = express.static(folder, { index: false, redirect: false, setHeaders });
  return [skipping(isIndex, compressed(files)), skipping(isIndex, files), indexFallback(join(folder, 'index.html'))];
}

function setHeaders(response: Response, path: string): void {
  const [encoding] = Object.entries(SUFFIX).find(([, suffix]) => path.endsWith(suffix)) ?? [];
  const file = encoding ? path.slice(0, path.lastIndexOf('.')) : path;
  response.set('cache-control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (encoding) response.type(extname(file)).set('content-encoding', encoding).vary('accept-encoding');
}

/** Serves a script or style precompressed by the build, if available. */
const compressed =
  (files: RequestHandler): RequestHandler =>
  (request, response, next) => {
    const encoding = COMPRESSED.test(request.path) && encodings.find((each) => request.acceptsEncodings(each));
    if (!encoding) return next();
    const { url } = request;
    request.url = request.path + SUFFIX[encoding];
    files(request, response, (error?: unknown) => {
      request.url = url;
      next(error);
    });
  };

/** The index needs a nonce, so it is never sent as an ordinary file. */
const isIndex = (request: Request) => NOT_THE_PAGE.test(request.path) || request.path === '/index.html';

const skipping =
  (skips: (request: Request) => boolean, handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    skips(request) ? next() : handler(request, response, next);

function indexFallback(file: string): RequestHandler {
  const read = reader(file);
  return (request: Request, response: Response, next: NextFunction) => {
    const isNavigation = ['GET', 'HEAD'].includes(request.method) && request.accepts('html') !== false;
    const isFile = /\.[a-z0-9]+$/i.test(request.path) && request.path !== '/index.html';
    if (NOT_THE_PAGE.test(request.path)) return next();
    if (!isNavigation || isFile)
      return sendProblem(request, response, new ProblemException(404, 'There is nothing at this address.'));
    const html = read();
    if (html === null)
      return sendProblem(request, response, new ProblemException(503, 'The page has not been built yet.'));
    response
      .set('cache-control', 'no-cache')
      .type('html')
      .send(html.replaceAll(NONCE, String(response.locals['cspNonce'])));
  };
}

/**
 * Returns a function that returns the text of a file; null if it does not exist. The file is read again only after it
 * has changed.
 */
function reader(file: string): () => string | null {
  let kept = { changed: -1, text: '' };
  return () => {
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (changed === undefined) return null;
    if (kept.changed !== changed) kept = { changed, text: readFileSync(file, 'utf8') };
    return kept.text;
  };
}
