import { TerminusModule } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import type { ProjectorView } from '@reprise/contracts';
import { MemoryEventLog } from '@reprise/event-log';
import type { Response } from 'express';
import { AuditVerification } from '../shared/verification/audit-verification.ts';
import { ProjectorHost } from '../shared/servers/projector-host.ts';
import { EVENT_LOG, READ_MODEL } from '../shared/servers/tokens.ts';
import { Runners } from '../shared/runners/runners.ts';
import { HealthController } from './health.controller.ts';
import { TableDamage } from './table-damage.ts';

const view = (changes: Partial<ProjectorView>): ProjectorView => ({
  state: 'following',
  last_seq: 10,
  head: 10,
  lag: 0,
  lag_ms: 0,
  events_per_second: 0,
  problem: null,
  ...changes,
});

const SOUND = { state: 'done', finished_at: '2026-11-24T03:00:09.000Z', report: { findings: [] } };

const HEARTBEAT = {
  runner_id: 'runner-a',
  storage_id: 'storage-a',
  slots: 2,
  slots_taken: 0,
  nextflow_version: '24.10.0',
  holds_back: null,
  simulated: false,
  lease_ms: 15_000,
  host: 'bio-node-3',
};

async function readinessOf(
  projection: Partial<ProjectorView>,
  execute = async () => [],
  last: object = SOUND,
  damage: string | null = null,
  heartbeats: object[] = [],
  head: () => Promise<object> = async () => ({ last_seq: 10, missing: 0 }),
) {
  const runners = new Runners();
  heartbeats.forEach((heartbeat) => runners.receive({ ...HEARTBEAT, ...heartbeat }, Date.now()));
  const module = await Test.createTestingModule({
    imports: [TerminusModule.forRoot({ logger: false })],
    controllers: [HealthController],
    providers: [
      { provide: EVENT_LOG, useValue: Object.assign(new MemoryEventLog(), { head }) },
      { provide: READ_MODEL, useValue: { orm: { em: { fork: () => ({ execute }) } } } },
      { provide: AuditVerification, useValue: { last: () => last } },
      { provide: Runners, useValue: runners },
      { provide: TableDamage, useValue: { problem: () => damage } },
      { provide: ProjectorHost, useValue: { view: () => view(projection) } },
    ],
  }).compile();
  let http = 200;
  const response = { set: () => response, status: (code: number) => (http = code) } as unknown as Response;
  const answer = (await module.get(HealthController).ready(response)) as { status: string; details: object };
  return { http, ...answer };
}

describe('readiness', () => {
  it.each(['following', 'standby', 'catching_up'] as const)('is up while the projector is %s', async (state) => {
    expect(await readinessOf({ state })).toMatchObject({ http: 200, status: 'ok' });
  });

  it.each(['stream_changed', 'stuck', 'log_away', 'database_away', 'stopped'] as const)(
    'is down, with the reason, while the projector is %s',
    async (state) => {
      const problem = `what to do about ${state}`;
      expect(await readinessOf({ state, problem })).toMatchObject({
        http: 503,
        details: { projection: { status: 'down', state, message: problem } },
      });
    },
  );

  it('is degraded while the read model lags behind', async () => {
    expect(await readinessOf({ lag: 900, lag_ms: 6_000 })).toMatchObject({ http: 200, status: 'degraded' });
  });

  it.each([
    ['found something', { ...SOUND, report: { findings: [{}, {}] } }, { findings: 2 }],
    ['did not complete', { ...SOUND, state: 'failed', report: null }, {}],
  ])('is degraded when the last verification %s', async (_, last, details) => {
    expect(await readinessOf({}, undefined, last)).toMatchObject({
      http: 200,
      status: 'degraded',
      details: { history: { status: 'degraded', ...details } },
    });
  });

  it('is degraded when a table is damaged, and names the repair', async () => {
    expect(await readinessOf({}, undefined, SOUND, 'Run npm run rebuild')).toMatchObject({
      http: 200,
      status: 'degraded',
      details: { tables: { status: 'degraded', message: 'Run npm run rebuild' } },
    });
  });

  it('is degraded when the store of the log lost events, and names the repair', async () => {
    const lossy = async () => ({ last_seq: 10, missing: 2 });
    expect(await readinessOf({}, undefined, SOUND, null, [], lossy)).toMatchObject({
      http: 200,
      status: 'degraded',
      details: {
        store: {
          status: 'degraded',
          message: expect.stringMatching(/2 of its 10 events are missing.*reseed/) as string,
        },
      },
    });
  });

  it('leaves a silent log to the check of the log', async () => {
    for (const away of [() => Promise.reject(new Error('away')), () => new Promise<never>(() => undefined)])
      expect(await readinessOf({}, undefined, SOUND, null, [], away)).toMatchObject({
        details: { store: { status: 'up' } },
      });
  });

  it('is degraded while a living runner does not isolate tasks, and names the runner', async () => {
    const isolated = { runner_id: 'runner-b', isolation: 'namespace' };
    expect(await readinessOf({}, undefined, SOUND, null, [{ isolation: 'none' }, isolated])).toMatchObject({
      http: 200,
      status: 'degraded',
      details: {
        isolation: {
          status: 'degraded',
          message: 'tasks of bio-node-3 (runner-a) can change what Reprise keeps: its log says why',
        },
      },
    });
    expect(await readinessOf({}, undefined, SOUND, null, [isolated])).toMatchObject({ status: 'ok' });
  });

  it('does not wait for a hanging server', async () => {
    const never = () => new Promise<never>(() => undefined);
    expect(await readinessOf({}, never)).toMatchObject({ http: 503, details: { database: { status: 'down' } } });
  });
});
