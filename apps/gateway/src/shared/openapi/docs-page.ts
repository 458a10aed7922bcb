import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router, type Request, type Response } from 'express';

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Reprise: API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <div id="api"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;
/**
 * Initially collapses all groups. With more than 150 rows, Swagger UI renders only the visible ones, and the browser's
 * find-in-page misses the others.
 */
const START = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#api', docExpansion: 'none', deepLinking: true, validatorUrl: null });\n`;
const ASSETS = ['/swagger-ui.css', '/swagger-ui-bundle.js'];

/**
 * Serves `/api/openapi.json`, and a page for it at `/api/docs`. Everything is self-hosted, and nothing is inline.
 * @param describe called on the first request for the document, because building it takes a considerable part of the
 * startup time
 */
export function docsPage(describe: () => object): Router {
  const router = Router();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const assets = express.static(folder, { index: false, maxAge: '1h' });
  let json: string | undefined;
  router.get('/openapi.json', (_: Request, response: Response) => {
    response.type('json').send((json ??= JSON.stringify(describe())));
  });
  router.get('/docs', (_: Request, response: Response) => void response.type('html').send(HTML));
  router.get('/docs/start.js', (_: Request, response: Response) => void response.type('js').send(START));
  router.use('/docs', (request, response, next) =>
    ASSETS.includes(request.path) ? assets(request, response, next) : next(),
  );
  return router;
}
