import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isRunning, startProcess } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';
import type { ServiceDefinition } from './service-definition.ts';
import { ServiceLocks } from './service-locks.ts';
import { StartedServices } from './started-services.ts';

let folder: string;
let said: string[];
let services: StartedServices;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-started-'));
  said = [];
  services = new StartedServices(new ServiceLocks(folder), (line) => said.push(line));
});
afterEach(async () => {
  await services.stop();
  rmSync(folder, { recursive: true });
});

/** A service that is a shell script. It is ready when it has created a file with its name. */
const script = (name: string, text: string): ServiceDefinition => ({
  name,
  logFile: join(folder, `${name}.log`),
  stopSignal: 'SIGTERM',
  stopsWithin: 300,
  launch: async (start = startProcess) => {
    const args = ['-c', text, name];
    const process = await start({ command: 'sh', args, env: { folder }, logFile: join(folder, `${name}.log`) });
    const serves = () => {
      if (!isRunning(process.identity)) throw new Error(`The ${name} did not start`);
      return existsSync(join(folder, name));
    };
    return { process, ready: () => waitUntil(serves, { what: 'serves' }) };
  },
});
const nats = () => script('nats', 'echo $$ > $folder/pid; touch $folder/nats; exec sleep 60');
/** Ends when nats ends. It kills nats itself, this many times. */
const gateway = (times: number) =>
  script(
    'gateway',
    `echo try >> $folder/tries
     if [ $(wc -l < $folder/tries) -gt ${String(times)} ]; then touch $folder/gateway; exec sleep 60; fi
     kill -9 $(cat $folder/pid); sleep 0.2; exit 1`,
  );
const tries = () => readFileSync(join(folder, 'tries'), 'utf8').trim().split('\n').length;

describe('services that end together', () => {
  it('are restarted one after the other, as at the start', async () => {
    const first = await services.start(script('nats', 'sleep 0.3; touch $folder/nats; exec sleep 60'));
    const second = await services.start(
      script(
        'gateway',
        '[ -e $folder/nats ] || exit 1; echo try >> $folder/tries; touch $folder/gateway; exec sleep 60',
      ),
    );
    // Each is ready again once it has created its file again.
    for (const name of ['nats', 'gateway']) rmSync(join(folder, name));
    const [{ pid: killed }, { pid }] = [first, second];
    process.kill(killed, 'SIGKILL');
    await waitUntil(() => identify(killed) === undefined, { every: 1, what: 'it has ended' });
    process.kill(pid, 'SIGKILL');
    await waitUntil(() => said.includes('The gateway serves again.'), { what: 'both serve again' });
    expect(tries()).toBe(2);
    expect(said.filter((line) => line.startsWith('The gateway ended'))).toHaveLength(1);
  });
});

describe('a start during which another service dies', () => {
  it('waits until that one serves again, retries, and reports it', async () => {
    await services.start(nats());
    const started = await services.start(gateway(1));
    expect(started.pid).toBeGreaterThan(0);
    expect(tries()).toBe(2);
    expect(said).toContain(
      `The gateway did not start, since the nats ended meanwhile; it is tried again. Its log: ${join(folder, 'gateway.log')}`,
    );
    expect(said).toContain('The nats serves again.');
  });

  it('gives up if that continues', async () => {
    await services.start(nats());
    await expect(services.start(gateway(9))).rejects.toThrow('The gateway did not start');
    expect(tries()).toBe(3);
  });

  it('fails at once if the service itself cannot start', async () => {
    await services.start(nats());
    await expect(services.start(script('gateway', 'echo try >> $folder/tries; exit 1'))).rejects.toThrow(
      'The gateway did not start',
    );
    expect(tries()).toBe(1);
  });
});
