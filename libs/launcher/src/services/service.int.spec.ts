import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { identify, isRunning, startProcess, stopProcess, type ProcessIdentity } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';
import { stopLeftovers } from './leftovers.ts';
import { ProcessRecords } from './process-records.ts';
import { Service } from './service.ts';

let folder: string;
let records: ProcessRecords;
let said: string[];
let services: Service[];
const say = (line: string) => said.push(line);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-service-'));
  records = new ProcessRecords(folder);
  said = [];
  services = [];
});
afterEach(async () => {
  for (const started of services) await started.kill();
  await stopLeftovers(records, say);
  rmSync(folder, { recursive: true });
});

/** A service that is a shell script; it serves when it has written `serves` to its log. */
function service(script: string): Service {
  const logFile = join(folder, 'log');
  const launch = async () => {
    const process = await startProcess({ command: 'sh', args: ['-c', script], env: {}, logFile });
    const serves = () => {
      if (!isRunning(process.identity)) throw new Error('it ended before it served');
      return readFileSync(logFile, 'utf8').includes('serves');
    };
    return { process, ready: () => waitUntil(serves, { what: 'serves' }) };
  };
  const made = new Service({ name: 'gateway', logFile, stopSignal: 'SIGTERM', stopsWithin: 300, launch }, records, say);
  services.push(made);
  return made;
}

const patient = 'echo serves; exec sleep 60';

describe('a service', () => {
  it('that crashes is started again, and that is said', async () => {
    const gateway = service(patient);
    await gateway.start();
    const first = gateway.pid;
    process.kill(first, 'SIGKILL');
    await waitUntil(() => said.length === 2, { what: 'serves again' });
    expect(gateway.pid).not.toBe(first);
    expect(said[0]).toContain('The gateway ended (SIGKILL); it is started again in 0.5 s.');
    expect(said[1]).toBe('The gateway serves again.');
    await gateway.stop();
  });

  it('that crashes again and again is tried at growing distances, until it is stopped', async () => {
    const gateway = service(`if [ -e ${folder}/once ]; then exit 3; fi; touch ${folder}/once; ${patient}`);
    await gateway.start();
    process.kill(gateway.pid, 'SIGKILL');
    const secondTry = () => said.some((line) => line.includes('it is started again in 1 s'));
    await waitUntil(secondTry, { what: 'a second try' });
    await gateway.stop();
    expect(() => gateway.pid).toThrow('The gateway is down');
  });

  it('that was stopped or killed on purpose stays down until it is started', async () => {
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

  it('that does not stop when asked to is killed', async () => {
    const gateway = service(`trap '' TERM; echo serves; while :; do sleep 1; done`);
    await gateway.start();
    const { pid } = gateway;
    await gateway.stop();
    expect(identify(pid)).toBeUndefined();
  });

  it('that ends before it serves fails its start, and leaves nothing', async () => {
    await expect(service('exit 1').start()).rejects.toThrow('it ended before it served');
    expect(records.all()).toEqual([]);
  });

  it('whose process cannot be recorded, as on a full disk, is ended', async () => {
    let launched: ProcessIdentity | undefined;
    jest.spyOn(records, 'write').mockImplementation((_, identity) => {
      launched = identity;
      throw new Error('ENOSPC: no space left on device');
    });
    await expect(service(patient).start()).rejects.toThrow('no space left');
    expect(isRunning(launched!)).toBe(false);
  });

  it('can be stopped while it is starting', async () => {
    const gateway = service('exec sleep 60');
    const start = gateway.start();
    await waitUntil(() => records.all().length === 1, { what: 'it was launched' });
    const refused = expect(start).rejects.toThrow('it ended before it served');
    await gateway.stop();
    await refused;
  });
});

describe('what a killed start left running', () => {
  const sleeper = () => startProcess({ command: 'sleep', args: ['60'], env: {}, logFile: join(folder, 'log') });

  it('is stopped by the next', async () => {
    const { identity } = await sleeper();
    records.write('gateway', identity);
    await stopLeftovers(new ProcessRecords(folder), say);
    expect(isRunning(identity)).toBe(false);
    expect(said).toEqual(['Stopping the gateway that an earlier start left running']);
    expect(records.all()).toEqual([]);
  });

  it('is never mistaken for another process that now has its number', async () => {
    const { identity } = await sleeper();
    records.write('gateway', { pid: identity.pid, started: 'an earlier boot' });
    await stopLeftovers(records, say);
    expect(isRunning(identity)).toBe(true);
    await stopProcess(identity, 'SIGKILL', 1_000);
  });
});
