import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { Trust } from '@reprise/audit-integrity';
import type { CommandAccepted, JobView, Page, Problem } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { startNats, startPostgres, waitUntil, type TestServer } from '@reprise/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openReadModel } from '@reprise/read-model';
import { catalogue } from '../catalogue.ts';
import { createGateway } from '../create-gateway.ts';
import { EVENT_LOG } from '../shared/servers/tokens.ts';
import type { GatewaySettings } from '../shared/settings.ts';
import { SimulatedRunner } from '@reprise/event-log/testing';
import { waitLonger } from './wait-longer.ts';

/** Maximum time for one response. On a busy machine, a sheet of 500 rows takes about ten seconds. */
export const PATIENCE_MS = 120_000;

const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['input_dir'],
  properties: {
    input_dir: { type: 'string', format: 'directory-path', exists: true },
    depth: { type: 'integer', minimum: 1 },
    output_dir: { type: 'string' },
  },
};

const FILES = {
  'pipelines/toy/reprise.json': JSON.stringify({
    name: 'toy',
    script: 'main.nf',
    params: { depth: 30 },
    reports: { FastQC: 'qc/*_fastqc.html' },
  }),
  'pipelines/toy/main.nf': '',
  'pipelines/toy/nextflow_schema.json': JSON.stringify(SCHEMA),
  'pipelines/toy/demo/S1/S1.fastq': 'reads',
  'pipelines/broken/reprise.json': JSON.stringify({ name: 'broken' }),
  'inputs/S2/S2.fastq': 'reads',
  'secret/key': 'x',
  'web/index.html':
    '<html><script src="main-ABCD1234.js"></script><app-root ngCspNonce="__CSP_NONCE__"></app-root></html>',
  'web/main-ABCD1234.js': `// ${'x'.repeat(3000)}\n`,
  'web/main-ABCD1234.js.br': brotliCompressSync('// as the build compressed it\n'),
  'web/theme.js': '// theme\n',
  'web/chunk-D-D2wMpe.js': '',
  'web/media/inter-NRMW37G5.woff2': '',
  'web/icons/circle-favorite.svg': '',
};

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** The servers of a spec file, which its gateways share. */
export interface Servers {
  readonly nats: TestServer;
  readonly postgres: TestServer;
  stop(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const [nats, postgres] = await Promise.all([startNats(), startPostgres(makeTables)]);
  return {
    nats,
    postgres,
    stop: async () => {
      await Promise.all([nats.stop(), postgres.stop()]);
    },
  };
}

/** Creates a gateway's tables, as its first start does. (main.int.spec.ts starts a gateway on an empty database.) */
async function makeTables(databaseUrl: string): Promise<void> {
  await using readModel = await openReadModel({ databaseUrl, poolSize: 1 });
  for (const { migrate } of catalogue) await migrate?.(readModel);
  await Trust.open({ readModel, folder: '' });
}

/** The real gateway on real servers, with its own folder, queried over HTTP. */
export class TestGateway {
  private constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    readonly folder: string,
    readonly token: string,
  ) {}

  static async start(
    servers: Servers,
    changes: Partial<GatewaySettings> = {},
    wings = catalogue,
  ): Promise<TestGateway> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-gateway-')));
    for (const [path, content] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const settings: GatewaySettings = {
      natsUrl: servers.nats.url,
      logTimeouts: { requestMs: 30_000, deadlineMs: 100_000 },
      databaseUrl: servers.postgres.url,
      host: '127.0.0.1',
      port: 0,
      trustProxy: [],
      tokenFile: join(folder, 'admin.token'),
      dataDir: folder,
      webDir: join(folder, 'web'),
      commandPackage: join(folder, 'reprise.tgz'),
      pipelineFolders: [join(folder, 'pipelines')],
      inputRoots: [join(folder, 'inputs'), join(folder, 'uploads', 'samples')],
      uploads: { folder: join(folder, 'uploads'), quotaBytes: 0, reserveBytes: 0, maxAgeMs: 86_400_000 },
      workRoots: [join(folder, 'scratch'), 's3://lab-work/reprise'],
      takesConfig: true,
      repositories: { folder: join(folder, 'git'), hosts: [], offline: false },
      inputSchemes: ['https', 's3'],
      rateLimit: 0,
      commandRateLimit: 0,
      anonymousRateLimit: 0,
      streamsPerPerson: 0,
      retention: { workDirMs: null, resultsMs: null, minFreeBytes: null },
      sessions: { idleMs: 3_600_000, maxMs: 86_400_000, signedOutFile: join(folder, 'signed-out.sessions') },
      publicUrl: 'http://localhost',
      access: { keyFile: join(folder, 'accounts.key'), adminToken: true, oidc: undefined },
      reasonRequired: [],
      cancelOfOthers: 'anyone',
      signatures: 1,
      approvals: { commands: [], timeMs: 86_400_000 },
      audit: { folder: join(folder, 'audit'), headsFolder: undefined, signEvery: 1000 },
      verifySchedule: null,
      webhooks: { allowPrivate: [], keyFile: join(folder, 'webhooks', 'secret.key') },
      notifications: { mail: undefined, names: [] },
      rates: { prices: null, coreWatts: 12, pue: 1.56, carbonIntensity: 475 },
      logLevel: 'fatal',
      ...changes,
    };
    const app = await createGateway(settings, wings);
    waitLonger(app);
    await app.listen(settings.port, '127.0.0.1');
    const token = readFileSync(settings.tokenFile, 'utf8').trim();
    return new TestGateway(app, await app.getUrl(), folder, token);
  }

  get log(): EventLog {
    return this.app.get<EventLog>(EVENT_LOG);
  }

  get runner(): SimulatedRunner {
    return new SimulatedRunner(this.log);
  }

  /** Sends the token unless other headers are given. */
  fetch(path: string, init: Asked = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, ...init.headers };
    return fetch(this.url + path, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS), ...init, headers });
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    if (body === undefined) return this.fetch(path, { method: 'POST', headers });
    const json = { 'content-type': 'application/json', ...headers };
    return this.fetch(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  }

  async get<T>(path: string): Promise<T> {
    return jsonOf<T>(path, await this.fetch(path));
  }

  /** Retries while the tables cannot have reached the sequence because a server is unreachable. */
  async getAsOf<T>(path: string, minSeq: number): Promise<T> {
    const asked = `${path}?min_seq=${String(minSeq)}`;
    const answer = async () => {
      const response = await this.fetch(asked);
      return response.status !== 503 && response;
    };
    return jsonOf<T>(asked, await waitUntil(answer, { what: `The tables hold ${asked}` }));
  }

  /** @throws Error if it is not accepted */
  async accepted(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<CommandAccepted> {
    const response = await this.post(path, body, headers);
    if (response.status !== 202) throw new Error(`POST ${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as CommandAccepted;
  }

  submit(headers: Record<string, string> = {}): Promise<CommandAccepted> {
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
    return this.accepted('/api/jobs', body, headers);
  }

  job = (jobId: string, minSeq = 0) => this.getAsOf<JobView>(`/api/jobs/${jobId}`, minSeq);

  /** Types of the events in a job's history in the API, up to the end of the log. */
  async typesOf(jobId: string): Promise<string[]> {
    const { last_seq } = await this.log.head();
    const page = await this.getAsOf<Page<{ type: string }>>(`/api/jobs/${jobId}/history`, last_seq);
    return page.items.map(({ type }) => type);
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function jsonOf<T>(path: string, response: Response): Promise<T> {
  if (!response.ok) throw new Error(`GET ${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

/** The problem document of a response: its status and message. */
export async function problemOf(response: Response): Promise<Problem> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json'))
    throw new Error(`no problem document: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as Problem;
}
