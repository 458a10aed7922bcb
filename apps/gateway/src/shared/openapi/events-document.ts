import {
  describedFamilies,
  type AsyncApiDocument,
  type DescribedEvent,
  type DescribedFamily,
} from '@reprise/contracts/asyncapi';
import asyncApi from '@reprise/contracts/asyncapi.json' with { type: 'json' };

/** The AsyncAPI document of the events, and a page for it. */
export const json = (): string => JSON.stringify(asyncApi);
export const html = (): string => page(describedFamilies(asyncApi as unknown as AsyncApiDocument));

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

const row = ({ type, appendedBy, description }: DescribedEvent) =>
  `<tr><td><a href="#${text(type)}"><code>${text(type)}</code></a></td><td>${text(appendedBy)}</td><td>${text(description)}</td></tr>`;

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
