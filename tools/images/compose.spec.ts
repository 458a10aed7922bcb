import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { inboxPrefix, logins, runnerInboxPrefix, type Login } from '@reprise/local-servers';
import { checkout } from '@reprise/setup';
import { namesFor, settingNames } from '@reprise/settings';
import { natsAccountsConf } from './nats-accounts-conf.ts';

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target?: string };
  readonly user?: string;
  readonly restart?: string;
  readonly healthcheck?: object;
  readonly secrets?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const read = (file: string) => readFileSync(join(checkout, file), 'utf8');
const compose = () =>
  parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, Service>;
    secrets: Record<string, object>;
  };

/** Schema of the compose specification, as shipped with dclint. */
function specification(): object {
  const dclint = dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
  return JSON.parse(readFileSync(join(dclint, 'schemas', 'compose.schema.json'), 'utf8')) as object;
}

function mistakes(file: unknown): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // Its $schema has https, but the id of the draft has http.
  const validate = ajv.compile({ ...specification(), $schema: 'http://json-schema.org/draft-07/schema#' });
  validate(file);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

const dockerfiles = ['docker/Dockerfile', 'docker/nats/Dockerfile'];
const lines = (file: string) => read(file).replaceAll('\\\n', ' ').split('\n');

/** Returns the lines of a stage, preceded by those of its base stages. */
function stageOf(file: string, target?: string): string[] {
  const all = lines(file);
  const begin = target === undefined ? 0 : all.findIndex((line) => line.endsWith(` AS ${target}`));
  const length = all.slice(begin + 1).findIndex((line) => line.startsWith('FROM '));
  const own = all.slice(begin, length < 0 ? undefined : begin + 1 + length);
  const [, base = ''] = own.find((line) => line.startsWith('FROM '))?.split(' ') ?? [];
  return all.some((line) => line.endsWith(` AS ${base}`)) ? [...stageOf(file, base), ...own] : own;
}

describe('docker-compose.yml', () => {
  const services = Object.entries(compose().services);

  it('matches the compose specification, and the check finds a mistake', () => {
    expect(mistakes(compose())).toEqual([]);
    const { services: all, ...rest } = compose();
    const planted = { ...rest, services: { ...all, nats: { ...all['nats'], helthcheck: {} } } };
    expect(mistakes(planted)).toEqual(['/services/nats must NOT have additional properties']);
  });

  it('has every part of Reprise', () => {
    const [running, ending] = [
      ['nats', 'postgres', 'gateway', 'runner'],
      ['log', 'roles', 'by-hand'],
    ];
    expect(services.map(([name]) => name).sort()).toEqual([...running, ...ending].sort());
    expect(services.filter(([, { restart }]) => restart === 'no').map(([name]) => name)).toEqual(ending);
  });

  it.each(services)('restarts %s and checks its health if it is long-running, and pins its version', (_, service) => {
    if (service.restart !== 'no')
      expect(service).toMatchObject({ restart: 'unless-stopped', healthcheck: expect.any(Object) as object });
    expect(service.image).toMatch(/:\d+\.\d+/);
  });

  it.each(services)('gives %s exactly the secrets that it uses', (name, { environment = {}, secrets = [] }) => {
    const inAddresses = [...JSON.stringify(environment).matchAll(/:\{(\w+)\}@/g)].map(([, secret]) => secret!);
    const beside = { nats: logins.map((login) => `nats_${login}_password`), postgres: ['postgres_password'] };
    const files = { gateway: ['admin_token'], ...beside }[name] ?? [];
    expect([...secrets].sort()).toEqual([...inAddresses, ...files].sort());
  });

  it('gives the logins that create the log only to one-off services', () => {
    const makers = services.filter(
      ([name, { secrets = [] }]) => name !== 'nats' && secrets.includes('nats_reprise_password'),
    );
    expect(makers.map(([name]) => name)).toEqual(['log', 'by-hand']);
  });

  it('gives the superuser of Postgres only to one-off services, which create the roles of others', () => {
    const superusers = services.filter(
      ([name, { secrets = [] }]) => name !== 'postgres' && secrets.includes('postgres_password'),
    );
    expect(superusers.map(([name]) => name)).toEqual(['roles']);
  });

  it.each(services)('delivers answers to %s where only its login may listen', (_, { environment = {} }) => {
    const urls = Object.values(environment).filter((value) => value.startsWith('nats://'));
    for (const url of urls) {
      const [, login = '', prefix] = /^nats:\/\/([^@]+):\{.*?(?:\?inbox_prefix=(.+))?$/.exec(url)!;
      const own = logins.includes(login as Login) ? inboxPrefix(login as Login) : runnerInboxPrefix(login);
      expect(prefix).toBe(login === 'reprise' ? undefined : own);
    }
  });

  it('builds each image of Reprise once, since services that share an image would build it in parallel', () => {
    const built = services.filter(([, { build }]) => build).map(([, { image }]) => image);
    expect(new Set(built).size).toBe(built.length);
    const ours = services.map(([, { image }]) => image).filter((image) => image.startsWith('reprise/'));
    expect([...new Set(ours)].toSorted()).toEqual(built.toSorted());
  });

  it.each(services)('runs %s as an unprivileged user', (_, { user, image }) => {
    const build = services.find(([, each]) => each.image === image && each.build)?.[1].build;
    const last = build ? stageOf(build.dockerfile, build.target).findLast((line) => line.startsWith('USER ')) : user;
    expect(last).toMatch(/^(USER reprise|USER 10001:10001|postgres)$/);
  });

  it.each(services)('gives %s existing settings only, and passwords only as files', (name, { environment = {} }) => {
    const own = ['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_INITDB_ARGS'];
    const unknown = Object.keys(environment).filter(
      (each) => ![...settingNames, ...own].some((known) => known === each),
    );
    expect(unknown).toEqual([]);
    const secrets = Object.keys(compose().secrets);
    const used = [...JSON.stringify(environment).matchAll(/:\/\/[^@]+?:(\{[^@]+)@/g)].map(([, password]) => password);
    expect(used.filter((password) => !secrets.some((secret) => password === `{${secret}}`))).toEqual([]);
    expect(used.length > 0).toBe(!['nats', 'postgres'].includes(name));
  });
});

describe.each(['gateway', 'runner'] as const)('the settings of the %s', (name) => {
  const known: readonly string[] = namesFor(name);
  const service = compose().services[name]!;
  const environment = Object.entries(service.environment ?? {});
  const ofImage = stageOf(service.build!.dockerfile, service.build!.target)
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => [...line.matchAll(/ (\w+)=/g)].map(([, each]) => each!));
  /** Settings that depend on paths in a container. */
  const fixed = [
    ...['NATS_URL', 'DATABASE_URL', 'DATABASE_READ_URL', 'DATABASE_MIGRATE_URL', 'REPRISE_TOKEN_FILE'],
    ...['REPRISE_INPUT_ROOTS', 'REPRISE_UPLOADS_DIR', 'REPRISE_TASK_USER'],
    ...['REPRISE_HIDDEN_FOLDERS', 'REPRISE_READ_ONLY_FOLDERS', ...ofImage],
  ];

  it('are each passed on from .env, except those that the container sets', () => {
    expect(known).toContain('REPRISE_LOG_LEVEL');
    expect(environment.map(([each]) => each).filter((each) => !known.includes(each))).toEqual([]);
    const passed = environment.filter(([each, value]) => value.startsWith(`\${${each}`)).map(([each]) => each);
    expect(known.filter((each) => ![...passed, ...fixed].includes(each))).toEqual([]);
  });
});

it('docs/server.md lists what .env may set', () => {
  const variables = [...read('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
  expect(variables).toContain('REPRISE_PORT');
  expect(variables.filter((each) => !read('docs/server.md').includes(`\`${each}\``))).toEqual([]);
});

describe.each(dockerfiles)('%s', (file) => {
  it('uses base images of one version', () => {
    const bases = lines(file).flatMap((line) => /^(?:FROM|ARG NODE_IMAGE=) ?(\S+)/.exec(line)?.[1] ?? []);
    const stages = lines(file).flatMap((line) => / AS (\w+)$/.exec(line)?.[1] ?? []);
    const images = bases.filter((base) => base !== '${NODE_IMAGE}' && !stages.includes(base));
    expect(images).toHaveLength(1);
    expect(images[0]).toMatch(/^\w+:\d+\.\d+\.\d+-/);
  });

  it('copies existing paths only', () => {
    const copied = lines(file)
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1))
      .filter((word) => !word.startsWith('--'));
    expect(copied.length).toBeGreaterThan(0);
    expect(copied.filter((path) => !existsSync(join(checkout, path)))).toEqual([]);
  });
});

describe('docker-compose.several.yml', () => {
  const reset = ['!override', '!reset'].map((tag) => ({ tag, resolve: (value: unknown) => value }));
  const sequence = { tag: '!override', collection: 'seq' as const, resolve: (value: unknown) => value };
  const overlay = parse(read('docker-compose.several.yml'), { customTags: [...reset, sequence] }) as {
    services: Record<string, Pick<Service, 'environment' | 'secrets'> & { volumes: string[] }>;
    secrets: Record<string, { file: string }>;
    volumes: Record<string, null>;
  };
  const runners = Object.entries(overlay.services).filter(([name]) => name !== 'gateway');

  it.each(runners)('gives %s its own id, login and volumes', (name, { environment, volumes }) => {
    const secret = `nats_${name.replace('-', '_')}_password`;
    expect(environment).toEqual({
      REPRISE_RUNNER_ID: name,
      NATS_URL: `nats://${name}:{${secret}}@nats:4222?inbox_prefix=${runnerInboxPrefix(name)}`,
    });
    expect(overlay.secrets[secret]).toEqual({ file: `docker/secrets/runners/${name}` });
    const own = volumes.map((volume) => volume.split(':')[0]!);
    expect(own).toEqual(['jobs', 'home'].map((volume) => `${volume}${name.slice('runner'.length)}`));
    for (const volume of own) expect(Object.keys(overlay.volumes)).toContain(volume);
  });
});

describe.each(Object.entries(natsAccountsConf()))('docker/nats/%s', (name, text) => {
  it('has the accounts of npm start (if not, run node tools/images/write-nats-accounts.ts)', () => {
    expect(read(`docker/nats/${name}`)).toBe(text);
  });
});
