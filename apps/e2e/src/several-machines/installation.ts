import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { freePort } from '@reprise/local-servers';
import { checkout, ensureNatsServer, thisMachine } from '@reprise/setup';
import { bundledNextflow } from '@reprise/simulated-nextflow';
import { serverFolder, startOwnPostgres, waitUntil, type TestServer } from '@reprise/testing';
import { documentedBlock } from '../documented-block.ts';
import { guard, type Guardian } from '../guardian.ts';
import { DocumentedService } from './documented-service.ts';

const PAGE = 'several-machines';
const MACHINES = [1, 2, 3] as const;

/** Settings that make the tests faster. */
const FASTER = { REPRISE_RATE_LIMIT: '0', REPRISE_COMMAND_RATE_LIMIT: '0', REPRISE_CANCEL_GRACE: '2s' };

/** Addresses and folders of the documentation, and those that take their place on this machine. */
type Places = readonly (readonly [documented: string, here: string])[];

/**
 * Three NATS servers, three gateways and three runners, each started with the shell blocks in docs/several-machines.md,
 * with this machine's addresses and folders.
 */
export class Installation {
  readonly #folder: string;
  readonly #guardian: Guardian;
  readonly #postgres: TestServer;
  readonly #places: Places;
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

  static async start(): Promise<Installation> {
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
        await bundledNextflow(),
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
    nextflow: string,
    tools: string,
  ) {
    this.#folder = folder;
    this.#guardian = guardian;
    this.#postgres = postgres;
    this.dataDir = join(folder, 'shared');
    const portOf = (name: string, n: number) => String(ports[`${name}-${String(n)}`]);
    const secrets = this.#makeSecrets();
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
      ['/mnt/inputs', join(folder, 'inputs')],
      ['$PWD/pipelines', join(checkout, 'apps/e2e/pipelines')],
      ['$PWD/.tools/bin', tools],
      ['$PWD/.tools/nextflow/nextflow', nextflow],
    ];
    for (const made of ['shared', 'inputs']) mkdirSync(join(folder, made), { mode: 0o711 });
    writeFileSync(join(folder, 'settings.sh'), this.#block('sh', 'database=postgres'));
    this.token = readFileSync(join(secrets, 'admin_token'), 'utf8');
    const natsPassword = readFileSync(join(secrets, 'nats_reprise_password'), 'utf8');
    this.natsUrl = `nats://reprise:${natsPassword}@127.0.0.1:${portOf('client', 1)}`;
    this.urls = MACHINES.map((n) => `http://127.0.0.1:${portOf('gateway', n)}`);
    this.nats = MACHINES.map((n) => this.#natsServer(n, portOf('client', n), portOf('route', n)));
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
    const { host, username: user, password: pass } = new URL(this.natsUrl);
    const connection = await connect({ servers: host, user, pass });
    const { streams } = await jetstreamManager(connection);
    const { cluster } = await streams.info(STREAM);
    await connection.close();
    return this.nats[Number(cluster?.leader?.split('-').at(-1)) - 1]!;
  }

  /** Runs a command from the page, or a different one with the same settings. @returns its exit code */
  command(documented: string, instead = documented): Promise<number | null> {
    const block = this.#block('sh', `main.js ${documented}`).replace(`main.js ${documented}`, `main.js ${instead}`);
    return new DocumentedService(block, this.#log('commands')).run();
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
    for (const service of [...this.gateways, ...this.runners]) service.start();
    for (const gateway of this.urls.keys()) await this.untilReady(gateway);
  }

  /** Runs the documented command with a copy of the script, because the script writes files next to itself. */
  #makeSecrets(): string {
    const script = join(this.#folder, 'docker/make-secrets.sh');
    mkdirSync(dirname(script));
    cpSync(join(checkout, 'docker/make-secrets.sh'), script);
    execFileSync('sh', ['-c', this.#documented('sh', 'make-secrets')], { cwd: this.#folder, stdio: 'ignore' });
    return join(this.#folder, 'docker/secrets');
  }

  #natsServer(n: number, client: string, route: string): DocumentedService {
    const name = `nats-${String(n)}`;
    const folder = join(this.#folder, name);
    const conf = join(folder, 'conf');
    cpSync(join(checkout, 'docker/nats'), conf, { recursive: true });
    const places: Places = [
      ['server_name: nats-1', `server_name: ${name}`],
      ['0.0.0.0:4222', `127.0.0.1:${client}`],
      ['http: 127.0.0.1:8222\n', ''],
      ['0.0.0.0:6222', `127.0.0.1:${route}`],
      ['/var/lib/reprise/nats', join(folder, 'store')],
    ];
    writeFileSync(join(conf, 'nats-server.conf'), replaced(this.#block('conf', 'server_name'), places));
    return this.#service(name, 'docker/nats/start.sh', [
      ['/etc/reprise/nats', conf],
      ['/run/reprise/nats', join(folder, 'run')],
    ]);
  }

  #service(name: string, command: string, places: Places): DocumentedService {
    const block = replaced(this.#documented('sh', command), places);
    return new DocumentedService(replaced(block, this.#places), this.#log(name), FASTER);
  }

  #block = (language: string, word: string): string => replaced(this.#documented(language, word), this.#places);

  #documented = (language: string, word: string): string => documentedBlock(PAGE, language, word);

  #log = (name: string): string => join(this.#folder, `${name}.log`);
}

const replaced = (text: string, places: Places): string =>
  places.reduce((done, [documented, here]) => done.replaceAll(documented, here), text);
