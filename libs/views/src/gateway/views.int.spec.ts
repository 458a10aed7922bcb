import type { CommandAccepted, PeopleView } from '@reprise/contracts';
import type { Browser } from '@reprise/gateway/testing/browser.ts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { ben, firstAdmin, invite } from '@reprise/gateway/testing/people.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { openReadModel, type ReadModel } from '@reprise/read-model';
import type { OpenedView, SavedView, SavedViews } from '../contract/index.ts';
import { viewTables } from './database.ts';

const VIEWS = '/api/views';
const vera = { name: 'Vera', email: 'vera@lab.example', password: 'staple horse battery', role: 'viewer' } as const;
let servers: Servers;
let gateway: TestGateway;
let admin: Browser;
let operator: Browser;
let viewer: Browser;
let tables: ReadModel;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  tables = await openReadModel({ databaseUrl: servers.postgres.url, poolSize: 1 });
  admin = await firstAdmin(gateway);
  operator = await invite(gateway, admin, ben);
  viewer = await invite(gateway, admin, vera);
});
afterAll(async () => {
  await tables[Symbol.asyncDispose]();
  await gateway.stop();
  await servers.stop();
});
afterEach(async () => {
  await viewTables(tables).deleteFrom('view').execute();
});

const FAILED = { status: 'failed', label: ['run=7'], sort: 'completed_at', columns: ['status', 'sample'] } as const;
async function save(person: Browser, body: object = {}): Promise<SavedView> {
  const response = await person.post(VIEWS, { name: 'Failed', list: FAILED, ...body });
  if (response.status !== 201) throw new Error(`${String(response.status)} ${await response.text()}`);
  return (await response.json()) as SavedView;
}
const namesFor = async (person: Browser) => (await person.json<SavedViews>(VIEWS)).views.map(({ name }) => name);

describe('a saved view', () => {
  it('has filters, sort and columns, and the query that lists its jobs', async () => {
    const view = await save(operator);
    expect(view).toMatchObject({
      name: 'Failed',
      is_shared: false,
      can_change: true,
      list: FAILED,
      query: {
        status: 'failed',
        cause: 'error,killed,runner_lost,start_failed,abandoned',
        label: 'run=7',
        sort: 'completed_at',
      },
    });
    expect(await operator.json<OpenedView>(`${VIEWS}/${view.view_id}`)).toMatchObject({ view_id: view.view_id });
  });

  it('of one person is not visible to others, not even to admins', async () => {
    const { view_id } = await save(operator);
    expect(await namesFor(admin)).toEqual([]);
    expect(await problemOf(await admin.get(`${VIEWS}/${view_id}`))).toMatchObject({ status: 404 });
    expect((await admin.send('DELETE', `${VIEWS}/${view_id}`)).status).toBe(404);
    const other = await problemOf(await admin.get(`${VIEWS}/other`));
    expect(other).toMatchObject({ status: 404, detail: 'There is nothing with the id “other”.' });
  });

  it('can be saved by a viewer, who cannot share it', async () => {
    const { view_id } = await save(viewer);
    const shared = await viewer.post(VIEWS, { name: 'All', is_shared: true, list: {} });
    expect(await problemOf(shared)).toMatchObject({ status: 403 });
    const later = await viewer.send('PATCH', `${VIEWS}/${view_id}`, { is_shared: true });
    expect(await problemOf(later)).toMatchObject({ status: 403 });
  });

  it('that is shared can be changed by the person who shared it and by admins', async () => {
    const { view_id } = await save(operator, { is_shared: true });
    const path = `${VIEWS}/${view_id}`;
    const [seen] = (await viewer.json<SavedViews>(VIEWS)).views;
    expect(seen).toMatchObject({ view_id, can_change: false });
    expect(await problemOf(await viewer.send('PATCH', path, { name: 'Mine' }))).toMatchObject({ status: 403 });
    expect((await viewer.send('DELETE', path)).status).toBe(403);
    const renamed = (await (await admin.send('PATCH', path, { name: 'Failures' })).json()) as SavedView;
    expect(renamed).toMatchObject({ name: 'Failures', list: FAILED, created_by: seen!.created_by });
    expect((await operator.send('DELETE', path)).status).toBe(204);
  });

  it('has a name that is unique for its owner, or among the shared ones, ignoring case', async () => {
    await save(operator);
    await save(viewer);
    const { view_id } = await save(operator, { is_shared: true });
    expect(await problemOf(await operator.post(VIEWS, { name: ' FAILED ', list: {} }))).toMatchObject({ status: 409 });
    const shared = await admin.post(VIEWS, { name: 'failed', is_shared: true, list: {} });
    expect(await problemOf(shared)).toMatchObject({ status: 409 });
    const unshared = await operator.send('PATCH', `${VIEWS}/${view_id}`, { is_shared: false });
    expect(await problemOf(unshared)).toMatchObject({ status: 409 });
  });

  it('is saved once if two requests have the same name', async () => {
    const both = await Promise.all([1, 2].map(() => operator.post(VIEWS, { name: 'Twice', list: {} })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it.each([
    ['a NUL in the name', { name: 'a\0b', list: {} }, 'name'],
    ['a NUL in a filter', { name: 'a', list: { q: 'a\0b' } }, 'list.q'],
    ['a NUL in a column', { name: 'a', list: { columns: ['\0'] } }, 'list.columns.0'],
    ['an empty name', { name: '  ', list: {} }, 'name'],
    ['a cause without the status failed', { name: 'a', list: { cause: 'killed' } }, 'list.cause'],
    ['two kinds of times', { name: 'a', list: { time: '7d', to: '2026-12-01T09:00:00Z' } }, 'list.time'],
    ['a negative duration', { name: 'a', list: { min_duration_ms: -1 } }, 'list.min_duration_ms'],
    ['an invalid label', { name: 'a', list: { label: ['run'] } }, 'list.label.0'],
  ])('is rejected with %s', async (_, body, field) => {
    expect(await problemOf(await operator.post(VIEWS, body))).toMatchObject({ status: 422, errors: [{ field }] });
  });

  it('names the filters that no job matches, and opens', async () => {
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' }, labels: { run: '7' } };
    const { job_id } = (await (await operator.post('/api/jobs', body)).json()) as CommandAccepted;
    await gateway.runner.start(job_id);
    const list = { pipeline: 'toy', queue: 'urgent', runner_id: 'r9', label: ['run=7', 'run=8'], sheet: 'none' };
    const { view_id } = await save(operator, { list });
    const { last_seq } = await gateway.log.head();
    const opened = await operator.json<OpenedView>(`${VIEWS}/${view_id}?min_seq=${String(last_seq)}`);
    expect(opened.unmatched).toEqual([
      { field: 'queue', value: 'urgent' },
      { field: 'runner_id', value: 'r9' },
      { field: 'sheet', value: 'none' },
      { field: 'label', value: 'run=8' },
    ]);
  });

  it('is deleted with the account of its owner, unless it is shared', async () => {
    const eva = { ...vera, name: 'Eva', email: 'eva@lab.example', role: 'operator' } as const;
    const person = await invite(gateway, admin, eva);
    await save(person);
    const shared = await save(person, { name: 'Ours', is_shared: true });
    const { people } = await admin.json<PeopleView>('/api/people');
    const { user_id } = people.find(({ email }) => email === eva.email)!;
    expect((await admin.send('DELETE', `/api/users/${user_id}`)).status).toBe(204);
    const rows = () => viewTables(tables).selectFrom('view').select('view_id').execute();
    await eventually('one view', async () => (await rows()).length === 1 || null);
    expect(await rows()).toEqual([{ view_id: shared.view_id }]);
    expect((await admin.send('DELETE', `${VIEWS}/${shared.view_id}`)).status).toBe(204);
  });
});
