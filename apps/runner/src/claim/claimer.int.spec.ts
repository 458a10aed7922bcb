import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientProxy } from '@nestjs/microservices';
import { isLifecycle, jobKindFilter, type Heartbeat } from '@reprise/contracts';
import { eventsOf, makeEvent, MemoryEventLog, newId } from '@reprise/event-log';
import { waitUntil } from '@reprise/testing';
import { EMPTY, NEVER } from 'rxjs';
import { readNextflows } from '../base/installed-nextflows.ts';
import { wireRunner, type WiredRunner } from '../runner.fixture.ts';

describe('a runner whose Nextflow is removed at run time', () => {
  const log = new MemoryEventLog();
  const folder = mkdtempSync(join(tmpdir(), 'reprise-claimer-'));
  const heartbeats: Heartbeat[] = [];
  let runner: WiredRunner | undefined;

  /** Creates a launcher that reports this version. */
  const launcher = (name: string, version = name): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho nextflow version ${version}.5928\n`);
    chmodSync(path, 0o755);
    return path;
  };
  beforeAll(async () => {
    mkdirSync(join(folder, 'data'));
    const [usual, old] = [launcher('24.10.0'), launcher('old', '22.10.7')];
    const settings = { REPRISE_NEXTFLOW: usual, REPRISE_NEXTFLOWS: [{ name: 'old', launcher: old }] };
    const { nextflows } = await readNextflows(settings, { PATH: process.env['PATH'] ?? '' });
    const services = {
      send: () => NEVER,
      emit: (_: string, heartbeat: Heartbeat) => {
        heartbeats.push(heartbeat);
        return EMPTY;
      },
    } as unknown as ClientProxy;
    runner = await wireRunner({ log, services, options: { dataDir: join(folder, 'data'), nextflows, leaseMs: 300 } });
    await runner.start();
  });
  afterAll(async () => {
    await runner?.stop();
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const submit = async (nextflow: string): Promise<string> => {
    const subject = newId();
    const job = { sample_name: 'S1', pipeline: 'none', pipeline_revision: 'r', params: {}, inputs: [], reason: null };
    const data = { ...job, queue: 'default', priority: 0, launch: { nextflow } };
    const [time, traceparent] = [new Date().toISOString(), `00-${newId().replaceAll('-', '')}-b7ad6b7169203331-01`];
    const ids = { id: newId(), correlation_id: newId(), causation_id: newId(), traceparent };
    await log.append(makeEvent({ type: 'submitted', subject, data }, { ...ids, time, actor: 'ada', source: '/test' }));
    return subject;
  };
  const types = async (job: string) =>
    (await eventsOf(log.read(jobKindFilter(job, 'life')))).filter(isLifecycle).map(({ type }) => type);
  const isOver = (job: string) => async () => (await types(job)).includes('attempt_failed');
  const announced = (...versions: string[]) =>
    waitUntil(() => heartbeats.at(-1)?.nextflow_versions?.join() === versions.join(), {
      what: `a heartbeat with ${versions.join()}`,
    });

  it('withdraws that version, leaves its jobs waiting, and takes them once the version is back', async () => {
    await announced('24.10.0', '22.10.7');
    rmSync(join(folder, 'old'));
    const waiting = await submit('22.10');
    // A later job that any claim takes after the first one.
    await waitUntil(isOver(await submit('24.10')), { what: 'the other job was taken' });
    await announced('24.10.0');
    expect(await types(waiting)).toEqual(['submitted']);
    launcher('old', '22.10.8');
    await waitUntil(isOver(waiting), { what: 'the job was taken' });
    await announced('24.10.0', '22.10.8');
    expect(await types(waiting)).toEqual(['submitted', 'attempt_claimed', 'attempt_failed']);
  });

  it('takes no job while the default version is missing, and reports the reason', async () => {
    rmSync(join(folder, '24.10.0'));
    const job = await submit('22.10');
    const why = `Its Nextflow is missing: ${join(folder, '24.10.0')} is not there`;
    await waitUntil(() => heartbeats.at(-1)?.holds_back === why, { what: 'a heartbeat that says why' });
    expect(await types(job)).toEqual(['submitted']);
    launcher('24.10.0');
    await waitUntil(isOver(job), { what: 'the job was taken' });
  });
});
