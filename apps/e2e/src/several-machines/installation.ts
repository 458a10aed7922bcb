import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jetstreamManager, type ClusterInfo } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { freePort } from '@reprise/local-servers';
import { checkout, ensureNatsServer, thisMachine } from '@reprise/setup';
import { bundledNextflow } from '@reprise/simulated-nextflow';
import { serverFolder, startOwnPostgres, waitUntil, type TestServer } from '@reprise/testing';
import { guard, type Guardian } from '../guardian.ts';
import { documented, makeSecrets, natsServer, replaced, type Places } from './documented-nats.ts';
import { DocumentedService } from './documented-service.ts';

const MACHINES = [1, 2, 3] as const;

/** Settings that make the tests faster. */
const FASTER = { REPRISE_RATE_LIMIT: '0', REPRISE_COMMAND_RATE_LIMIT: '0', REPRISE_CANCEL_GRACE: '2s' };

interface Options {
  /** Checkout of the release that the services run at first. */
  readonly release?: string;
  /** Whether gateways and runners that end are started again, as a service manager does. */
  readonly isKept?: boolean;
  /** Folder of the pipelines. */
  readonly pipelines?: string;
  /** Folder of inputs. */
  readonly inputs?: string;
  /** Executable in place of Nextflow; by default the simulated one. */
  readonly nextflow?: string;
  /** More settings of the gateways and runners. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Three NATS servers, three gateways and three runners, each started with the shell blocks in docs/several-machines.md,
 * with this machine's addresses and folders.
 */
export class Installation {
  /** Folder with all its files. */
  readonly folder: string;
  /** Checkout of the release whose commands are run. */
  release: string;
  readonly #options: Options;
  readonly #guardian: Guardian;
  readonly #postgres: TestServer;
  readonly #places: Places;
  readonly #natsHosts: string[];
  /** URLs of the gateways. */
  readonly urls: readonly string[];
  readonly nats: readonly DocumentedService[];
  readonly gateways: readonly DocumentedService[];
  readonly runners: readonly DocumentedService[];
  /** Folder that the gateways share. */
  readonly dataDir: string;
  readonly token: string;
  /** First NATS server, with the login that created the log. */
  readonly natsUrl: string;

  static async start(options: Options = {}): Promise<Installation> {
    const folder = mkdtempSync(join(serverFolder(), 'reprise-several-'));
    chmodSync(folder, 0o755); // tasks run as another user
    const guardian = guard(folder);
    try {
      const binary = await ensureNatsServer(thisMachine(), console.error);
      const postgres = await startOwnPostgres();
      const ports: Record<string, number> = {};
      for (const name of ['client', 'route', 'gateway'])
        for (const n of MACHINES) ports[`${name}-${String(n)}`] = await freePort();
      const installation = new Installation(
        folder,
        guardian,
        postgres,
        ports,
        { ...options, nextflow: options.nextflow ?? (await bundledNextflow()) },
        dirname(binary),
      );
      await installation.#start();
      return installation;
    } catch (error) {
      await guardian.finish();
      throw error;
    }
  }

  private constructor(
    folder: string,
    guardian: Guardian,
    postgres: TestServer,
    ports: Readonly<Record<string, number>>,
    options: Options & { readonly nextflow: string },
    tools: string,
  ) {
    this.folder = folder;
    this.#options = options;
    this.release = options.release ?? checkout;
    this.#guardian = guardian;
    this.#postgres = postgres;
    this.dataDir = join(folder, 'shared');
    const portOf = (name: string, n: number) => String(ports[`${name}-${String(n)}`]);
    const secrets = makeSecrets(folder, this.release);
    const { username, password, host } = new URL(postgres.url);
    this.#places = [
      ...MACHINES.flatMap((n) => [
        [`nats-${String(n)}:4222`, `127.0.0.1:${portOf('client', n)}`] as const,
        [`nats-${String(n)}:6222`, `127.0.0.1:${portOf('route', n)}`] as const,
      ]),
      ['postgres:{postgres_password}@', `${username}:${password}@`],
      ['database=postgres:5432', `database=${host}`],
      ['/etc/reprise/settings.sh', join(folder, 'settings.sh')],
      ['/etc/reprise/secrets', secrets],
      ['/mnt/reprise', this.dataDir],
      ['/mnt/inputs', options.inputs ?? join(folder, 'inputs')],
      ['$PWD/pipelines', options.pipelines ?? join(checkout, 'apps/e2e/pipelines')],
      ['$PWD/.tools/bin', tools],
      ['$PWD/.tools/nextflow/nextflow', options.nextflow],
    ];
    for (const made of ['shared', 'inputs']) mkdirSync(join(folder, made), { mode: 0o711 });
    writeFileSync(join(folder, 'settings.sh'), this.#block('sh', 'database=postgres'));
    this.token = readFileSync(join(secrets, 'admin_token'), 'utf8');
    const natsPassword = readFileSync(join(secrets, 'nats_reprise_password'), 'utf8');
    this.natsUrl = `nats://reprise:${natsPassword}@127.0.0.1:${portOf('client', 1)}`;
    this.#natsHosts = MACHINES.map((n) => `127.0.0.1:${portOf('client', n)}`);
    this.urls = MACHINES.map((n) => `http://127.0.0.1:${portOf('gateway', n)}`);
    this.nats = MACHINES.map((n) => this.#natsServer(n, ports[`client-${String(n)}`]!, ports[`route-${String(n)}`]!));
    this.gateways = MACHINES.map((n) =>
      this.#service(`gateway-${String(n)}`, 'gateway/main.js', [
        ['REPRISE_HOST=0.0.0.0 REPRISE_PORT=8080', `REPRISE_HOST=127.0.0.1 REPRISE_PORT=${portOf('gateway', n)}`],
      ]),
    );
    this.runners = MACHINES.map((n) =>
      this.#service(`runner-${String(n)}`, 'runner/main.js', [
        ['runner-1', `runner-${String(n)}`],
        ['/srv/reprise', join(folder, `runner-${String(n)}`)],
      ]),
    );
  }

  /** Whether a gateway can answer requests. */
  isReady = (gateway: number): Promise<boolean> =>
    fetch(`${this.urls[gateway]!}/health/ready`, { signal: AbortSignal.timeout(10_000) }).then(
      ({ ok }) => ok,
      () => false,
    );

  async untilReady(gateway: number): Promise<void> {
    await waitUntil(() => this.isReady(gateway), { every: 200, what: `gateway ${String(gateway + 1)} is ready` });
  }

  /** The NATS server that leads the log. */
  async leader(): Promise<DocumentedService> {
    return this.nats[Number((await this.cluster())?.leader?.split('-').at(-1)) - 1]!;
  }

  /** The leader of the log and its replicas, as any server reports them. */
  async cluster(): Promise<ClusterInfo | undefined> {
    const { username: user, password: pass } = new URL(this.natsUrl);
    const connection = await connect({ servers: this.#natsHosts, user, pass });
    try {
      const { streams } = await jetstreamManager(connection);
      return (await streams.info(STREAM)).cluster;
    } finally {
      await connection.close();
    }
  }

  /** Runs a command from the page, or a different one with the same settings. @returns its exit code */
  command(documented: string, instead = documented): Promise<number | null> {
    const block = this.#block('sh', `main.js ${documented}`).replace(`main.js ${documented}`, `main.js ${instead}`);
    return new DocumentedService(block, this.#log('commands'), {}, this.release).run();
  }

  /** Name and output of the commands. */
  output = (): string => readFileSync(this.#log('commands'), 'utf8');

  async stop(): Promise<void> {
    await Promise.all([...this.gateways, ...this.runners].map((each) => each.end('SIGTERM')));
    await Promise.all(this.nats.map((each) => each.end('SIGTERM')));
    await this.#postgres.stop();
    await this.#guardian.finish();
  }

  async #start(): Promise<void> {
    for (const server of this.nats) server.start();
    // The servers may not have elected a leader yet.
    const isCreated = async () => (await this.command('create-log')) === 0;
    await waitUntil(isCreated, { every: 500, what: 'the log is created' });
    if ((await this.command('create-roles')) !== 0) throw new Error(this.output());
    for (const service of [...this.gateways, ...this.runners]) {
      service.isKept = this.#options.isKept === true;
      service.start();
    }
    for (const gateway of this.urls.keys()) await this.untilReady(gateway);
  }

  #natsServer(n: number, client: number, route: number): DocumentedService {
    const name = `nats-${String(n)}`;
    const folder = join(this.folder, name);
    const block = natsServer({ name, folder, client, route, release: this.release }, this.#places);
    return this.#documentedService(name, block);
  }

  #service(name: string, command: string, places: Places): DocumentedService {
    const block = replaced(documented('sh', command), places);
    return this.#documentedService(name, replaced(block, this.#places));
  }

  #documentedService(name: string, block: string): DocumentedService {
    return new DocumentedService(block, this.#log(name), { ...FASTER, ...this.#options.settings }, this.release);
  }

  #block = (language: string, word: string): string => replaced(documented(language, word), this.#places);

  #log = (name: string): string => join(this.folder, `${name}.log`);
}
