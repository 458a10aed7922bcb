import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { commandNamesFor, commands, type Problem } from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

interface Media {
  readonly schema: { readonly $ref?: string; readonly type?: string };
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let servers: Servers;
let gateway: TestGateway;
let document: Document;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { reasonRequired: ['cancel'] });
  document = await gateway.get<Document>('/api/openapi.json');
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}
/** Routes of the controllers under `/api`, with their names in the document. */
function servedRoutes(): string[] {
  const { stack } = (gateway.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
  return stack.flatMap(({ route }) =>
    route?.path.startsWith('/api/')
      ? Object.keys(route.methods).map(
          (method) => `${method.toUpperCase()} ${route.path.replace(/[:*](\w+)/g, '{$1}')}`,
        )
      : [],
  );
}
const mediaOf = (operation: Operation) => [
  ...Object.values(operation.requestBody?.content ?? {}),
  ...Object.values(operation.responses).flatMap(({ content }) => Object.values(content ?? {})),
];
const examplesOf = ({ example, examples }: Media) => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples ?? {}).map(({ value }) => value),
];

const problemsOf = (name: string, status: number): Media =>
  operations().find((one) => one.name === name)!.operation.responses[String(status)]!.content![
    'application/problem+json'
  ]!;
/** A sentence without its variable parts. */
const shapeOf = (sentence: string) =>
  sentence
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replace(/(there are|status): .*/, '$1: <name>')
    .replace(/\d+/g, '<n>');

describe('the OpenAPI document', () => {
  it('names exactly the served routes, without navigations of a browser', () => {
    const named = operations().map(({ name }) => name);
    expect(named.toSorted()).toEqual(
      servedRoutes()
        .filter((name) => !/ \/api\/(sign-in\/oidc|auth\/)/.test(name))
        .toSorted(),
    );
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('declares every body as JSON, except the bytes of an upload', () => {
    const others = operations().flatMap(({ name, operation: { requestBody } }) =>
      Object.keys(requestBody?.content ?? {})
        .filter((type) => type !== 'application/json')
        .map((type) => `${name}: ${type}`),
    );
    expect(others).toEqual(['PATCH /api/uploads/{id}: application/offset+octet-stream']);
  });

  it('lets every read of a job wait for an event of its sender', () => {
    const waiting = operations().filter(({ operation }) =>
      operation.parameters?.some(({ name }) => name === 'min_seq'),
    );
    const reads = operations()
      .map(({ name }) => name)
      .filter((name) => name.startsWith('GET /api/jobs/{id}'));
    expect(waiting.map(({ name }) => name)).toEqual(expect.arrayContaining(reads));
  });

  it('has a summary, an answer, the possible problems and an example of each for every route', () => {
    for (const { name, operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      expect([name, operation.summary]).toEqual([name, expect.any(String)]);
      // A check, and the bytes of an upload, need neither the log nor the database.
      const away = /^(POST \/api\/jobs\/(sheet\/)?check|(POST|PATCH|HEAD) \/api\/uploads(\/{id})?)$/.test(name)
        ? []
        : ['503'];
      expect([name, statuses]).toEqual([name, expect.arrayContaining(['401', '422', '429', '500', ...away])]);
      expect([name, statuses.some((status) => status.startsWith('2'))]).toEqual([name, true]);
      for (const media of mediaOf(operation)) expect([name, examplesOf(media).length > 0]).toEqual([name, true]);
    }
  });

  it('gives examples that match its schemas', () => {
    const ajv = new Ajv2020({ strict: false });
    ajvFormats(ajv);
    ajv.addSchema({ $id: 'doc', components: document.components });
    let checked = 0;
    for (const { name, operation } of operations())
      for (const media of mediaOf(operation)) {
        const { $ref } = media.schema;
        // A pipeline that is requested by name is compiled once.
        const validate = $ref ? ajv.getSchema(`doc${$ref}`)! : ajv.compile(media.schema);
        for (const example of examplesOf(media)) {
          const fits = validate(example);
          expect([name, example, fits, validate.errors]).toEqual([name, example, true, null]);
          checked++;
        }
      }
    expect(checked).toBeGreaterThan(100);
  });

  it('has an example of each problem that a route returns, with the same text', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    const job = `/api/jobs/${job_id}`;
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
    const large = { ...body, params: { note: 'x'.repeat(130 * 1024) } };
    const none = '0196f0c8-5b7e-7c3a-9a52-000000000000';
    const cases: (readonly [string, () => Promise<Response>])[] = [
      ['POST /api/jobs', () => gateway.post('/api/jobs', large)],
      ['POST /api/jobs', () => gateway.post('/api/jobs', { ...body, pipeline: 'rna' })],
      ['POST /api/jobs', () => gateway.post('/api/jobs', { ...body, reason: 'x'.repeat(501) })],
      ['POST /api/jobs', () => gateway.post('/api/jobs', body, { 'idempotency-key': 'ä' })],
      ['POST /api/jobs/{id}/cancel', () => gateway.post(`${job}/cancel`, {})],
      ['POST /api/jobs/{id}/rerun', () => gateway.post(`${job}/rerun`, {})],
      ['POST /api/jobs/{id}/resume', () => gateway.post(`/api/jobs/${none}/resume`, {})],
      ['GET /api/jobs', () => gateway.fetch('/api/jobs?limit=5000')],
      ['GET /api/jobs', () => gateway.fetch('/api/jobs?cursor=made-up')],
      ['GET /api/jobs', () => gateway.fetch('/api/jobs?min_seq=999999')],
      ['GET /api/jobs/{id}', () => gateway.fetch(`${job}?as_of=999999`)],
      ...['tasks', 'attempts', 'files', 'history'].map(
        (list) => [`GET /api/jobs/{id}/${list}`, () => gateway.fetch(`${job}/${list}?cursor=made-up`)] as const,
      ),
      ...['pipelines', 'runners', 'audit/actors', 'webhooks', 'webhooks/changes'].map(
        (list) => [`GET /api/${list}`, () => gateway.fetch(`/api/${list}?cursor=made-up`)] as const,
      ),
      ['GET /api/jobs/{id}/log', () => gateway.fetch(`${job}/log?attempt=7`)],
      ['GET /api/inputs', () => gateway.fetch('/api/inputs?path=/etc')],
    ];
    for (const [name, answer] of cases) {
      const { status, detail } = await problemOf(await answer());
      const details_ = examplesOf(problemsOf(name, status)).map((example) => shapeOf((example as Problem).detail));
      expect([name, details_]).toEqual([name, expect.arrayContaining([shapeOf(detail)])]);
    }
  });

  it('names the answers of a route to competing requests, and to a write that is not readable yet', () => {
    for (const [name, problem] of [
      ['POST /api/jobs/{id}/cancel', 'job_contested'],
      ['POST /api/jobs/{id}/cancel', 'maybe_stored'],
      ['GET /api/jobs/{id}', 'not_readable_yet'],
    ] as const)
      expect([name, Object.keys(problemsOf(name, 503).examples ?? {})]).toEqual([
        name,
        expect.arrayContaining([problem]),
      ]);
  });

  it('describes for every command the effect of a log that was replaced', () => {
    const served = operations().filter(({ name }) => /^POST \/api\/jobs(?!.*\/(check|preview))/.test(name));
    const paths = commandNamesFor('job').map((name) => commands[name].path.replace(':id', '{id}'));
    expect(served.map(({ name }) => name)).toEqual(expect.arrayContaining(paths.map((path) => `POST /api/${path}`)));
    for (const { name, operation } of served) {
      const examples = operation.responses['503']?.content?.['application/problem+json']?.examples ?? {};
      expect([name, examples['another_log']?.value]).toEqual([
        name,
        expect.objectContaining({ detail: expect.stringMatching(/^The event log is not what it was/) as string }),
      ]);
    }
  });

  it('contains every definition that it refers to', () => {
    const refs = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(refs.filter((name) => !(String(name) in document.components.schemas))).toEqual([]);
  });

  it('is also a page, without foreign sources and inline code', async () => {
    const html = await (await gateway.fetch('/api/docs')).text();
    expect(html).not.toMatch(/<script(?![^>]* src="docs\/)|<style|style=|https?:/);
    for (const asset of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js'])
      expect((await gateway.fetch(`/api/docs/${asset}`)).status).toBe(200);
    expect((await gateway.fetch('/api/docs/package.json')).status).toBe(404);
  });
});
