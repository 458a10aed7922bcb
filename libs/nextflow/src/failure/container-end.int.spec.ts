import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Scratch } from '../testing/scratch.ts';
import { containerEnd, type EventQuery } from './container-end.ts';

const BEGUN_AT = '2026-12-03T11:59:58.000Z';
const ENDED_AT = '2026-12-03T12:00:00.000Z';
const DOCKER = { tool: 'docker', bySudo: false, image: 'tools:1.0', scheduler: null } as const;

/** Events in the format of Docker 20.10 and Podman 4.3. Recorded failures contain those of real containers. */
describe('the end of a container', () => {
  let scratch: Scratch;
  beforeEach(() => {
    scratch = new Scratch();
    for (const [name, at] of [
      ['.command.begin', BEGUN_AT],
      ['.exitcode', ENDED_AT],
    ] as const) {
      writeFileSync(join(scratch.dir, name), '');
      utimesSync(join(scratch.dir, name), new Date(at), new Date(at));
    }
  });
  afterEach(() => scratch.end());

  /** Event of a container, so many seconds before the task's end. */
  const docker = (Action: string, before: number, attributes: Record<string, string> = {}) =>
    JSON.stringify({
      Action,
      timeNano: (Date.parse(ENDED_AT) - before * 1_000) * 1e6,
      Actor: { Attributes: { name: 'nxf-a', image: 'tools:1.0', ...attributes } },
    });
  const died = (before: number, attributes = {}) => docker('die', before, { exitCode: '137', ...attributes });
  const podman = (Status: string, Time: string) =>
    JSON.stringify({ Status, Time, Name: 'nxf-a', Image: 'localhost/tools:1.0', ContainerExitCode: 137 });

  const end = (events: readonly string[], { exitCode = 137, ...wrapper }: Partial<Wrapper> = {}) =>
    containerEnd({ exitCode, wrapper: { ...DOCKER, ...wrapper }, taskDir: scratch.dir }, () =>
      Promise.resolve(events.join('\n')),
    );
  interface Wrapper {
    exitCode: number;
    tool: 'docker' | 'podman' | 'apptainer';
    scheduler: string | null;
  }

  it.each([
    ['memory, if it ran out of it', [docker('oom', 0.2), died(0.1)], 'memory'],
    ['a command, after docker kill', [docker('kill', 0.2, { signal: '9' }), died(0.1)], 'command'],
    ['unknown after a different signal', [docker('kill', 9, { signal: '10' }), died(0.1)], null],
    ['unknown if the daemon only reports its end', [died(0.1)], null],
    ['unknown if the daemon reports nothing', [], null],
    ['unknown if the events are cut', [docker('oom', 0.2), died(0.1).slice(0, 40)], null],
    ['not that of one with a different image', [docker('oom', 0.2), died(0.1, { image: 'tools:2.0' })], null],
    ['not that of one with a different exit code', [docker('oom', 0.2), died(0.1, { exitCode: '1' })], null],
    ['not that of one that ended long before', [docker('oom', 9), died(8.9)], null],
    ['not that of one that ended before the task began', [docker('oom', 4), died(3.9)], null],
    ['not that of one that Nextflow did not start', [docker('oom', 1, { name: 'db' }), died(0, { name: 'db' })], null],
    [
      'unknown if two ended at that time for different reasons',
      [docker('oom', 0.2), died(0.1), docker('kill', 1, { name: 'nxf-b', signal: '9' }), died(0.9, { name: 'nxf-b' })],
      null,
    ],
    [
      'known if two ended at that time for the same reason',
      [docker('oom', 0.2), died(0.1), docker('oom', 1, { name: 'nxf-b' }), died(0.9, { name: 'nxf-b' })],
      'memory',
    ],
  ])('is %s', async (_, events, expected) => expect(await end(events)).toBe(expected));

  it.each(['kill', 'stop'])('is a command after podman %s', async (action) => {
    const events = [podman(action, '2026-12-03T11:59:59.8Z'), podman('died', '2026-12-03T11:59:59.9Z')];
    expect(await end(events, { tool: 'podman' })).toBe('command');
  });

  it('is a command if its program exits after TERM', async () => {
    const events = [docker('kill', 0.2, { signal: '15' }), died(0.1, { exitCode: '143' })];
    expect(await end(events, { exitCode: 143 })).toBe('command');
  });

  it.each([
    ['another exit code', { exitCode: 1 }],
    ['another engine', { tool: 'apptainer' }],
    ['a container on a node of a cluster', { scheduler: 'slurm' }],
  ] as const)('is not queried after %s', async (_, wrapper) => {
    expect(await end([docker('oom', 0.2), died(0.1)], wrapper)).toBeNull();
  });

  it('is queried for the time in which Docker stops a container', async () => {
    const queries: EventQuery[] = [];
    const events = (query: EventQuery) => Promise.resolve(String(queries.push(query)));
    await containerEnd({ exitCode: 137, wrapper: DOCKER, taskDir: scratch.dir }, events);
    const period = { since: '2026-12-03T11:59:40.000Z', until: '2026-12-03T12:00:01.000Z' };
    expect(queries).toEqual([{ tool: 'docker', bySudo: false, ...period }]);
  });
});
