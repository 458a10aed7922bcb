import { startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { derivedId, makeEvent } from '@reprise/event-log';
import type { JobResources } from '../../contract/index.ts';
import { measuredTask } from '../testing/measured-task.ts';

const GB = 2 ** 30;

describe('the routes of resources', () => {
  let servers: Servers;
  let gateway: TestGateway;
  beforeAll(async () => {
    servers = await startServers();
    gateway = await TestGateway.start(servers);
  });
  afterAll(async () => {
    await gateway.stop();
    await servers.stop();
  });

  it('return what the tasks of a job requested and used, as JSON and as CSV', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id, 1, {});
    const { status: _, tries, native_id: __, cache_miss: ___, ...facts } = measuredTask('ab/cdef12');
    const fact = {
      type: 'task_completed' as const,
      subject: job_id,
      data: { ...facts, resources: facts.resources!, try: tries },
    };
    await gateway.log.append(
      makeEvent(fact, {
        id: derivedId('resources', job_id),
        time: new Date().toISOString(),
        actor: 'runner:runner-a',
        source: '/reprise/runner/runner-a',
        correlation_id: 'c',
        causation_id: 'c',
      }),
    );
    const minSeq = String((await gateway.log.head()).last_seq);

    const resources = await gateway.get<JobResources>(`/api/jobs/${job_id}/resources?min_seq=${minSeq}`);
    expect(resources).toMatchObject({
      tasks: 1,
      tasks_without_requests: 0,
      cpu_hours: { requested: 4, used: 0.5 },
      steps: [{ process: 'WES:ALIGN', memory: { requested: { max: 64 * GB }, used: { max: 8 * GB } } }],
    });
    const response = await gateway.fetch(`/api/jobs/${job_id}/resources.csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(`${job_id.slice(0, 8)}.resources.csv`);
    expect(await response.text()).toMatch(/^process,step,tasks,.*\r\nWES:ALIGN,Alignment,1,4,4,4,4,4,0\.5,/);
    const unknown = await gateway.fetch('/api/jobs/0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90/resources');
    expect(unknown.status).toBe(404);
  });
});
