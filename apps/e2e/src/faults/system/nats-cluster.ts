import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jetstreamManager, type StreamInfo } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { freePort } from '@reprise/local-servers';
import { checkout, ensureNatsServer, thisMachine, type Say } from '@reprise/setup';
import { makeSecrets, natsServer, type Places } from '../../several-machines/documented-nats.ts';
import { KeptProcess } from './kept-process.ts';
import { Proxy } from './proxy.ts';

const NUMBERS = [1, 2, 3] as const;
const ANSWERS_WITHIN_MS = 2_000;

/**
 * Three NATS servers, as docs/several-machines.md describes them. Clients, and the servers among themselves, reach each
 * of them through a proxy. They are on machines of their own: faults of the drive do not affect them.
 */
export class NatsCluster {
  readonly servers: readonly KeptProcess[];
  readonly proxies: readonly Proxy[];
  /** Settings of `npm start`. */
  readonly env: Readonly<Record<string, string>>;
  /** First server, not through its proxy, with the login that created the log. */
  readonly url: string;
  readonly #secrets: string;
  /** Addresses of the servers, and those of their proxies. */
  readonly #direct: readonly string[];
  readonly #addresses: string;

  private constructor(
    servers: readonly KeptProcess[],
    proxies: readonly Proxy[],
    secrets: string,
    direct: readonly string[],
    addresses: string,
  ) {
    this.servers = servers;
    this.proxies = proxies;
    this.#secrets = secrets;
    this.#direct = direct;
    this.#addresses = addresses;
    this.url = `nats://reprise:${this.#password('reprise')}@${direct[0]!}`;
    const login = (name: string) => `nats://${name}:${this.#password(name)}@${addresses}`;
    this.env = {
      NATS_URL: login('reprise'),
      NATS_COPIER_URL: `${login('copier')}?inbox_prefix=_INBOX_copier`,
      NATS_UPGRADER_URL: `${login('upgrader')}?inbox_prefix=_INBOX_upgrader`,
      REPRISE_NATS_REPLICAS: String(NUMBERS.length),
    };
  }

  /** @param folder of the system, whose guardian ends the servers */
  static async startedIn(folder: string, say: Say): Promise<NatsCluster> {
    const tools = dirname(await ensureNatsServer(thisMachine(), say));
    const own = join(folder, 'cluster');
    mkdirSync(own);
    const secrets = makeSecrets(own);
    const places: (readonly [string, string])[] = [
      ['/etc/reprise/secrets', secrets],
      ['$PWD/.tools/bin', tools],
    ];
    const ports: { client: number; route: number }[] = [];
    const proxies: Proxy[] = [];
    for (const n of NUMBERS) {
      const [client, route] = [await freePort(), await freePort()];
      const [ofClients, ofRoutes] = [
        await Proxy.listening(`nats-${String(n)}`, await freePort(), client),
        await Proxy.listening(`route-${String(n)}`, await freePort(), route),
      ];
      ports.push({ client, route });
      proxies.push(ofClients, ofRoutes);
      places.push([`nats-${String(n)}:6222`, `127.0.0.1:${String(ofRoutes.port)}`]);
    }
    const servers = ports.map((each, index) => start(`nats-${String(index + 1)}`, folder, each, proxies, places));
    const direct = ports.map(({ client }) => `127.0.0.1:${String(client)}`);
    const ofClients = proxies.filter(({ name }) => name.startsWith('nats-'));
    const addresses = ofClients.map(({ port }) => `127.0.0.1:${String(port)}`).join();
    return new NatsCluster(servers, proxies, secrets, direct, addresses);
  }

  /** Settings of a runner with its own login. */
  login(id: string): Record<'REPRISE_RUNNER_ID' | 'NATS_URL', string> {
    const password = readFileSync(join(this.#secrets, 'runners', id), 'utf8');
    const url = `nats://${id}:${password}@${this.#addresses}?inbox_prefix=_INBOX_runner.${id}`;
    return { REPRISE_RUNNER_ID: id, NATS_URL: url };
  }

  /** The server that leads the log; undefined while there is none. */
  async leader(): Promise<KeptProcess | undefined> {
    const info = await this.#log().catch(() => undefined);
    return this.servers.find(({ name }) => name === info?.cluster?.leader);
  }

  /** Returns why not every server has the whole log; an empty string if each has. */
  async problem(): Promise<string> {
    const { cluster } = await this.#log();
    const behind = cluster?.replicas?.filter(({ current, offline }) => !current || offline) ?? [];
    if (!cluster?.leader) return 'the log has no leader';
    return behind.map(({ name }) => `${name} is behind`).join(', ');
  }

  async stop(milliseconds: number): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop(milliseconds)));
  }

  async #log(): Promise<StreamInfo> {
    const connection = await connect({
      servers: [...this.#direct],
      user: 'reprise',
      pass: this.#password('reprise'),
      name: 'faults',
      timeout: ANSWERS_WITHIN_MS,
      reconnect: false,
      ignoreClusterUpdates: true,
    });
    try {
      return await (await jetstreamManager(connection, { timeout: ANSWERS_WITHIN_MS })).streams.info(STREAM);
    } finally {
      await connection.close();
    }
  }

  #password = (login: string): string => readFileSync(join(this.#secrets, `nats_${login}_password`), 'utf8');
}

/** Starts a server that advertises its proxies to clients and other servers. */
function start(
  name: string,
  folder: string,
  ports: { readonly client: number; readonly route: number },
  proxies: readonly Proxy[],
  places: Places,
): KeptProcess {
  const portOf = (proxy: string) => String(proxies.find((each) => each.name === proxy)!.port);
  const advertised: Places = [
    ['listen: 0.0.0.0:4222', `client_advertise: "127.0.0.1:${portOf(name)}"\nlisten: 0.0.0.0:4222`],
    ['listen: 0.0.0.0:6222', `advertise: "127.0.0.1:${portOf(name.replace('nats', 'route'))}"\n  listen: 0.0.0.0:6222`],
  ];
  const block = natsServer({ name, folder: join(folder, name), ...ports }, [...advertised, ...places]);
  // The shell becomes nats-server.
  return new KeptProcess({
    name,
    program: 'sh',
    args: ['-c', `exec env ${block}`],
    env: { PATH: process.env['PATH'] },
    cwd: checkout,
    logFile: join(folder, `${name}.log`),
  });
}
