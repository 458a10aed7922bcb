import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { HistoryEntry, JobView, VerificationReport } from '@reprise/contracts';
import { chooseDocker, ensureDocker, ensureNatsServer, thisMachine } from '@reprise/setup';
import { startDocker, waitUntil } from '@reprise/testing';
import { Api } from '../api.ts';
import { guard, type Guardian } from '../guardian.ts';
import { openGate, type Gate } from './gate.ts';
import { Stack } from './stack.ts';
import { writeFakeArchive, writeFakeContext } from './fake-context.ts';

/**
 * Building the images and starting the stack takes minutes, or longer on a busy machine. This limit only ends a run
 * that hangs.
 */
const LIMIT_MS = 45 * 60_000;
const PATIENCE_MS = 15 * 60_000;
const silent = () => undefined;
const execute = promisify(execFile);

/**
 * On a busy machine, a service starts and answers slowly, and the health check in docker-compose.yml would report it as
 * unhealthy.
 */
const patient = 'healthcheck: { start_period: 15m, interval: 3s, retries: 100 }';
/** Builds can reach the package registries. The stack itself runs as in docker-compose.yml. */
const override = `services:
  postgres: { ${patient} }
  nats: { build: { network: host }, ${patient} }
  gateway: { build: { network: host }, ${patient} }
  runner:
    build: { network: host }
    ${patient}
`;
const several = ['docker-compose.yml', 'docker-compose.several.yml', 'docker-compose.override.yml'];
const furtherRunners = `  runner-2: { ${patient} }
  runner-3: { ${patient} }
`;
/** Docker chooses the gateways' ports, because those in the file may be in use. */
const withFreePorts = override.replace('gateway: {', "gateway: { ports: !override ['127.0.0.1::8080'],");
/** As in Podman, or Docker without its seccomp profile: tasks run in a namespace. */
const inNamespaces = `    security_opt: ['seccomp=unconfined']\n`;

const title = 'docker-compose.yml';
const canRun = chooseDocker(thisMachine()).from !== 'nowhere';
const described = canRun ? describe : describe.skip;

described(canRun ? title : `${title} (requires root on Debian, and Docker where systemd runs)`, () => {
  let guardian: Guardian | undefined;
  let stack: Stack;
  let gate: Gate | undefined;
  let api: Api;
  let jobId: string;

  beforeAll(async () => {
    const docker = (await ensureDocker(thisMachine(), silent))!;
    // On a disk, because images take gigabytes.
    const folder = mkdtempSync(join(tmpdir(), 'reprise-compose-'));
    guardian = guard(folder);
    const builder = await startDocker(docker.dockerd, join(folder, 'docker'));
    const fakes = join(folder, 'fakes');
    writeFakeContext(fakes, { natsServer: await ensureNatsServer(thisMachine(), silent) });
    const archive = writeFakeArchive(join(folder, 'archive'));
    const command = join(dirname(dirname(docker.dockerd)), 'bin/docker');
    await execute(command, ['--host', `unix://${builder.socket}`, 'import', archive, 'reprise/fake']);
    stack = new Stack(join(folder, 'reprise'), docker.compose, builder.socket);
    await stack.compose('--project-directory', fakes, '--file', join(fakes, 'docker-compose.yml'), 'build');

    stack.makeSecrets();
    stack.write('docker-compose.override.yml', override);
    await stack.compose('build');
    await builder.stop();

    // The same images. Only builds need the machine's network.
    const { pid } = await startDocker(docker.dockerd, join(folder, 'docker'), { isApart: true });
    gate = openGate(pid);
    api = await gatewayAt(8080);
  }, LIMIT_MS);
  // Removing the images takes a quarter of a minute; the next spec may begin in this time.
  afterAll(() => {
    gate?.close();
    void guardian?.finish();
  });
  /** @param port that the gateway has in the network of the stack */
  const gatewayAt = async (port: number) =>
    new Api(`http://127.0.0.1:${String(await gate!.reach(port))}`, stack.secret('admin_token'));

  const job = () => api.job(jobId);
  const becomes = (status: JobView['status']) =>
    waitUntil(async () => (await job()).status === status, {
      milliseconds: PATIENCE_MS,
      every: 500,
      what: `the job is ${status}`,
    });
  const up = () => stack.compose('up', '--detach', '--wait');
  const verify = async () => {
    const printed = await stack.compose('run', '--rm', 'by-hand', 'node', 'dist/cli/main.js', 'verify', '--json');
    return JSON.parse(printed) as VerificationReport;
  };

  it(
    'builds, and every long-running service becomes healthy',
    async () => {
      await up();
      const services = (await stack.compose('ps', '--format', '{{.Service}} {{.Health}}')).trim().split('\n');
      expect(services.toSorted()).toEqual(['gateway healthy', 'nats healthy', 'postgres healthy', 'runner healthy']);
    },
    LIMIT_MS,
  );

  it(
    'cancels a demo job',
    async () => {
      const demo = '/app/pipelines/wes/demo';
      const params = { input_dir: `${demo}/DEMO1`, reference: `${demo}/reference/demo.fa.gz`, slow: 1 };
      jobId = (await api.submit({ pipeline: 'wes', sample_name: 'DEMO1-simulated', params })).job_id;
      await waitUntil(async () => (await api.tasks(jobId)).some(({ status }) => status === 'completed'), {
        milliseconds: PATIENCE_MS,
        every: 500,
        what: 'a task has completed',
      });
      await api.command(jobId, 'cancel', { reason: 'to see it resumed' });
      await becomes('failed');
      expect(await job()).toMatchObject({ failure: { cause: 'cancelled' }, resumable: { possible: true } });
    },
    LIMIT_MS,
  );

  it(
    'resumes it after down and up, also with tasks in a namespace',
    async () => {
      const before = await api.history(jobId);
      await stack.compose('down', '--timeout', '5');
      stack.write('docker-compose.override.yml', override + inNamespaces);
      await up();
      expect(await api.history(jobId)).toEqual(before);
      await api.command(jobId, 'resume');
      await becomes('completed');
      const tasks = (await api.tasks(jobId)).filter(({ attempt }) => attempt === 2);
      expect(tasks.filter(({ status }) => status === 'cached').length).toBeGreaterThan(0);
      expect(await stack.compose('logs', 'runner')).not.toContain('Tasks can read and write what Reprise keeps');
    },
    LIMIT_MS,
  );

  it(
    'has a verified history, and loses none of it',
    async () => {
      const [before, results] = [await api.history(jobId), await api.files(jobId)];
      await stack.compose('down');
      await up();
      expect(await job()).toMatchObject({ status: 'completed', attempt: 2 });
      expect(types(await api.history(jobId))).toEqual(types(before));
      expect(await api.files(jobId)).toEqual(results);
      expect(await verify()).toMatchObject({ ok: true, findings: [] });
    },
    LIMIT_MS,
  );

  it(
    'has the same jobs in three gateways, and three runners, with docker-compose.several.yml',
    async () => {
      stack.makeSecrets('runner-2', 'runner-3');
      stack.write('docker-compose.override.yml', withFreePorts + furtherRunners);
      const compose = (...args: string[]) => stack.compose(...several.flatMap((file) => ['--file', file]), ...args);
      await compose('restart', 'nats');
      await compose('up', '--detach', '--wait');
      const services = (await compose('ps', '--format', '{{.Service}} {{.Health}}')).trim().split('\n');
      const expected = ['gateway', 'gateway', 'gateway', 'nats', 'postgres', 'runner', 'runner-2', 'runner-3'];
      expect(services.toSorted()).toEqual(expected.map((name) => `${name} healthy`));
      for (const index of ['1', '2', '3']) {
        const address = (await compose('port', '--index', index, 'gateway', '8080')).trim();
        const gateway = await gatewayAt(Number(address.split(':').at(-1)));
        expect(await gateway.job(jobId)).toMatchObject({ status: 'completed', attempt: 2 });
        const heard = async () => (await gateway.runners()).filter(({ alive }) => alive).length === 3;
        await waitUntil(heard, { milliseconds: PATIENCE_MS, every: 500, what: 'the gateway hears three runners' });
      }
    },
    LIMIT_MS,
  );
});

const types = (history: readonly HistoryEntry[]) => history.map(({ type, seq }) => `${String(seq)} ${type}`);
