import { Router, type Request, type Response } from 'express';

const STYLE = `body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; }
th, td { border-bottom: 1px solid #d5dae0; padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { background: #f3f5f7; padding: 0.75rem; overflow: auto; }
summary { cursor: pointer; padding: 0.25rem 0; }
a { color: #0b57a4; }
@media (prefers-color-scheme: dark) {
  body { color: #e3e6ea; background: #16191d; }
  th, td { border-color: #3a4149; }
  pre { background: #20252b; }
  a { color: #8ec1ff; }
}
`;

/**
 * Serves `/api/asyncapi.json`, and a page for it at `/api/events`. Everything is self-hosted, and nothing is inline.
 * The document is loaded on the first request.
 */
export function eventsPage(): Router {
  const router = Router();
  const load = () => import('./events-document.ts');
  router.get('/asyncapi.json', async (_: Request, response: Response) => {
    response.type('json').send((await load()).json());
  });
  router.get('/events', async (_: Request, response: Response) => {
    response.type('html').send((await load()).html());
  });
  router.get('/events/style.css', (_: Request, response: Response) => void response.type('css').send(STYLE));
  return router;
}
