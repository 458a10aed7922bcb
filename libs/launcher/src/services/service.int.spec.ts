import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { identify, isRunning, startProcess, stopProcess } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';
import { stopLeftovers } from './leftovers.ts';
import { ServiceLocks } from './service-locks.ts';
import { Service } from './service.ts';

let folder: string;
let locks: ServiceLocks;
let said: string[];
let services: Service[];
const say = (line: string) => said.push(line);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-service-'));
  locks = new ServiceLocks(folder);
  mkdirSync(dirname(locks.file('gateway')));
  said = [];
  services = [];
});
afterEach(async () => {
  for (const started of services) await started.kill();
  await stopLeftovers(locks, say);
  rmSync(folder, { recursive: true });
});

/** A service that is a shell script. It is ready when it has written `serves` to its log. */
function service(script: string): Service {
  const logFile = join(folder, 'log');
  const launch = async (start = startProcess) => {
    const process = await start({ command: 'sh', args: ['-c', script], env: {}, logFile });
    const serves = () => {
      if (!isRunning(process.identity)) throw new Error('it ended before it served');
      return readFileSync(logFile, 'utf8').includes('serves');
    };
    return { process, ready: () => waitUntil(serves, { what: 'serves' }) };
  };
  const made = new Service({ name: 'gateway', logFile, stopSignal: 'SIGTERM', stopsWithin: 300, launch }, locks, say);
  services.push(made);
  return made;
}

/** A process of the service that is unknown to any launcher. */
const stray = (script = 'exec sleep 60') =>
  startProcess({
    command: 'sh',
    args: ['-c', script],
    env: {},
    logFile: join(folder, 'log'),
    lockFile: locks.file('gateway'),
  });

const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const patient = 'echo serves; exec sleep 60';

describe('a service', () => {
  it('is restarted after a crash, which is reported', async () => {
    const gateway = service(patient);
    await gateway.start();
    const first = gateway.pid;
    process.kill(first, 'SIGKILL');
    await waitUntil(() => said.length === 2, { what: 'serves again' });
    expect(gateway.pid).not.toBe(first);
    expect(said[0]).toContain('The gateway ended (SIGKILL); it is started again at once.');
    expect(said[1]).toBe('The gateway serves again.');
    await gateway.stop();
  });

  it('is restarted at growing intervals if it crashes repeatedly, until it is stopped', async () => {
    const gateway = service(`if [ -e ${folder}/once ]; then exit 3; fi; touch ${folder}/once; ${patient}`);
    await gateway.start();
    process.kill(gateway.pid, 'SIGKILL');
    const secondTry = () => said.some((line) => line.includes('it is started again in 0.5 s'));
    await waitUntil(secondTry, { what: 'a second try' });
    await gateway.stop();
    expect(() => gateway.pid).toThrow('The gateway is down');
  });

  it('stays down after an intended stop or kill, until it is started', async () => {
    const gateway = service(patient);
    await gateway.start();
    await gateway.kill();
    expect(() => gateway.pid).toThrow('The gateway is down');
    await gateway.start();
    await gateway.restart();
    expect(gateway.pid).toBeGreaterThan(0);
    await gateway.stop();
    expect(said).toEqual([]);
  });

  it('is killed if it does not stop', async () => {
    const gateway = service(`trap '' TERM; echo serves; while :; do sleep 1; done`);
    await gateway.start();
    const { pid } = gateway;
    await gateway.stop();
    expect(identify(pid)).toBeUndefined();
  });

  it('fails its start if it ends before it serves, and leaves nothing', async () => {
    await expect(service('exit 1').start()).rejects.toThrow('it ended before it served');
    expect(locks.all()).toEqual([]);
  });

  it('is not started if its lock cannot be created, as on a full disk', async () => {
    rmSync(dirname(locks.file('gateway')), { recursive: true, force: true });
    writeFileSync(dirname(locks.file('gateway')), '');
    await expect(service(`touch ${folder}/started; ${patient}`).start()).rejects.toThrow(/^ENOTDIR|^EEXIST/);
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  it('is not started beside an unknown process of the same service', async () => {
    const { identity } = await stray();
    await expect(service(patient).start()).rejects.toThrow(`Another process holds ${locks.file('gateway')}`);
    await stopProcess(identity, 'SIGKILL', 0);
  });

  it('can be stopped during its start', async () => {
    const gateway = service('exec sleep 60');
    const start = gateway.start();
    await waitUntil(() => locks.holders('gateway')[0], { what: 'it was launched' });
    const refused = expect(start).rejects.toThrow(/it ended before it served|aborted/);
    await gateway.stop();
    expect(locks.all()).toEqual([]);
    await refused;
  });
});

describe('the processes of a killed start', () => {
  it('are stopped by the next, although no record exists', async () => {
    const { identity } = await stray();
    await stopLeftovers(new ServiceLocks(folder), say);
    expect(isRunning(identity)).toBe(false);
    expect(said).toEqual(['Stopping the gateway that an earlier start left running']);
    expect(locks.all()).toEqual([]);
  });

  it('are stopped with their children, if the start was killed alone', async () => {
    const { identity } = await stray(`sleep 60 & echo $! > ${folder}/child; wait`);
    const child = await waitUntil(() => Number(textOf(join(folder, 'child'))) || undefined, { what: 'its child' });
    await stopProcess(identity, 'SIGKILL', 0);
    expect(locks.holders('gateway').map(({ pid }) => pid)).toEqual([child]);
    await stopLeftovers(locks, say);
    expect(identify(child)).toBeUndefined();
  });

  it('are never confused with a process that reads the file', async () => {
    writeFileSync(locks.file('gateway'), '');
    const reader = await startProcess({
      command: 'sh',
      args: ['-c', `exec sleep 60 3<${locks.file('gateway')}`],
      env: {},
      logFile: join(folder, 'log'),
    });
    await stopLeftovers(locks, say);
    expect(isRunning(reader.identity)).toBe(true);
    await stopProcess(reader.identity, 'SIGKILL', 1_000);
  });
});
