import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { STARTING } from '@reprise/contracts';
import { stopProcess } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';
import { builtApp } from '@reprise/setup';
import { gatewayService, runnerService } from './own-services.ts';
import { readSettings } from '../settings.ts';

const root = mkdtempSync(join(tmpdir(), 'reprise-own-services-'));
afterAll(() => rmSync(root, { recursive: true }));

/** URL of the tables, which the runner does not need. */
const SECRET = 'postgres://owner:secret@127.0.0.1:9/reprise';

describe('the runner of npm start', () => {
  it('gets the environment that manifests list, no database address, and what to hide from tasks, and serves once it has read the log, also with a disk too full for jobs', async () => {
    const main = builtApp(root, 'runner');
    mkdirSync(dirname(main), { recursive: true });
    writeFileSync(main, 'setInterval(() => undefined, 1000)');
    writeFileSync(join(root, 'runner.id'), 'runner-a\n');
    mkdirSync(join(root, 'pipelines/lab'), { recursive: true });
    const manifest = { name: 'lab', script: 'main.nf', environment: ['LAB_*'] };
    writeFileSync(join(root, 'pipelines/lab/reprise.json'), JSON.stringify(manifest));
    writeFileSync(join(root, 'pipelines/lab/main.nf'), '');
    const config = join(root, 'config');
    const callers = { XDG_CONFIG_HOME: config, LAB_SETTING: '7', OTHER_SETTING: '8', DATABASE_URL: SECRET };
    Object.assign(process.env, callers);
    let asked = 0;
    let holds_back = STARTING;
    const gateway = createServer((_, response) => {
      asked += 1;
      response.end(JSON.stringify({ items: [{ runner_id: 'runner-a', alive: true, holds_back }] }));
    }).listen(0, '127.0.0.1');
    await once(gateway, 'listening');
    const { port } = gateway.address() as AddressInfo;
    const clientSecret = join(root, 'client.secret');
    const password = join(root, 'smtp.password');
    const settings = readSettings({
      REPRISE_DATA_DIR: root,
      REPRISE_OIDC_CLIENT_SECRET_FILE: clientSecret,
      REPRISE_SMTP_PASSWORD_FILE: password,
    });
    const { launch } = runnerService({
      root,
      settings,
      port,
      url: `http://127.0.0.1:${String(port)}`,
      token: 't',
      natsUrls: { gateway: '', runner: '' },
      databaseUrls: { DATABASE_URL: SECRET },
      taskUser: undefined,
      nextflow: '',
    });
    const { process: started, ready } = await launch();
    try {
      const given = readFileSync(`/proc/${String(started.identity.pid)}/environ`, 'utf8').split('\0');
      expect(given).toContain('LAB_SETTING=7');
      expect(given).toContain(`REPRISE_HIDDEN_FOLDERS=${clientSecret}:${password}:${join(config, 'reprise')}`);
      expect(given.filter((each) => each.startsWith('OTHER_SETTING') || each.includes(SECRET))).toEqual([]);
      let serves = false;
      const served = ready().then(() => (serves = true));
      await waitUntil(() => asked > 2, { what: 'it is asked again' });
      expect(serves).toBe(false);
      holds_back = 'Only 1 MiB free.';
      await served;
    } finally {
      for (const name of Object.keys(callers)) Reflect.deleteProperty(process.env, name);
      await stopProcess(started.identity, 'SIGKILL', 0);
      gateway.closeAllConnections();
      gateway.close();
    }
  });
});

describe('the gateway of npm start', () => {
  const LISTENS = `console.log(JSON.stringify({ service: 'gateway', msg: 'listening', url: '' }))`;
  let health: Server | undefined;
  afterEach(() => {
    health?.closeAllConnections();
    health?.close();
  });

  /** Launches a program as the gateway. The address of the gateway is that of a server with these responses. */
  async function launch(program: string, answers: RequestListener) {
    const main = builtApp(root, 'gateway');
    mkdirSync(dirname(main), { recursive: true });
    writeFileSync(main, program);
    health = createServer(answers).listen(0, '127.0.0.1');
    await once(health, 'listening');
    const { port } = health.address() as AddressInfo;
    const service = gatewayService({
      root,
      settings: readSettings({ REPRISE_DATA_DIR: root }),
      port,
      url: `http://127.0.0.1:${String(port)}`,
      token: 't',
      natsUrls: { gateway: '', runner: '' },
      databaseUrls: { DATABASE_URL: '' },
      taskUser: undefined,
      nextflow: '',
    });
    return { ...(await service.launch()), port };
  }
  const projection = (state: string, message?: string) =>
    JSON.stringify({ details: { projection: { status: 'down', state, message } } });

  it('does not serve, and names the repair at once, if the log differs from the one its tables follow', async () => {
    const message = 'The event log is not what it was: it ends at 0. Seed it again (npm run reseed).';
    let asked = 0;
    const { process: started, ready } = await launch(
      `${LISTENS}; setInterval(() => undefined, 1000)`,
      (_, response) => {
        asked += 1;
        const state = asked > 2 ? 'stream_changed' : 'catching_up';
        response.writeHead(state === 'catching_up' ? 200 : 503).end(projection(state, message));
      },
    );
    try {
      await expect(ready()).rejects.toThrow(message);
    } finally {
      await stopProcess(started.identity, 'SIGKILL', 0);
    }
  });

  it('serves once it listens itself', async () => {
    const { process: started, ready } = await launch(`${LISTENS}; setInterval(() => undefined, 1000)`, (_, response) =>
      response.end(projection('following')),
    );
    try {
      await ready();
    } finally {
      await stopProcess(started.identity, 'SIGKILL', 0);
    }
  });

  it('does not serve if another Reprise answers on its port, and names the port', async () => {
    const { ready, port } = await launch('setTimeout(() => process.exit(1), 1000)', (_, response) =>
      response.end(projection('following')),
    );
    await expect(ready()).rejects.toThrow(`Port ${String(port)} on 127.0.0.1 is in use`);
  });

  it('also names the port if it ends during the check', async () => {
    let end: () => Promise<void> = () => Promise.resolve();
    const {
      process: started,
      ready,
      port,
    } = await launch(
      `${LISTENS}; setInterval(() => undefined, 1000)`,
      (_, response) => void end().then(() => response.end(projection('following'))),
    );
    end = () => stopProcess(started.identity, 'SIGKILL', 0);
    await expect(ready()).rejects.toThrow(`Port ${String(port)} on 127.0.0.1 is in use`);
  });
});
