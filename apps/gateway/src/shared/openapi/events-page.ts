import { Router, type Request, type Response } from 'express';
import {
  describedFamilies,
  type AsyncApiDocument,
  type DescribedEvent,
  type DescribedFamily,
} from '@reprise/contracts/asyncapi';
import asyncApi from '@reprise/contracts/asyncapi.json' with { type: 'json' };

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

/** `/api/asyncapi.json`, and the same as a page at `/api/events`: all of it from here, nothing inline. */
export function eventsPage(): Router {
  const router = Router();
  const json = JSON.stringify(asyncApi);
  const html = page(describedFamilies(asyncApi as unknown as AsyncApiDocument));
  router.get('/asyncapi.json', (_: Request, response: Response) => void response.type('json').send(json));
  router.get('/events', (_: Request, response: Response) => void response.type('html').send(html));
  router.get('/events/style.css', (_: Request, response: Response) => void response.type('css').send(STYLE));
  return router;
}

const page = (families: readonly DescribedFamily[]) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Reprise: events</title>
    <link rel="stylesheet" href="events/style.css" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <main>
      <h1>Events</h1>
      <p>${text(asyncApi.info.description)} For machines: <a href="asyncapi.json">asyncapi.json</a>.</p>
      ${families.map(section).join('\n')}
    </main>
  </body>
</html>
`;

const section = ({ title, description, address, events }: DescribedFamily) => `<section>
  <h2>${text(title)}</h2>
  <p>${text(description)}</p>
  <p>Subject: <code>${text(address)}</code></p>
  <table>
    <thead><tr><th scope="col">Type</th><th scope="col">Appended by</th><th scope="col">Says</th></tr></thead>
    <tbody>${events.map(row).join('')}</tbody>
  </table>
  ${events.map(details).join('\n')}
</section>`;

const row = ({ type, appendedBy, says }: DescribedEvent) =>
  `<tr><td><a href="#${text(type)}"><code>${text(type)}</code></a></td><td>${text(appendedBy)}</td><td>${text(says)}</td></tr>`;

const details = ({ type, name, fields, example }: DescribedEvent) => `<article id="${text(type)}">
  <h3><code>${text(name)}</code></h3>
  <table>
    <thead><tr><th scope="col">Field</th><th scope="col">Type</th></tr></thead>
    <tbody>${fields.map((field) => `<tr><td><code>${text(field.name)}</code></td><td>${text(field.type)}${field.optional ? ', optional' : ''}</td></tr>`).join('')}</tbody>
  </table>
  <details><summary>Example</summary><pre>${text(JSON.stringify(example, null, 2))}</pre></details>
</article>`;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: string): string => value.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
