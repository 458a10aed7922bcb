import type { AuditEntry, Page, SessionView } from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';

const REQUIRED = ['submit', 'cancel', 'rerun', 'resume'] as const;
let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { reasonRequired: REQUIRED });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };

/** Entries as of the end of the log. */
async function audit(query: string): Promise<AuditEntry[]> {
  const { last_seq } = await gateway.log.head();
  const page = await gateway.get<Page<AuditEntry>>(`/api/audit?min_seq=${String(last_seq)}&${query}`);
  return page.items;
}

describe('a gateway that requires a reason for every command', () => {
  it('reports the setting to the page, with its version', async () => {
    const session = await gateway.get<SessionView>('/api/session');
    expect(session).toEqual({
      actor: 'admin',
      name: 'Local administrator',
      role: 'admin',
      kind: 'machine',
      reason_required: REQUIRED,
      version: expect.stringMatching(/^\d/) as string,
      denied_commands: {},
      denied_routes: {},
      cancel_of_others: 'anyone',
      approvals: [],
      signatures_required: 1,
    });
  });

  it('rejects a command without a reason as a wrong request, marks the field and records no entry', async () => {
    const before = (await gateway.log.head()).last_seq;
    const submit = await problemOf(await gateway.post('/api/jobs', body));
    expect(submit).toMatchObject({
      status: 422,
      errors: [{ field: 'reason', message: 'is required to submit a job' }],
    });
    expect((await gateway.log.head()).last_seq).toBe(before);

    const { job_id } = await gateway.accepted('/api/jobs', { ...body, reason: 'first order' });
    for (const command of ['cancel', 'rerun', 'resume']) {
      const problem = await problemOf(await gateway.post(`/api/jobs/${job_id}/${command}`, { reason: '  ' }));
      expect(problem).toMatchObject({
        status: 422,
        errors: [{ field: 'reason', message: `is required to ${command} a job` }],
      });
    }
    expect(await gateway.typesOf(job_id)).toEqual(['submitted']);
  });
});

describe('the audit trail over HTTP', () => {
  it('lists each command with its reason and outcome, also refused ones', async () => {
    const { job_id } = await gateway.accepted('/api/jobs', { ...body, reason: 'second order' });
    await gateway.runner.start(job_id);
    await gateway.runner.succeed(job_id);
    const refused = await problemOf(await gateway.post(`/api/jobs/${job_id}/cancel`, { reason: 'too late?' }));
    expect(refused.status).toBe(400);

    const entries = await audit(`events=commands&job_id=${job_id}`);
    expect(entries).toMatchObject([
      { type: 'cancel_refused', outcome: 'refused', reason: 'too late?', effects: [], sample_name: 'S1' },
      {
        type: 'submitted',
        outcome: 'accepted',
        reason: 'second order',
        effects: [{ type: 'attempt_started' }, { type: 'attempt_succeeded' }],
      },
    ]);
    expect(await audit(`events=commands&job_id=${job_id}&outcome=refused`)).toHaveLength(1);
    expect(await audit(`job_id=${job_id}&q=SECOND`)).toMatchObject([{ type: 'submitted' }]);
  });

  it('exports the entries that the filter selects', async () => {
    const wanted = await audit('events=commands&command=submit&order=asc');
    const ndjson = await (await gateway.fetch('/api/audit/export?events=commands&command=submit&format=ndjson')).text();
    expect(
      ndjson
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as AuditEntry),
    ).toEqual(wanted.map((entry) => ({ ...entry, actor_name: 'Local administrator' })));
    const response = await gateway.fetch('/api/audit/export?events=commands&command=submit');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="reprise-audit.csv"');
    expect((await response.text()).trimEnd().split('\r\n')).toHaveLength(1 + wanted.length);
  });
});
